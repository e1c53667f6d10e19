from odoo.tests import HttpCase, new_test_user, tagged

from .common import LossCase


@tagged("post_install", "-at_install")
class TestLossPlanTour(LossCase, HttpCase):
    """The analyst's way from the list to the signed plan, on the screens."""

    def test_from_the_causes_to_the_signed_report(self):
        anna = new_test_user(
            self.env,
            "loss_anna",
            "key_account_loss.group_interviewer",
            name="Anna Tour",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        old = self._make_client("Old Works")
        self._history(old, 0, 1000)
        person = self.env["res.partner"].create(
            {"name": "Ivan Petrovich", "parent_id": old.id, "email": "ivan@old.example", "lang": "en_US"}
        )
        heads = {"sales_head_id": self.director.id, "marketing_head_id": self.director.id}
        analysis = self._make_analysis(years=2, **heads)
        for _stage in ("volumes", "list"):
            analysis.with_user(self.director).action_confirm()
        url = f"/odoo/loss-analyses/{analysis.id}"
        self.start_tour(url, "key_account_loss.causes_are_named", login=self.analyst.login)
        interview = self.env["loss.interview"].create({"case_id": analysis.case_ids.id, "person_id": person.id})
        self.start_tour(
            f"/odoo/loss-interviews/{interview.id}",
            "key_account_loss.a_person_is_interviewed",
            login=self.director.login,
        )
        self.assertEqual((interview.outcome, interview.interviewer_id), ("in_person", anna))
        self.start_tour(url, "key_account_loss.a_plan_is_signed", login=self.director.login)
        self.assertEqual(analysis.state, "signed")
        pdf = analysis.with_user(self.director)._render_pdf("en_US")
        self.assertTrue(pdf.startswith(b"%PDF"))
