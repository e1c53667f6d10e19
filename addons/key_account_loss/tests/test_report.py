from datetime import date
from io import BytesIO
from unittest import SkipTest

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.key_account_loss.reports.loss_report_format import ReportFormat
from odoo.addons.key_account_loss.reports.loss_report_print import LossReportPrint
from odoo.addons.relationship_marketing.engine.months import add_months

from .common import LossCase, T

REPORT = "key_account_loss.loss_analysis_report_action"


class LossReportCase(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # nothing in this report waits for a script
        cls.env["ir.config_parameter"].set_param("report.print_delay", "1")

    @classmethod
    def _make_history(cls):
        """Alpha stopped, Beta cut, Gamma grew: a lost volume of 1600 out of a base of 2700."""
        group = cls._make_group("Alpha Holding")
        cls.alpha = cls._make_client("Alpha Works", ref="A-17", client_group_id=group.id)
        cls._history(cls.alpha, 0, 1000, 1000, 1000, family=cls.boards, quantities=[0, 10, 10, 10])
        cls._history(cls._make_client("Beta"), 300, 900, 900, 900, family=cls.cables, quantities=[3, 9, 9, 9])
        cls._history(cls._make_client("Gamma"), 1200, 800, 800, 800, family=cls.rest)

    def _pages(self, pdf):
        """The text of each page; wkhtmltopdf writes blanks as tabs."""
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]

    def _skip_without_wkhtmltopdf(self):
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            raise SkipTest("wkhtmltopdf is not installed")


class TestLossReportPdf(LossReportCase):
    def setUp(self):
        super().setUp()
        self._skip_without_wkhtmltopdf()

    def test_a_director_finds_the_loss_its_clients_and_its_sources(self):
        self._make_history()
        analysis = self._make_analysis()
        pages = self._pages(analysis.with_user(self.analyst)._render_pdf("en_US"))
        first = pages[0]
        for text in (
            "Instrument Works",
            analysis.name,
            "Draft",
            "The lost volume is",
            "59.3 %",
            "Alpha Holding (stopped",
            "Beta (sharply cut",
            "Boards",
            "2020-01 – 2020-12",
        ):
            self.assertIn(text, first)
        whole = " ".join(pages)
        for text in ("List of cases", "1,000", "−67 %", "Imported history", "What the words mean", "Head of marketing"):
            self.assertIn(text, whole)
        of_clients = [page for page in pages if "Yearly volumes" in page]
        self.assertEqual(len(of_clients), 2, "a page for each case, largest first; Gamma is not lost")
        self.assertIn("Alpha Holding", of_clients[0])
        self.assertIn("Boards", of_clients[0])
        self.assertIn("Beta", of_clients[1])
        for number, page in enumerate(pages, start=1):
            self.assertIn(f"{number} / {len(pages)}", page)

    def test_numbers_and_dates_follow_the_readers_language(self):
        self._make_history()
        self.env["res.lang"]._activate_lang("ru_RU")
        analysis = self._make_analysis()
        text = " ".join(self._pages(analysis._render_pdf("ru_RU")))
        self.assertIn("59,3 %", text)
        self.assertNotIn("59.3", text)
        words = dict(
            self.env["loss.client"]
            .with_context(lang="ru_RU")
            ._fields["classification"]
            ._description_selection(self.env(context={"lang": "ru_RU"}))
        )
        self.assertIn(words["stopped"], text)

    def test_nothing_lost_is_said_on_the_first_page(self):
        self._history(self._make_client("Steady"), 100, 100, 100, 100)
        pages = self._pages(self._make_analysis()._render_pdf("en_US"))
        self.assertIn("No key client was lost", pages[0])
        self.assertIn("the list is empty", " ".join(pages))

    def test_an_empty_ledger_is_said_on_the_first_page(self):
        text = self._pages(self._make_analysis()._render_pdf("en_US"))[0]
        self.assertIn("No key client was found", text)
        self.assertIn("The supply ledger holds nothing for", text)

    def test_names_are_printed_as_they_are_written(self):
        self._history(self._make_client("<b>Sons & Daughters</b>"), 0, 100, 100, 100)
        text = " ".join(self._pages(self._make_analysis()._render_pdf("en_US")))
        self.assertIn("<b>Sons & Daughters</b>", text)

    def test_several_analyses_are_printed_one_after_the_other(self):
        self._make_history()
        analyses = self._make_analysis() + self._make_analysis(years=2)
        single = [len(self._pages(analysis._render_pdf("en_US"))) for analysis in analyses]
        reports = self.env["ir.actions.report"].with_user(self.analyst).with_context(force_report_rendering=True)
        pdf, kind = reports._render_qweb_pdf(REPORT, analyses.ids)
        self.assertEqual((kind, len(self._pages(pdf))), ("pdf", sum(single)))

    def test_the_list_is_cut_into_full_pages_each_with_its_head(self):
        for number in range(70):
            name = f"Joint-stock company “Research and production association {number}” of instruments"
            self._history(self._make_client(name), 0, 500, 500, 500, 500)
        analysis = self._make_analysis(years=5)
        pages = [page for page in self._pages(analysis._render_pdf("en_US")) if "No. Client" in page]
        rows = [page.count("Research and production") for page in pages]
        self.assertEqual(sum(rows), len(analysis.case_ids))
        self.assertGreater(len(rows), 3)
        self.assertGreater(min(rows[:-1]), 10, "no page is left nearly empty because a row did not fit")

    def test_who_may_not_read_the_analysis_may_not_print_it(self):
        self._make_history()
        analysis = self._make_analysis()
        stranger = self._make_user("stranger", "key_account_loss.group_analyst", self.other_company)
        for user in (self.plain_user, self.relations_user, self.interviewer, stranger):
            reports = self.env["ir.actions.report"].with_user(user).with_context(force_report_rendering=True)
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
                reports._render_qweb_pdf(REPORT, analysis.ids)


