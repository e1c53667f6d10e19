from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.question_worth_sql import worth

READ = {
    "crm.lead": [
        "company_id",
        "won_status",
        "request_class",
        "need_timing",
        "bought_elsewhere_on",
        "filter_outcome",
        "filter_portrait_id",
    ],
    "lead.answer": [
        "lead_id",
        "question_id",
        "exchange",
        "side",
        "state",
        "asked_on",
        "answered_on",
        "judgement",
        "yes_no",
        "choice_id",
        "number",
        "date",
    ],
    "lead.criterion": [
        "portrait_id",
        "question_id",
        "wanted_answer",
        "choice_ids",
        "number_operator",
        "wanted_number",
        "within_days",
        "sequence",
    ],
    "lead.question": ["answer_type"],
}


class LeadQuestionWorth(models.Model):
    """What a counter-question has been worth so far, learned from closed requests, with its number of cases (000)."""

    _name = "lead.question.worth"
    _description = "Worth of a counter-question"
    _auto = False
    _depends = READ
    _order = "difference DESC NULLS LAST, asked_count DESC, id"
    _rec_name = "question_id"

    question_id = fields.Many2one("lead.question", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    place = fields.Integer(
        "Asked as number", readonly=True, aggregator=False, help="Usually; half of the time earlier."
    )
    asked_count = fields.Integer("Closed requests", readonly=True, help="That are closed, and it was asked of them.")
    real_count = fields.Integer("Real", readonly=True, help="Won, of the class target, or bought elsewhere.")
    empty_count = fields.Integer("Empty", readonly=True, help="Vague, empty or refused.")
    untold_count = fields.Integer("Not told apart", readonly=True, help="Lost, and nobody said of which class.")
    good_count = fields.Integer("Answered well", readonly=True, help="And nothing in the answer spoke against it.")
    good_real = fields.Integer("Answered well, real", readonly=True)
    other_count = fields.Integer(
        "Not answered well", readonly=True, help="Evaded, silent, or the answer spoke against."
    )
    other_real = fields.Integer("Not answered well, real", readonly=True)
    good_share = fields.Float("Real where answered well", readonly=True, aggregator=False)
    other_share = fields.Float("Real where not", readonly=True, aggregator=False)
    difference = fields.Float("Tells apart by", readonly=True, aggregator=False)
    low = fields.Float("At least", readonly=True, aggregator=False, help="Lower end of the 95 % interval.")
    high = fields.Float("At most", readonly=True, aggregator=False, help="Upper end of the 95 % interval.")
    state = fields.Selection(
        [
            ("tells", "Tells real from empty"),
            ("nothing", "Tells nothing so far"),
            ("misleads", "Speaks for the empty ones"),
            ("few", "Too few to say"),
        ],
        "What it tells",
        readonly=True,
    )
    silent_count = fields.Integer("Silent after it", readonly=True)
    away_count = fields.Integer("Bought elsewhere later", readonly=True, help="Silent after it, and bought elsewhere.")
    away_share = fields.Float("Driven away", readonly=True, aggregator=False)
    away_low = fields.Float("Driven away, at least", readonly=True, aggregator=False)
    away_high = fields.Float("Driven away, at most", readonly=True, aggregator=False)
    sentence = fields.Char("In one sentence", compute="_compute_sentence")
    good_text = fields.Char("Answered: real", compute="_compute_texts", help="Of those who answered well.")
    other_text = fields.Char("Others: real", compute="_compute_texts", help="Of those who evaded it or fell silent.")
    difference_text = fields.Char(
        "Points apart", compute="_compute_texts", help="How many more of 100, with the 95 % interval."
    )

    @property
    def _table_query(self):
        return worth()

    @api.depends_context("lang")
    def _compute_texts(self):
        for one in self:
            one.good_text = self.env._("%(count)s of %(all)s", count=one.good_real, all=one.good_count)
            one.other_text = self.env._("%(count)s of %(all)s", count=one.other_real, all=one.other_count)
            difference, low, high = (round(100 * share) for share in (one.difference, one.low, one.high))
            one.difference_text = f"{difference} ({low} … {high})" if one.good_count and one.other_count else False

    @api.depends_context("lang")
    def _compute_sentence(self):
        for one in self:
            if one.state == "few":
                one.sentence = self.env._(
                    "Too few to say: %(good)s answered well, %(other)s did not.",
                    good=one.good_count,
                    other=one.other_count,
                )
            else:
                one.sentence = self.env._(
                    "Real were %(good_real)s of %(good)s who answered well, and %(other_real)s of %(other)s who did"
                    " not: %(points)s points apart (%(low)s to %(high)s).",
                    good_real=one.good_real,
                    good=one.good_count,
                    other_real=one.other_real,
                    other=one.other_count,
                    points=round(100 * one.difference),
                    low=round(100 * one.low),
                    high=round(100 * one.high),
                )

    def action_requests(self):
        """All closed requests of which it was asked."""
        return self._requests(SQL("TRUE"))

    def action_good(self):
        return self._requests(SQL("is_good AND is_real IS NOT NULL"))

    def action_other(self):
        return self._requests(SQL("NOT is_good AND is_real IS NOT NULL"))

    def action_silent(self):
        return self._requests(SQL("is_silent"))

    def action_away(self):
        return self._requests(SQL("is_away"))

    def _requests(self, which):
        """The requests counted here for which the SQL ``which`` holds, as far as the user may see them."""
        self.ensure_one()
        of_question = SQL("question_id = %s AND company_id = %s", self.question_id.id, self.company_id.id)
        return self.env["crm.lead"]._asked_requests(self.question_id.name, SQL("%s AND %s", of_question, which))
