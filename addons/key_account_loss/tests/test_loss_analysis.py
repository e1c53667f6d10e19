from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .common import LossCase, T


@tagged("post_install", "-at_install")
class TestLossAnalysis(LossCase):
    def test_each_class_is_found_and_cases_are_made(self):
        for name, volumes in {
            "Stopped": (0, 100, 100, 100),
            "Cut": (50, 100, 100, 100),
            "Declining": (70, 90, 110, 100),
            "Reduced": (80, 100, 100, 100),
            "Growing": (111, 100, 100, 100),
            "Stable": (100, 100, 100, 100),
        }.items():
            self._history(self._make_client(name), *volumes)
        new = self._make_group("New", is_key=True)
        self._history(self._make_client("New one", new), 10, 0, 0, 0)
        analysis = self._make_analysis(key_mode="both")
        self.assertEqual(
            self._classes(analysis),
            {
                "Stopped": "stopped",
                "Cut": "cut",
                "Declining": "declining",
                "Reduced": "reduced",
                "Growing": "growing",
                "Stable": "stable",
                "New": "new",
            },
        )
        self.assertEqual(analysis.case_ids.mapped("name"), ["Stopped", "Cut", "Declining", "Reduced"])
        self.assertEqual(analysis.case_ids.mapped("lost_volume"), [100, 50, 30, 20])
        self.assertEqual(analysis.lost_volume, 200)
        self.assertEqual((analysis.total_1, analysis.total_2), (421, 590))

    def test_figures_of_a_case(self):
        client = self._make_client("Old")
        self._history(client, 40, 120, 60, 0, family=self.boards, quantities=(2, 12, 6, 0))
        self._history(client, 40, 0, 0, 0, family=self.cables)
        analysis = self._make_analysis()
        case = self._case(analysis, "Old")
        self.assertRecordValues(
            case,
            [
                {
                    "classification": "cut",
                    "scope": "position",
                    "base": 90,
                    "base_years": 2,
                    "volume_1": 80,
                    "volume_2": 120,
                    "volume_3": 60,
                    "volume_4": 0,
                    "quantity_2": 12,
                    "lost_volume": 50,
                    "classification_by_quantity": "cut",
                    "ref": "o",
                    "key": "share",
                    "cut_family_names": "Boards",
                }
            ],
        )
        boards, cables = case.family_ids
        self.assertRecordValues(
            boards + cables,
            [
                # Q_B = 9 at P_B = 10: (2 − 9)·10, then 40 − 10·2
                {"categ_id": self.boards.id, "is_cut": True, "base": 90, "current": 40, "difference": -50,
                 "effect_quantity": -70, "effect_price": 20, "effect_not_separable": 0},
                {"categ_id": self.cables.id, "is_cut": False, "base": 0, "current": 40, "difference": 40,
                 "effect_quantity": 0, "effect_price": 0, "effect_not_separable": 40},
            ],
        )  # fmt: skip
        self.assertAlmostEqual(sum(case.family_ids.mapped("difference")), case.volume_1 - case.base)

    def test_only_marked_key_positions_count(self):
        client = self._make_client("Old")
        self._history(client, 0, 20, family=self.boards)
        self._history(client, 100, 80, family=self.cables)
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Old": "cut"})
        self.cables.with_company(self.company).is_key_position = True
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Old": "stable"})
        self.boards.with_company(self.company).is_key_position = True
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Old": "cut"})

    def test_key_positions_of_another_company_do_not_count(self):
        client = self._make_client("Old")
        self._history(client, 0, 20, family=self.boards)
        self._history(client, 100, 80, family=self.cables)
        self.cables.with_company(self.other_company).is_key_position = True
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Old": "cut"})

    def test_supplies_without_a_family_are_a_position_too(self):
        client = self._make_client("Old")
        self._history(client, 0, 20)
        self._history(client, 100, 80, family=self.cables)
        analysis = self._make_analysis(years=2)
        self.assertEqual(self._case(analysis, "Old").cut_family_names, "No family")

    def test_grain(self):
        group = self._make_group("Holding")
        self._history(self._make_client("North", group), 0, 100)
        self._history(self._make_client("South", group), 250, 100)
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Holding": "growing"})
        analysis = self._make_analysis(years=2, grain="division")
        self.assertEqual(self._classes(analysis), {"North": "stopped", "South": "growing"})
        self.assertEqual(self._case(analysis, "North").group_classification, "growing")

    def test_archived_clients_count(self):
        client = self._make_client("Old")
        self._history(client, 0, 100)
        client.active = False
        self.assertEqual(self._classes(self._make_analysis(years=2)), {"Old": "stopped"})

    def test_a_flagged_group_flags_its_divisions_that_buy(self):
        group = self._make_group("Holding", is_key=True)
        self._make_client("Never", group)
        self._history(self._make_client("North", group), 5, 5)
        self._history(self._make_client("Left", group), 0, 0, 0, 7)
        self._history(self._make_client("Large"), 1000, 1000)
        analysis = self._make_analysis(years=2, grain="division", key_mode="flagged")
        self.assertEqual(self._classes(analysis), {"North": "stable"})
        self.assertEqual(analysis.left_out_key_count, 1)

    def test_left_out_clients_are_counted(self):
        self._make_group("Silent", is_key=True)
        owing = self._make_group("Owing", is_key=True)
        self._history(self._make_client("Returns", owing), -5, 0)
        self._history(self._make_client("Returns too"), -5, 0)
        self._history(self._make_client("Good"), 100, 100)
        analysis = self._make_analysis(years=2, key_mode="both")
        self.assertEqual(self._classes(analysis), {"Good": "stable"})
        self.assertRecordValues(analysis, [{"client_count": 3, "left_out_count": 2, "left_out_key_count": 2}])
        self.assertEqual(self._make_analysis(years=2, key_mode="share").left_out_key_count, 0)

    def test_mixed_units_make_the_class_by_quantity_unknown(self):
        unit, dozen = self.env.ref("uom.product_uom_unit"), self.env.ref("uom.product_uom_dozen")
        mixed, alike, marked, part = (self._make_client(name) for name in ("Mixed", "Alike", "Flag", "Partly"))
        for client, uoms, flag in (
            (mixed, (unit.id, dozen.id), False),
            (alike, (unit.id, unit.id), False),
            (marked, (unit.id, unit.id), True),
            (part, (unit.id, None), False),
        ):
            self._supply(client, 100, T, self.boards, 1, uom_id=uoms[0], is_uom_mixed=flag)
            self._supply(client, 100, add_months(T, -12), self.boards, 10, uom_id=uoms[1])
        analysis = self._make_analysis(years=2, key_mode="share")
        found = {client.name: client.classification_by_quantity for client in analysis.client_ids}
        self.assertEqual(found, {"Mixed": "unknown", "Alike": "cut", "Flag": "unknown", "Partly": "cut"})

    def test_families_set_aside_leave_volumes_and_are_shown(self):
        client = self._make_client("Old")
        self._history(client, 0, 60, family=self.boards)
        self._history(client, 100, 100, family=self.cables)
        analysis = self._make_analysis(years=2)
        self.assertEqual(self._classes(analysis), {"Old": "cut"})
        analysis.set_aside_categ_ids = self.boards
        self.assertTrue(analysis.is_stale)
        analysis.action_compute()
        self.assertEqual(self._classes(analysis), {"Old": "stable"})
        self.assertFalse(analysis.case_ids)
        self.assertRecordValues(
            analysis.set_aside_ids, [{"categ_id": self.boards.id, "volume_1": 0, "volume_before": 60}]
        )

    def test_months_outside_the_years_do_not_count(self):
        client = self._make_client("Old")
        for month, amount in [
            (add_months(T, 1), 1000),
            (T, 100),
            (add_months(T, -11), 10),
            (add_months(T, -12), 1),
            (add_months(T, -23), 2),
            (add_months(T, -24), 5000),
        ]:
            self._supply(client, amount, month)
        [found] = self._make_analysis(years=2).client_ids
        self.assertEqual((found.volume_1, found.volume_2), (110, 3))

    def test_another_company_s_ledger_is_not_read(self):
        client = self._make_client("Old")
        self._history(client, 100, 100)
        self._history(client, 0, 5000, company_id=self.other_company.id)
        [found] = self._make_analysis(years=2).client_ids
        self.assertEqual((found.volume_1, found.volume_2), (100, 100))

    def test_an_empty_ledger(self):
        analysis = self._make_analysis()
        self.assertRecordValues(analysis, [{"client_count": 0, "key_client_count": 0, "case_count": 0, "total_1": 0}])

    def test_bad_parameters_are_told_in_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "is not over yet"), freeze_time("2021-06-15"):
            self._make_analysis(month=date(2021, 6, 1), compute=False)
        with self.assertRaisesRegex(ValidationError, "cannot open loss analyses"):
            self._make_analysis(sales_head_id=self.plain_user.id, compute=False)

    def test_any_day_of_the_month_is_taken_as_its_first(self):
        analysis = self._make_analysis(month=date(2020, 12, 24), compute=False)
        self.assertEqual(analysis.month, T)
        self.assertEqual(analysis.name, "Loss analysis 2020-12")

    @freeze_time("2021-01-15")
    def test_wizard_proposes_and_opens(self):
        self._history(self._make_client("Old"), 0, 100)
        self._supply(self._make_client("Newcomer"), 1, T)
        form = Form(self.env["loss.analysis.wizard"].with_user(self.analyst))
        self.assertEqual(form.period, "2020-01 – 2020-12 against 2017-01 – 2019-12")
        self.assertEqual((form.month, form.years, form.cut_percent, form.key_mode), (T, 4, 50, "share"))
        form.sales_head_id = self.sales_head
        form.marketing_head_id = self.marketing_head
        action = form.save().action_create()
        analysis = self.env["loss.analysis"].browse(action["res_id"])
        self.assertEqual(self._classes(analysis), {"Old": "stopped"})
        self.assertEqual(analysis.activity_ids.user_id, self.sales_head | self.marketing_head)

    @freeze_time("2024-07-15")
    def test_screen_proposes_the_last_month_the_ledger_has(self):
        wizard = self.env["loss.analysis.wizard"]
        self.assertEqual(wizard.new().month, date(2024, 6, 1))
        self._supply(self._make_client("Old"), 1, T)
        self.assertEqual(wizard.new().month, T)
        self._supply(self._make_client("Good"), 1, date(2024, 7, 1))
        self.assertEqual(wizard.new().month, T)

    def test_screen_proposes_the_marked_clients_where_there_are_any(self):
        wizard = self.env["loss.analysis.wizard"].with_company(self.company)
        self.env["client.group"].search([("is_key_client", "=", True)]).is_key_client = False
        self.assertEqual(wizard.new().key_mode, "share")
        self._make_group("Holding", is_key=True)
        self.assertEqual(wizard.new().key_mode, "flagged")

    def test_computing_again_keeps_what_people_decided(self):
        old, small = self._make_client("Old"), self._make_client("Small")
        self._history(old, 0, 100)
        self._history(small, 0, 100)
        analysis = self._make_analysis(years=2)
        case = self._case(analysis, "Old")
        case.write({"user_id": self.analyst.id, "note": "<p>Closed down?</p>"})
        self._supply(old, 10, add_months(T, -1))
        analysis.action_compute()
        self.assertEqual(analysis.case_ids.mapped("name"), ["Small", "Old"])
        self.assertEqual(self._case(analysis, "Old"), case)
        self.assertRecordValues(case, [{"user_id": self.analyst.id, "lost_volume": 90, "classification": "cut"}])
        self.assertIn("Closed down?", case.note)

    def test_a_case_that_is_none_any_more_goes_unless_somebody_worked_on_it(self):
        old, small = self._make_client("Old"), self._make_client("Small")
        self._history(old, 0, 100)
        self._history(small, 0, 100)
        analysis = self._make_analysis(years=2)
        worked_on, untouched = self._case(analysis, "Old"), self._case(analysis, "Small")
        worked_on.note = "<p>They answered.</p>"
        self._supply(old, 100, T)
        self._supply(small, 100, T)
        analysis.action_compute()
        self.assertFalse(analysis.case_ids)
        self.assertFalse(untouched.exists())
        self.assertFalse(worked_on.active)
        self.assertEqual(analysis.client_ids.mapped("classification"), ["stable", "stable"])

    def test_results_are_not_entered_by_hand(self):
        self._history(self._make_client("Old"), 0, 100)
        analysis = self._make_analysis(years=2)
        for record, vals in [
            (analysis, {"state": "causes"}),
            (analysis, {"volumes_sales_at": "2021-01-01 00:00:00"}),
            (analysis, {"total_1": 5}),
            (analysis.case_ids, {"lost_volume": 5}),
            (analysis.case_ids, {"rank": 5}),
            (analysis.client_ids, {"classification": "stable"}),
        ]:
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                record.with_user(self.director).write(vals)
        with self.assertRaises(AccessError):
            self.env["loss.analysis"].with_user(self.director).create({"month": T, "state": "causes"})
        forged = {"default_state": "causes", "default_volumes_sales_user_id": self.director.id, "default_total_1": 5}
        analysis = self.env["loss.analysis"].with_user(self.director).with_context(**forged).create({"month": T})
        self.assertEqual((analysis.state, analysis.volumes_sales_user_id.ids, analysis.total_1), ("volumes", [], 0))

    def test_queries_do_not_grow_with_clients(self):
        def queries(count):
            for index in range(count):
                client = self._make_client(f"Client {index}", city="Sofia", street=f"Street {index}", vat=None)
                self._history(client, 0 if index % 2 else 100, 100 + index, family=self.boards)
            analysis = self._make_analysis(compute=False)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            analysis._compute_result()
            computed = self.env.cr.sql_log_count - before
            before = self.env.cr.sql_log_count
            analysis.action_compute()
            self.env.flush_all()
            return computed, self.env.cr.sql_log_count - before

        few, many = queries(5), queries(40)
        self.assertLessEqual(many[0], few[0])
        self.assertLessEqual(many[1], few[1] + 2)

    def test_volumes_by_year(self):
        self._history(self._make_client("Old"), 0, 100, 50, 0, quantities=(0, 4, 2, 0))
        analysis = self._make_analysis(years=3)
        rows = self.env["loss.volume"].search([("analysis_id", "=", analysis.id)], order="year")
        self.assertEqual(
            [(row.year, row.year_label, row.volume, row.quantity) for row in rows],
            [
                (1, "2020-01 – 2020-12", 0, 0),
                (2, "2019-01 – 2019-12", 100, 4),
                (3, "2018-01 – 2018-12", 50, 2),
            ],
        )
        totals = self.env["loss.volume"]._read_group(
            [("analysis_id", "=", analysis.id)], ["year_label"], ["volume:sum"]
        )
        self.assertEqual(dict(totals)["2019-01 – 2019-12"], 100)

    def test_duplicating_an_analysis_takes_the_question_only(self):
        self._history(self._make_client("Old"), 0, 100)
        analysis = self._make_analysis(years=2)
        copy = analysis.copy()
        self.assertEqual((copy.month, copy.years, copy.sales_head_id), (T, 2, self.sales_head))
        self.assertFalse(copy.client_ids or copy.case_ids or copy.computed_at or copy.total_2)

    def test_a_closed_list_is_not_computed_again(self):
        analysis = self._make_analysis()
        analysis.sudo().state = "causes"
        with self.assertRaisesRegex(UserError, "go back"):
            analysis.action_compute()
        with self.assertRaisesRegex(UserError, "go back"):
            analysis.set_aside_categ_ids = [Command.link(self.boards.id)]