class TestLossReportContent(LossReportCase):
    def test_an_analysis_that_was_not_computed_says_so(self):
        analysis = self._make_analysis(compute=False)
        for render in (analysis._render_pdf, analysis._render_xlsx):
            with self.assertRaisesRegex(UserError, "nothing to report yet"):
                render("en_US")

    def test_figures_are_those_of_the_records(self):
        self._make_history()
        analysis = self._make_analysis()
        report = analysis._report_content()
        self.assertEqual(report.lost, analysis.lost_volume)
        self.assertEqual([case.client.name for case in report.cases], analysis.case_ids.mapped("name"))
        self.assertEqual(report.key_base, 2700)
        self.assertEqual([year.total for year in report.years], [1500, 2700, 2700, 2700])
        self.assertEqual([(one.source, one.row_count) for one in report.ledger_sources], [("import", 11)])
        families = {family.name: family for family in report.families}
        self.assertEqual(set(families), {"Boards", "Cables"})
        for case in analysis.case_ids:
            self.assertEqual(
                sum(family.difference for family in report.case_families[case.id]), case.volume_1 - case.base
            )

    def test_the_first_page_has_the_confirmations(self):
        self._make_history()
        analysis = self._make_analysis()
        analysis.with_user(self.sales_head).action_confirm()
        origin = dict(LossReportPrint(analysis).title.origin())
        self.assertIn(self.sales_head.name, origin["Volumes confirmed, sales"])
        self.assertEqual(origin["Volumes confirmed, marketing"], "not yet")

    def test_numbers_are_grouped_in_every_language(self):
        for code, amount, money in (
            ("en_US", "−1,234,568", "$\N{NO-BREAK SPACE}1,234,568"),
            ("ru_RU", "−1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}568", None),
            ("bg_BG", "−1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}568", None),
        ):
            self.env["res.lang"]._activate_lang(code)
            env = self.env(context={**self.env.context, "lang": code})
            form = ReportFormat(env, self.env.ref("base.USD"))
            self.assertEqual(form.amount(-1234567.6), amount)
            self.assertEqual(form.money(1234567.6), money or f"$\N{NO-BREAK SPACE}{amount[1:]}")
            self.assertEqual(form.amount(-0.4), "0")
            decimals = "12.3" if code == "en_US" else "12,3"
            self.assertEqual(form.signed_percent(0.12345), f"+{decimals}\N{NO-BREAK SPACE}%")
            self.assertEqual(form.signed_percent(0.0001, 0), "0\N{NO-BREAK SPACE}%")

    def test_the_name_an_analysis_got_by_itself_is_read_in_the_readers_language(self):
        analysis = self._make_analysis()
        self.env["res.lang"]._activate_lang("ru_RU")
        russian = analysis.with_context(lang="ru_RU")
        analysis.name = russian.env._("Loss analysis %(month)s", month="2020-12")
        self.assertEqual(analysis.with_context(lang="en_US")._report_heading(), "Loss analysis 2020-12")
        analysis.name = "For the board"
        self.assertEqual(russian._report_heading(), "For the board")

    def test_a_confirmed_move_is_not_counted_as_lost_to_us(self):
        address = {"street": "ul. Vitosha 5", "city": "Sofia"}
        self._history(self._make_client("Old OOD", ref="C1", **address), 0, 1000, 1000, 1000)
        self._supply(self._make_client("Next Ltd", ref="C2", **address), 900, add_months(T, -10))
        analysis = self._make_analysis()
        self.assertIn("who may only have moved", LossReportPrint(analysis).wording.summary()[1])
        analysis.case_ids.move_ids.with_user(self.analyst).action_confirm()
        self.assertIn("confirmed as moved", LossReportPrint(analysis).wording.summary()[1])

    def test_a_division_is_shown_with_the_class_of_its_growing_group(self):
        group = self._make_group("Holding")
        self._history(self._make_client("Lost division", client_group_id=group.id), 0, 100, 100, 100)
        self._history(self._make_client("Growing division", client_group_id=group.id), 900, 100, 100, 100)
        printed = LossReportPrint(self._make_analysis(grain="division"))
        [lost] = printed.pages.cases()
        facts = dict(printed.pages.facts(lost))
        self.assertEqual((facts["Class"], facts["Class of the whole group"]), ("Stopped", "Growing"))

    def test_largest_cases_have_a_page_each_and_no_more_than_ten(self):
        for number in range(14):
            self._history(self._make_client(f"Client {number}"), 0, 100 + number, 100, 100)
        printed = LossReportPrint(self._make_analysis(years=2))
        names = [case.client.name for case in printed.pages.cases()]
        self.assertEqual(names, [f"Client {number}" for number in range(13, 3, -1)])

    def test_queries_do_not_grow_with_the_cases(self):
        counts = []
        for clients in (2, 40):
            for number in range(clients):
                client = self._make_client(f"Client {clients} {number}")
                self._history(client, 0, 500, 500, 500, family=self.boards)
                self._supply(client, 10, add_months(T, -12), family=self.cables)
            analysis = self._make_analysis()
            self.env.flush_all()
            for read in (lambda a: LossReportPrint(a).pages.cases(), lambda a: a._render_xlsx("en_US")):
                read(analysis)  # what is cached for good is no matter of the number of cases
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                read(analysis)
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[:2], counts[2:])


