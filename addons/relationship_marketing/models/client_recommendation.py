from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ClientRecommendation(models.Model):
    """A client recommended us to somebody, and what came of it (R8, ninth criterion)."""

    _name = "client.recommendation"
    _description = "Recommendation"
    _inherit = ["client.record.mixin", "mail.thread"]
    _order = "date DESC, id DESC"
    _mail_post_access = "read"

    name = fields.Char("Recommended us to", required=True)
    partner_id = fields.Many2one(string="Recommended by")
    person_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    lead_id = fields.Many2one(
        "crm.lead",
        string="What came of it",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
        help="The request or opportunity that began with it.",
    )
    result = fields.Selection(
        [("pending", "Open"), ("won", "Won"), ("lost", "Nothing")],
        compute="_compute_result",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        tracking=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    expected_revenue = fields.Monetary(related="lead_id.expected_revenue", currency_field="currency_id")
    note = fields.Text("In which words, how we know")

    _one_of_lead = models.UniqueIndex(
        "(lead_id, partner_id) WHERE lead_id IS NOT NULL AND active IS TRUE",
        "This client's recommendation of that request is recorded already.",
    )

    # Not on the status of the lead, which would look for recommendations whenever a lead changes: it tells by itself.
    @api.depends("lead_id")
    def _compute_result(self):
        for recommendation in self:
            if recommendation.lead_id:
                recommendation.result = recommendation.lead_id.won_status or "pending"
            else:
                recommendation.result = recommendation.result or "pending"

    @api.constrains("date")
    def _check_date(self):
        for recommendation in self:
            if recommendation.date > fields.Date.context_today(self):
                raise ValidationError(
                    self.env._(
                        "The recommendation to %(name)s is dated in the future: %(day)s.",
                        name=recommendation.name,
                        day=recommendation.date,
                    )
                )
