import base64
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..engine.supply_file import SupplyFileError
from .common import ImportCase, day


@tagged("post_install", "-at_install")
class TestSupplyImport(ImportCase):
    """Supply history from a file: all of it, or nothing and the reasons."""

    def refusals(self, result):
        return [(line, column, reason) for line, column, reason in result["refused"]]

    def test_rows_are_summed_into_the_ledger_and_each_keeps_its_line(self):
        path = self.write_file("R1,2023-05-03,Boards,2,20.5", "R1,2023-05-20,Boards,1,10", "R2,2023-06,Cables,3,9")
        source, result = self.load(path)
        self.assertEqual(result, {"read": 3, "written": 3, "unchanged": 0, "refused": []})
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (3, 30.5), ("R2", "2023-06", "Cables"): (3, 9)})
        self.assertEqual(source.line_ids.mapped("line_number"), [2, 3, 4])
        self.assertEqual(
            (source.state, source.month_from, source.month_to), ("done", day("2023-05-01"), day("2023-06-01"))
        )

    def test_a_refused_row_stops_the_whole_file_and_is_named(self):
        path = self.write_file(
            "R1,2023-05-03,Boards,2,20.5",
            "R9,2023-05-03,Boards,2,20.5",
            "R1,2023-05-33,Boards,two,20",
            "R1,2023-05-03,Wires,2,1.234,5",
            'R1,2023-05-03,Boards,2,"1.234,5"',
            "R1,2199-05-03,Boards,2,1",
        )
        source, result = self.load(path)
        self.assertEqual(
            self.refusals(result),
            [
                (3, "client_ref", "Client “R9” is unknown."),
                (4, "date", "“2023-05-33” is not a date."),
                (4, "quantity", "“two” is not a number."),
                (5, "", "The row has 6 cells, the headings are 5."),
                (6, "amount", "“1.234,5” has both decimal marks: write a comma or a point, not both."),
                (7, "date", "2199-05 is in the future."),
            ],
        )
        self.assertEqual((result["read"], result["written"]), (6, 0))
        self.assertFalse(self.ledger())
        self.assertFalse(source.line_ids)
        self.assertFalse(self.company.supply_cutover_month)
        self.assertEqual(source.refused_count, 5)

    def test_refused_rows_may_be_left_out_and_stay_listed_with_the_source(self):
        path = self.write_file("R1,2023-05-03,Boards,2,20.5", "R9,2023-05-03,Boards,2,20.5")
        source, result = self.load(path, is_skip_refused=True)
        self.assertEqual(result["written"], 1)
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (2, 20.5)})
        self.assertEqual(source.refusal_ids.mapped("line_number"), [3])

    def test_a_dry_run_says_what_would_happen_and_changes_nothing(self):
        path = self.write_file("R1,2023-05-03,Boards,2,20.5", "New,2023-05-03,Wires,2,20.5")
        source, result = self.load(path, dry_run=True, is_create_missing=True)
        self.assertEqual((result["read"], result["written"], result["refused"]), (2, 2, []))
        self.assertEqual(source.state, "checked")
        self.assertFalse(self.ledger())
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "New")]))
        self.assertFalse(self.company.supply_cutover_month)

    def test_the_same_file_twice_changes_nothing(self):
        path = self.write_file("R1,2023-05-03,Boards,2,20.5", "R1,2023-05-03,Boards,2,20.5")
        source, _result = self.load(path)
        lines = source.line_ids.ids
        _source, result = self.load(path)
        self.assertEqual(result, {"read": 2, "written": 0, "unchanged": 2, "refused": []})
        self.assertEqual(source.line_ids.ids, lines)

    def test_a_corrected_file_replaces_its_own_earlier_rows(self):
        self.load(
            self.write_file("R1,2023-05-03,Boards,2,20.5", "R2,2023-05-03,Boards,1,5", "R2,2023-01-03,Boards,1,5")
        )
        _source, result = self.load(self.write_file("R1,2023-05-03,Boards,2,20.5", "R2,2023-05-03,Boards,1,6"))
        self.assertEqual((result["written"], result["unchanged"]), (1, 1))
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (2, 20.5), ("R2", "2023-05", "Boards"): (1, 6)})

    def test_a_corrected_file_with_a_refused_row_leaves_the_earlier_rows_as_they_were(self):
        source, _result = self.load(self.write_file("R1,2023-05-03,Boards,2,20.5"))
        lines, before = source.line_ids.ids, self.ledger()
        self.load(self.write_file("R1,2023-05-03,Boards,2,99", "R9,2023-05-03,Boards,2,1"))
        self.assertEqual((source.line_ids.ids, self.ledger(), source.state), (lines, before, "done"))

    def test_two_sources_that_overlap_are_not_added_up_unasked(self):
        self.load(self.write_file("R1,2023-05-03,Boards,2,20", name="a.csv"))
        second = self.write_file("R1,2023-05-09,Boards,1,10", "R1,2023-05-09,Cables,1,10", name="b.csv")
        _source, result = self.load(second)
        self.assertEqual(
            self.refusals(result), [(2, "date", "Source “a.csv” already has this client, family and month.")]
        )
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (2, 20)})
        _source, result = self.load(second, is_add_up=True)
        self.assertEqual(result["written"], 2)
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (3, 30), ("R1", "2023-05", "Cables"): (1, 10)})

    def test_withdrawing_a_source_removes_its_rows_and_no_others(self):
        first, _result = self.load(self.write_file("R1,2023-05-03,Boards,2,20", name="a.csv"))
        self.load(self.write_file("R2,2023-05-09,Boards,1,10", name="b.csv"))
        first.action_withdraw()
        self.assertEqual(self.ledger(), {("R2", "2023-05", "Boards"): (1, 10)})
        self.assertEqual(first.state, "withdrawn")
        self.assertFalse(first.line_ids)

    def test_unknown_clients_groups_and_families_are_created_if_asked(self):
        headings = "client_ref,client_name,client_street,client_city,client_group,date,family,quantity,amount"
        path = self.write_file(
            "N1,Old name,Old street,Sofia,Alpha,2023-04-01,Raw / Wires,1,1",
            "N1,New name,New street,Sofia,Alpha,2023-05-01,Raw / Wires,1,1",
            "R1,,,,Alpha,2023-05-01,Boards,1,1",
            headings=headings,
        )
        _source, result = self.load(path, is_create_missing=True)
        self.assertFalse(result["refused"])
        created = self.env["res.partner"].search([("ref", "=", "N1")])
        self.assertEqual(
            (created.name, created.street, created.is_company, created.client_group_id.code),
            ("New name", "New street", True, "Alpha"),
        )
        self.assertEqual(self.client.client_group_id, created.client_group_id)
        self.assertEqual(self.env["product.category"].search([("name", "=", "Wires")]).complete_name, "Raw / Wires")

    def test_a_client_that_changed_its_group_belongs_to_the_latest(self):
        path = self.write_file(
            "N1,Old chain,2023-01-01,Boards,1,1",
            "N1,New chain,2023-05-01,Boards,1,1",
            "N1,Old chain,2023-02-01,Boards,1,1",
            "R1,Old chain,2023-02-01,Boards,1,1",
            "R1,New chain,2023-03-01,Boards,1,1",
            headings="client_ref,client_group,date,family,quantity,amount",
        )
        _source, result = self.load(path, is_create_missing=True)
        self.assertFalse(result["refused"])
        created = self.env["res.partner"].search([("ref", "=", "N1")])
        self.assertEqual((created | self.client).client_group_id.name, "New chain")
        self.assertFalse(self.env["client.group"].search([("name", "=", "Old chain")]))

    def test_a_row_refused_for_one_cell_is_not_told_unknown_for_another(self):
        path = self.write_file("N1,2023-01-01,New family,one,1", "R1,2023-01-01,Boards,1,1")
        _source, result = self.load(path, is_create_missing=True, is_skip_refused=True)
        self.assertEqual(self.refusals(result), [(2, "quantity", "“one” is not a number.")])
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "N1")]))

    def test_a_client_stays_in_the_group_a_person_put_it_in(self):
        group = self.env["client.group"].create({"name": "Beta"})
        self.client.client_group_id = group
        path = self.write_file(
            "R1,Alpha,2023-05-01,Boards,1,1", headings="client_ref,client_group,date,family,quantity,amount"
        )
        self.load(path, is_create_missing=True)
        self.assertEqual(self.client.client_group_id, group)

    def test_clients_are_found_by_reference_tax_id_or_name(self):
        headings = "client_ref,client_vat,client_name,date,family,quantity,amount"
        path = self.write_file(",bg123456,,2023-05-01,Boards,1,1", ",, VEGA ,2023-05-01,Boards,1,1", headings=headings)
        self.load(path)
        self.assertEqual(set(self.ledger()), {("R1", "2023-05", "Boards"), ("R2", "2023-05", "Boards")})
        conflict = self.write_file("R2,BG123456,,2023-05-01,Boards,1,1", headings=headings, name="c.csv")
        _source, result = self.load(conflict)
        self.assertEqual(
            self.refusals(result),
            [(2, "client_vat", "Reference “R2” and tax ID “BG123456” belong to different clients.")],
        )

    def test_a_reference_that_two_clients_share_is_refused(self):
        self.other_client.ref = "R1"
        _source, result = self.load(self.write_file("R1,2023-05-01,Boards,1,1"))
        self.assertEqual(self.refusals(result), [(2, "client_ref", "“R1” is the name or number of several clients.")])

    def test_a_product_reference_gives_the_products_family_of_today(self):
        product = self.env["product.product"].create({"name": "P", "default_code": "P1", "categ_id": self.boards.id})
        self.load(self.write_file("R1,2023-05-01,P1,1,1", headings="client_ref,date,product_ref,quantity,amount"))
        self.assertEqual(list(self.ledger()), [("R1", "2023-05", "Boards")])
        product.categ_id = self.cables
        self.env["client.supply"]._refresh_touched()
        self.assertEqual(list(self.ledger()), [("R1", "2023-05", "Cables")])

    def test_currency_counts_at_the_rate_of_the_day_and_of_a_months_last_day(self):
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "x"})
        self.env["res.currency.rate"].create(
            [
                {"currency_id": currency.id, "name": "2023-05-01", "rate": 2.0, "company_id": self.company.id},
                {"currency_id": currency.id, "name": "2023-05-31", "rate": 4.0, "company_id": self.company.id},
            ]
        )
        headings = self.HEADINGS + ",currency"
        path = self.write_file("R1,2023-05-03,Boards,1,100,XTS", "R1,2023-05,Cables,1,100,xts", headings=headings)
        self.load(path)
        self.assertEqual({key[2]: value[1] for key, value in self.ledger().items()}, {"Boards": 50, "Cables": 25})
        bad = self.write_file("R1,2023-05-03,Boards,1,100,QQQ", headings=headings, name="bad.csv")
        _source, result = self.load(bad, is_add_up=True)
        self.assertEqual(self.refusals(result), [(2, "currency", "Currency “QQQ” is unknown.")])

    def test_a_currency_without_rate_is_refused_not_taken_for_one(self):
        self.env["res.currency"].create({"name": "XTS", "symbol": "x"})
        path = self.write_file("R1,2023-05-03,Boards,1,100,XTS", headings=self.HEADINGS + ",currency")
        _source, result = self.load(path)
        self.assertEqual(self.refusals(result), [(2, "currency", "Currency XTS has no exchange rate.")])

    def test_the_first_import_sets_the_cutover_month_and_later_ones_keep_before_it(self):
        self.load(self.write_file("R1,2023-05-03,Boards,1,1", name="a.csv"))
        self.assertEqual(self.company.supply_cutover_month, date(2023, 6, 1))
        _source, result = self.load(self.write_file("R1,2023-06-03,Boards,1,1", name="b.csv"))
        self.assertEqual(
            self.refusals(result),
            [
                (
                    2,
                    "date",
                    "2023-06 is not before the cut-over month 2023-06, from which Odoo's documents count.",
                )
            ],
        )

    def test_the_cutover_month_can_be_chosen_on_the_first_import(self):
        self.load(self.write_file("R1,2023-05-03,Boards,1,1"), cutover_month="2023-09-01")
        self.assertEqual(self.company.supply_cutover_month, date(2023, 9, 1))

    def test_a_missing_column_is_told_with_the_file(self):
        with self.assertRaises(SupplyFileError) as caught:
            self.load(self.write_file("R1,2023-05-03,1", headings="client_ref,date,quantity"))
        self.assertEqual(caught.exception.code, "column_missing")

    def test_a_heading_that_a_person_mapped_is_remembered_for_the_next_file(self):
        headings = "client_ref,date,family,quantity,Turnover Q"
        first = self.env["client.supply.import"].create({"name": "first", "company_id": self.company.id})
        first.write(
            {"file": self._encoded(self.write_file("R1,2023-05,Boards,1,1", headings=headings)), "file_name": "a.csv"}
        )
        with self.assertRaisesRegex(UserError, "a.csv has no column for Amount without tax"):
            first.action_check()
        first.heading_ids.filtered(lambda heading: heading.name == "Turnover Q").field = "amount"
        first.action_check()
        self.assertEqual((first.state, first.refused_count), ("checked", 0))
        first.action_import()
        second = self.env["client.supply.import"].create(
            {
                "file": self._encoded(self.write_file("R1,2023-04,Boards,1,1", headings=headings, name="b.csv")),
                "file_name": "b.csv",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(second.heading_ids.filtered(lambda heading: heading.name == "Turnover Q").field, "amount")
        second.action_import()
        self.assertEqual(len(self.ledger()), 2)

    def _encoded(self, path):
        return base64.b64encode(path.read_bytes())

    def test_a_workbook_is_read_like_a_csv(self):
        book = openpyxl.Workbook()
        book.active.append(["client_ref", "date", "family", "quantity", "amount"])
        book.active.append(["R1", date(2023, 5, 3), "Boards", 2, 20.5])
        path = self.folder / "history.xlsx"
        book.save(path)
        self.load(path)
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (2, 20.5)})

    def test_cyrillic_in_cp1251(self):
        self.client.ref = "Р-1"
        path = self.write_file(
            "Р-1;05.2023;Boards;1;2,5", headings="Код клиента;Дата;Категория;Количество;Сумма", encoding="cp1251"
        )
        self.load(path)
        self.assertEqual(self.ledger(), {("Р-1", "2023-05", "Boards"): (1, 2.5)})

    def test_a_large_file_waits_for_the_scheduled_action(self):
        source = self.env["client.supply.import"].create(
            {
                "file": self._encoded(self.write_file("R1,2023-05,Boards,1,1")),
                "file_name": "a.csv",
                "company_id": self.company.id,
            }
        )
        with patch("odoo.addons.relationship_marketing.models.client_supply_import.LARGEST_AT_ONCE", 1):
            source.action_import()
        self.assertEqual((source.state, self.ledger()), ("queued", {}))
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_supply_import").method_direct_trigger()
        self.assertEqual((source.state, len(self.ledger())), ("done", 1))

    def test_a_check_without_a_file_asks_for_it(self):
        source = self.env["client.supply.import"].create({"name": "old system", "company_id": self.company.id})
        with self.assertRaisesRegex(UserError, "file of old system first"):
            source.action_check()

    def test_a_waiting_file_that_cannot_be_read_is_told_and_does_not_hold_up_the_next(self):
        broken, good = (
            self.env["client.supply.import"].create(
                {"file": self._encoded(path), "file_name": path.name, "company_id": self.company.id}
            )
            for path in (
                self.write_file("R1,1", headings="client_ref,date", name="broken.csv"),
                self.write_file("R1,2023-05,Boards,1,1", name="good.csv"),
            )
        )
        user = new_test_user(
            self.env,
            "loader",
            groups="relationship_marketing.group_marketing",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        (broken | good).with_user(user)._queue(dry_run=False)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_supply_import").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((broken.state, good.state, len(self.ledger())), ("draft", "done", 1))
        told = broken.message_ids.filtered(lambda message: "broken.csv has no column for" in message.body)
        self.assertEqual(told.notified_partner_ids, user.partner_id)

    def test_while_another_job_writes_the_ledger_an_import_is_told_to_wait(self):
        path = self.write_file("R1,2023-05,Boards,1,1")
        with patch.object(type(self.env["client.supply"]), "_lock_ledger", lambda ledger: False):
            with self.assertRaises(SupplyFileError) as caught:
                self.load(path)
        self.assertEqual(caught.exception.code, "busy")

    def test_an_imported_source_is_withdrawn_not_deleted(self):
        source, _result = self.load(self.write_file("R1,2023-05,Boards,1,1"))
        with self.assertRaises(UserError):
            source.unlink()
        source.action_withdraw()
        source.unlink()

    def test_a_client_or_family_of_the_history_is_not_deleted(self):
        self.company.supply_cutover_month = "2023-06-01"
        self.load(self.write_file("R1,2023-05,Boards,1,1"))
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.client.unlink()
        with self.assertRaisesRegex(UserError, "supply history speaks of it"):
            self.boards.unlink()
        self.cables.unlink()

    def test_a_new_file_on_an_imported_source_waits_and_the_old_rows_keep_their_source(self):
        source, _result = self.load(self.write_file("R1,2023-05,Boards,1,1"))
        second = self.write_file("R1,2023-05,Boards,2,2", name="second.csv")
        source.write({"file": self._encoded(second), "file_name": "second.csv"})
        self.assertEqual((source.state, self.ledger()), ("done", {("R1", "2023-05", "Boards"): (1, 1)}))
        with self.assertRaises(UserError):
            source.unlink()
        source.action_import()
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (2, 2)})

    def test_what_became_of_an_import_is_not_written_by_hand(self):
        user = new_test_user(
            self.env,
            "forger",
            groups="relationship_marketing.group_marketing",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        sources = self.env["client.supply.import"].with_user(user)
        source = sources.create({"name": "mine", "company_id": self.company.id})
        for vals in ({"state": "done"}, {"checksum": "x"}, {"read_count": 9}, {"company_id": self.env.company.id}):
            with self.assertRaises(AccessError):
                source.write(vals)
        with self.assertRaises(AccessError):
            sources.create({"name": "theirs", "state": "done"})
        self.assertEqual(sources.with_context(default_state="done").create({"name": "forged"}).state, "draft")

    def test_companies_do_not_touch_each_others_history(self):
        self.load(self.write_file("R1,2023-05,Boards,1,1"))
        other = self.env["res.company"].create({"name": "Other importer"})
        source = self.env["client.supply.import"].create({"name": "x", "company_id": other.id, "file_name": "x.csv"})
        source._run(self.write_file("R1,2023-05,Boards,7,7", name="x.csv"))
        self.assertEqual(self.ledger(), {("R1", "2023-05", "Boards"): (1, 1)})

    def test_queries_do_not_grow_with_the_rows(self):
        def queries(count, name):
            path = self.write_file(*(f"R1,2023-{1 + n % 12:02},Boards,1,{n}" for n in range(count)), name=name)
            start = self.env.cr.sql_log_count
            _source, result = self.load(path, is_add_up=True)
            self.assertEqual(result["written"], count)
            return self.env.cr.sql_log_count - start

        queries(20, "warm.csv")
        self.assertLessEqual(queries(2000, "many.csv"), queries(20, "few.csv"))
