from odoo import fields, models
from odoo.tools import SQL

from ..engine.question_worth_sql import places
from .lead_question_worth import READ


class LeadQuestionPlace(models.Model):
    """After the how-manieth question clients fall silent, and how many of them bought elsewhere (000)."""

    _name = "lead.question.place"
    _description = "Silence after so many questions"
    _auto = False
    _depends = READ
    _order = "company_id, place"
    _rec_name = "place"

    place = fields.Integer("Questions asked", readonly=True, aggregator=False)
    company_id = fields.Many2one("res.company", readonly=True)
    asked_count = fields.Integer("Closed requests", readonly=True, help="Of which so many questions were asked.")
    silent_count = fields.Integer("Silent then", readonly=True)
    silent_share = fields.Float("Share silent", readonly=True, aggregator="avg")
    silent_low = fields.Float("Silent, at least", readonly=True, aggregator=False, help="95 % interval.")
    silent_high = fields.Float("Silent, at most", readonly=True, aggregator=False, help="95 % interval.")
    away_count = fields.Integer("Bought elsewhere later", readonly=True)
    away_share = fields.Float("Share driven away", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return places()

    def action_silent(self):
        """The requests whose client fell silent after so many questions."""
        self.ensure_one()
        of_place = SQL("company_id = %s AND place = %s AND is_silent", self.company_id.id, self.place)
        name = self.env._("Silent after %(count)s questions", count=self.place)
        return self.env["crm.lead"]._asked_requests(name, of_place)
