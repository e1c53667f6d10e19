from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .interview_common import InterviewCase


@tagged("post_install", "-at_install")
class TestLossQuestionnaire(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("key_account_loss.survey_loss")
        cls.treatment = cls.survey.question_ids.filtered("is_treatment")

    def _answers(self, **labels):
        """Fill in the interviewer's sheet: the labels chosen for the reasons, and (row, label) of the treatment."""
        self.interview.with_user(self.interviewer).action_take_down()
        answers = self.interview.input_id
        reasons = self.env.ref("key_account_loss.survey_loss_reasons")
        chosen = [self.env.ref(f"key_account_loss.survey_loss_reason_{code}").id for code in labels["reasons"]]
        answers._save_lines(reasons, [str(one) for one in chosen])
        grades = {
            str(self.env.ref(f"key_account_loss.survey_loss_row_{row}").id): [
                str(self.env.ref(f"key_account_loss.survey_loss_treatment_{grade}").id)
            ]
            for row, grade in labels["treatment"].items()
        }
        answers._save_lines(self.treatment, grades)
        answers._mark_done()
        return answers

    def test_the_question_on_our_people_cannot_be_removed(self):
        copy = self.survey.copy()
        for question in (self.treatment, copy.question_ids.filtered("is_treatment")):
            for change in (
                question.unlink,
                lambda question=question: question.write({"constr_mandatory": False}),
                lambda question=question: question.write({"question_type": "text_box"}),
                lambda question=question: question.write({"is_treatment": False}),
                lambda question=question: question.write({"survey_id": False}),
                lambda question=question: question.survey_id.write({"question_and_page_ids": [(2, question.id, 0)]}),
            ):
                with self.assertRaises(UserError):
                    change()
        self.treatment.title = "Worded anew: how did our people treat you?"

    def test_a_questionnaire_without_it_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "how our people treated"):
            self.env["survey.survey"].create(
                {
                    "title": "Short",
                    "survey_type": "loss",
                    "question_and_page_ids": [(0, 0, {"title": "Why?", "question_type": "text_box"})],
                }
            )

    def test_survey_administrators_do_not_read_interviews(self):
        self._answers(reasons=["price"], treatment={"sales": "improper"})
        administrator = self._make_user("survey_admin", "survey.group_survey_manager,base.group_user")
        for model in ("survey.user_input", "survey.user_input.line"):
            found = self.env[model].with_user(administrator).search([("survey_id.survey_type", "=", "loss")])
            self.assertFalse(found)
        for user, seen in ((self.interviewer, True), (self.director, True), (self.owner, False)):
            found = (
                self.env["survey.user_input"].with_user(user).search([("loss_interview_id", "=", self.interview.id)])
            )
            self.assertEqual(bool(found), seen)
        with self.assertRaises(AccessError):
            self.env["survey.user_input"].with_user(self.analyst).search([]).mapped("state")

    def test_what_the_client_names_is_the_clients_word(self):
        self._answers(reasons=["price", "promises"], treatment={"sales": "improper", "quality": "proper"})
        causes = self.case.cause_ids.filtered(lambda cause: cause.said_by == "client")
        self.assertEqual(set(causes.kind_id.mapped("code")), {"price", "broken_promises", "treatment"})
        (treatment,) = causes.filtered(lambda cause: cause.kind_id.code == "treatment")
        self.assertEqual(treatment.evidence, "Sales")

    def test_answers_through_a_link_are_apart(self):
        self.interview.with_user(self.interviewer).action_copy_link()
        answers = self.interview.link_input_id
        self.assertIn(answers.access_token, self.interview.link_url)
        answers._mark_done()
        self.assertEqual(self.interview.outcome, "link")
        self.assertIn("0 of 1", self.analysis.interview_funnel)

    def test_an_analysis_needs_its_questionnaire(self):
        self.analysis.write({"state": "questionnaire", "questionnaire_id": False})
        with self.assertRaisesRegex(UserError, "Choose the questionnaire"):
            self.analysis.with_user(self.analyst).action_go_on()
