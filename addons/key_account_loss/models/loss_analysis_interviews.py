from markupsafe import Markup

from odoo import api, fields, models

from ..engine.funnel_picture import FunnelWords, funnel_svg
from ..engine.interview_funnel import Asked, funnel_of, unlike_asked
from .loss_analysis_chart import chart_html
from .survey_survey import LOSS

QUESTIONNAIRE = "key_account_loss.survey_loss"


class LossAnalysis(models.Model):
    """Questionnaire and interviews (003, stages 4 and 5): the funnel against two thirds, and who was not heard."""

    _inherit = "loss.analysis"

    questionnaire_id = fields.Many2one(
        "survey.survey", domain=[("survey_type", "=", LOSS)], ondelete="restrict", copy=False, tracking=True
    )
    interview_ids = fields.One2many("loss.interview", "analysis_id", string="Interviews", readonly=True)
    # built here from numbers and escaped labels; the sanitizer would drop the drawing
    interview_funnel = fields.Html("Of those asked", compute="_compute_interview_funnel", sanitize=False)

    @api.depends("interview_ids.outcome", "interview_ids.active")
    @api.depends_context("lang")
    def _compute_interview_funnel(self):
        for analysis in self:
            asked = analysis._asked()
            picture = chart_html(analysis._funnel_svg(asked)) if asked else ""
            lines = Markup().join(Markup("<p>%s</p>") % line for line in analysis._funnel_sentences(asked))
            analysis.interview_funnel = Markup("%s%s") % (picture, lines) if asked else False

    def _funnel_svg(self, asked=None):
        words = FunnelWords(
            self.env._("Letter reached them"),
            self.env._("Interviewed in person"),
            self.env._("Interviewed by phone"),
            self.env._("Answered through a link"),
            self.env._("Do not want to"),
            self.env._("No answer yet"),
            self.env._("two thirds"),
        )
        return funnel_svg(funnel_of(self._asked() if asked is None else asked), words)

    def _asked(self):
        """The persons to be asked, as the engine reads them, in one query for the cases and one for the persons."""
        self.ensure_one()
        interviews = self.env["loss.interview"].search([("analysis_id", "=", self.id)])
        lost = sorted(interviews.case_id.mapped("lost_volume"))
        half = lost[len(lost) // 2] if lost else 0
        return [
            Asked(
                interview.id,
                interview.outcome,
                (
                    ("classification", interview.case_id.classification),
                    ("size", "larger" if interview.case_id.lost_volume >= half else "smaller"),
                ),
            )
            for interview in interviews
        ]

    def _funnel_sentences(self, asked=None):
        """What the picture does not say: the share with its interval, what is apart, and who was not heard."""
        asked = self._asked() if asked is None else asked
        funnel = funnel_of(asked)
        sentences = []
        if funnel.sent:
            low, high = funnel.interval
            sentences.append(
                self.env._(
                    "Interviewed %(heard)s of %(sent)s whom the letter reached, %(share).0f %% (95 %% interval "
                    "%(low).0f to %(high).0f %%); the aim is two thirds.",
                    heard=funnel.interviewed,
                    sent=funnel.sent,
                    share=float(100 * funnel.share),
                    low=100 * low,
                    high=100 * high,
                )
            )
            if funnel.missing_to_goal:
                sentences.append(
                    self.env._("Interviews missing to two thirds: %(count)s.", count=funnel.missing_to_goal)
                )
        if funnel.closed or funnel.undelivered:
            sentences.append(
                self.env._(
                    "Apart: %(closed)s of companies that are closed, %(undelivered)s letters that came back.",
                    closed=funnel.closed,
                    undelivered=funnel.undelivered,
                )
            )
        return sentences + self._unlike_sentences(asked)

    def _unlike_sentences(self, asked):
        classes = dict(self.env["loss.client"]._fields["classification"]._description_selection(self.env))
        sizes = {"larger": self.env._("larger losses"), "smaller": self.env._("smaller losses")}
        sentences = []
        for one in unlike_asked(asked):
            values = {
                "kind": classes.get(one.value) or sizes.get(one.value) or one.value,
                "answered": one.answered,
                "asked": one.asked,
            }
            if one.is_over:
                sentences.append(
                    self.env._(
                        "Those heard are not like those asked: %(kind)s are heard more, %(answered)s of %(asked)s.",
                        **values,
                    )
                )
            else:
                sentences.append(
                    self.env._(
                        "Those heard are not like those asked: %(kind)s are heard less, %(answered)s of %(asked)s.",
                        **values,
                    )
                )
        return sentences

    def _prepare_questionnaire(self):
        if not self.questionnaire_id:
            self.questionnaire_id = self.env.ref(QUESTIONNAIRE, raise_if_not_found=False)

    def _missing_questionnaire(self):
        missing = super()._missing_questionnaire()
        if not self.questionnaire_id:
            missing.append(self.env._("Choose the questionnaire."))
        elif not self.questionnaire_id.sudo().question_ids.filtered("is_treatment"):
            missing.append(self.env._("The questionnaire does not ask how our people treated the client."))
        return missing

    def _missing_interviews(self):
        missing = super()._missing_interviews()
        without = self._cases_in_work().filtered(lambda case: not case.interview_ids and not case.not_asked_reason)
        if without:
            names = ", ".join(without[:5].mapped("name"))
            missing.append(self.env._("Nobody is to be asked, and no reason is given, for: %(names)s.", names=names))
        if waiting := self.interview_ids.filtered(lambda one: one.outcome == "not_sent"):
            missing.append(
                self.env._(
                    "No letter has gone to %(names)s yet.", names=", ".join(waiting[:5].person_id.mapped("name"))
                )
            )
        if not missing and self.interview_ids and not self.interview_ids.filtered(lambda one: one.outcome != "silent"):
            missing.append(self.env._("Nobody has answered yet: wait, or call them."))
        return missing

    def action_open_interviews(self):
        return self._open("key_account_loss.loss_interview_action")

    def action_propose_interviews(self):
        """Add whom to ask: the persons of theirs who take in what suppliers tell, where nobody is named yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_signed()
        cases = self._cases_in_work().filtered(lambda case: not case.interview_ids)
        divisions = cases._divisions()
        # sudo: which person of a client takes in our information; the analyst may name anybody anyway
        entries = (
            self.env["client.input.interface"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", [division.id for division in divisions]),
                    ("company_id", "=", self.company_id.id),
                    ("person_id", "!=", False),
                ]
            )
        )
        wanted = {(divisions[entry.partner_id.sudo(False)], entry.person_id.sudo(False)) for entry in entries}
        self.env["loss.interview"].create(
            [{"case_id": case.id, "person_id": person.id} for case, person in sorted(wanted, key=str)]
        )
        return self.action_open_interviews()
