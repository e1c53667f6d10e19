from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from odoo.tests import tagged

from ..reports.loss_report_print import LossReportPrint
from .interview_common import InterviewCase


@tagged("post_install", "-at_install")
class TestReportWork(InterviewCase):
    """The report from the causes to the signatures: on paper and as tables."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        price, own = (cls.env.ref(f"key_account_loss.loss_cause_kind_{code}") for code in ("price", "own_failure"))
        cls.env["loss.cause"].create(
            [
                {"case_id": cls.case.id, "kind_id": price.id, "said_by": "seller", "state": "refuted"},
                {"case_id": cls.case.id, "kind_id": own.id, "said_by": "client", "state": "survived"},
            ]
        )
        cls.interview.write(
            {
                "interviewer_id": cls.interviewer.id,
                "letter_sent_on": date(2021, 1, 10),
                "outcome": "in_person",
                "interviewed_on": date(2021, 2, 1),
            }
        )
        quotes = cls.env["loss.quote"].create(
            [
                {"interview_id": cls.interview.id, "text": "You thanked us for our letter."},
                {"interview_id": cls.interview.id, "text": "Your dispatcher shouted."},
            ]
        )
        quotes[0]._release("In the interview.")
        cls.analysis._enter("economics")
        cls.case.economics_ids.write({"has_investment": True, "investment_low": 5, "investment_high": 9})
        cls.analysis._enter("plan")
        cls.measure = cls.env["loss.measure"].create(
            {
                "analysis_id": cls.analysis.id,
                "name": "Inspect every joint",
                "kind_id": own.id,
                "user_id": cls.relations_user.id,
                "deadline": date(2021, 5, 1),
            }
        )

    def _page(self, user, analysis=None):
        analysis = (analysis or self.analysis).with_user(user)
        return str(
            self.env["ir.qweb"]._render(
                "key_account_loss.report_loss_analysis_page",
                {"doc": analysis, "report": LossReportPrint(analysis), "font_size": 12},
            )
        )

    def _sheets(self, user):
        book = load_workbook(BytesIO(self.analysis.with_user(user)._render_xlsx("en_US")), read_only=True)
        return {sheet.title: [row for row in sheet.iter_rows(values_only=True)] for sheet in book}

    def test_every_stage_is_printed(self):
        page = self._page(self.analyst)
        for words in (
            "Our price",
            "Did not hold",
            "1 of 1 whom the letter reached",
            "Inspect every joint",
            "two thirds",
        ):
            self.assertIn(words, page)
        self.assertIn("Our seller: 0 of 1 causes named held", page)

    def test_released_words_only_whoever_prints(self):
        for user in (self.analyst, self.director):
            page, sheets = self._page(user), str(self._sheets(user))
            for printed in (page, sheets):
                self.assertIn("You thanked us", printed)
                self.assertNotIn("shouted", printed)
                self.assertNotIn("Ivan Petrovich", printed)

    def test_the_tables_are_in_the_workbook(self):
        sheets = self._sheets(self.analyst)
        self.assertEqual(sheets["Plan"][1][0], "Inspect every joint")
        self.assertEqual(sheets["Keep or replace"][1][1:3], (5, 9))
        self.assertIn("Causes", sheets)

    def test_a_waiver_is_printed(self):
        waiver = self.env["loss.waiver"].with_user(self.director)
        values = {"interview_id": self.interview.id, "interviewer_id": self.owner.id, "reason": "He speaks Kazakh."}
        waiver.create(values).action_allow()
        self.assertIn("He speaks Kazakh.", self._page(self.analyst))

    def test_it_opens_with_what_became_of_the_plan_before(self):
        for user in (self.sales_head, self.marketing_head, self.director):
            self.analysis.with_user(user).action_sign()
        self.measure.write({"done_on": date(2021, 4, 1), "result": "Every joint is seen."})
        later = self._make_analysis(years=2)
        later.state = "plan"
        page = self._page(self.analyst, later)
        self.assertIn("Every joint is seen.", page)
        self.assertLess(page.index("Every joint is seen."), page.index("key clients compared"))

    def test_before_the_causes_nothing_of_it_is_printed(self):
        analysis = self._make_analysis(years=2)
        page = self._page(self.analyst, analysis)
        self.assertNotIn("Who says so", page)
        self.assertNotIn("no signed plan before", page)