class TestLossReportXlsx(LossReportCase):
    def _book(self, analysis, lang="en_US"):
        return load_workbook(BytesIO(analysis._render_xlsx(lang)))

    def _rows(self, sheet):
        heads, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def test_tables_hold_the_figures_of_the_records(self):
        self._make_history()
        analysis = self._make_analysis()
        book = self._book(analysis)
        self.assertEqual(book.sheetnames, ["Summary", "Clients", "Cases", "Families", "Moves", "Sources"])
        clients = self._rows(book["Clients"])
        self.assertEqual([row["Client"] for row in clients], analysis.client_ids.mapped("name"))
        for row, client in zip(clients, analysis.client_ids, strict=True):
            self.assertEqual(row["2020-01 – 2020-12"], client.volume_1)
            self.assertEqual(row["2017-01 – 2017-12"], client.volume_4)
            self.assertEqual((row["Base"], row["Lost volume"]), (client.base, client.lost_volume))
        cases = self._rows(book["Cases"])
        self.assertEqual([row["Client"] for row in cases], ["Alpha Holding", "Beta"])
        self.assertEqual([row["Change on the base"] for row in cases], [-1, 300 / 900 - 1])
        families = self._rows(book["Families"])
        self.assertEqual(
            [(row["Product family"], row["Change"]) for row in families], [("Boards", -1000), ("Cables", -600)]
        )
        months = [cell.value for cell in book["Sources"][2]][1:3]
        self.assertEqual([month.date() for month in months], [date(2017, 12, 1), date(2020, 12, 1)])
        self.assertTrue(book["Cases"].freeze_panes and book["Cases"].auto_filter.ref)

    def test_a_formula_in_a_name_stays_text(self):
        formulas = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=1+1}", "http://x.example/", "00017"]
        for number, name in enumerate(formulas):
            self._history(self._make_client(name, ref=name), 0, 100 + number, 100, 100)
        # the smallest one is no key client any more
        self._history(self._make_client("Smallest"), 0, 99, 99, 99)
        analysis = self._make_analysis(years=2)
        for case in analysis.case_ids:
            case.note = "=cmd|' /C calc'!A0"
        book = self._book(analysis)
        for sheet in ("Clients", "Cases"):
            rows = list(book[sheet].iter_rows(min_row=2))
            self.assertEqual({row[2].value for row in rows}, set(formulas))
            cells = [cell for row in rows for cell in row if isinstance(cell.value, str)]
            self.assertEqual({cell.data_type for cell in cells}, {"s"})
            self.assertFalse(any(cell.hyperlink for cell in cells))

    def test_an_empty_analysis_is_a_book_of_heads(self):
        book = self._book(self._make_analysis())
        self.assertEqual([book[name].max_row for name in ("Clients", "Cases", "Families", "Moves")], [1, 1, 1, 1])


@tagged("post_install", "-at_install")
class TestLossReportDownload(LossReportCase, HttpCase):
    def test_download_is_for_who_may_read_the_analysis(self):
        self._make_history()
        analysis = self._make_analysis()
        url = analysis.with_user(self.analyst).action_download_xlsx()["url"]
        self.authenticate(self.analyst.login, "loss_analyst")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(load_workbook(BytesIO(answer.content))["Cases"]["C2"].value, "Alpha Holding")
        self.assertEqual(self.url_open("/key_account_loss/999999999/report.xlsx").status_code, 404)
        self.authenticate(self.plain_user.login, "loss_plain_user")
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_model"):
            self.assertEqual(self.url_open(url).status_code, 403)
        with self.assertRaises(AccessError):
            analysis.with_user(self.plain_user).action_download_xlsx()
