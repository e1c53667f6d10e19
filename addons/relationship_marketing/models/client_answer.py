from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientAnswer(models.Model):
    """How long one side waited for the other's answer to a request or an offer, in working hours (R12).

    Nobody types it: it is read every night from real messages. Automatic replies never count.
    """

    _name = "client.answer"
    _description = "Answer to a request or an offer"
    _order = "asked_at DESC, id DESC"
    _log_access = False

    direction = fields.Selection(
        [("ours", "Their request, our offer"), ("theirs", "Our offer, their reply")], required=True, readonly=True
    )
    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True)
    lead_id = fields.Many2one("crm.lead", readonly=True, index="btree_not_null", ondelete="cascade")
    order_id = fields.Many2one("sale.order", string="Offer", readonly=True, index="btree_not_null", ondelete="cascade")
    asked_at = fields.Datetime("Asked", required=True, readonly=True)
    answered_at = fields.Datetime("Answered", readonly=True)
    closed_at = fields.Datetime("Closed without an answer", readonly=True)
    answered_by = fields.Selection(
        [("letter", "Letter"), ("signature", "Signature"), ("order", "Order confirmed"), ("offer", "Priced offer")],
        string="Answered with",
        readonly=True,
    )
    is_waiting = fields.Boolean("Unanswered", readonly=True)
    hours = fields.Float(
        "Working hours",
        readonly=True,
        aggregator="avg",
        help="In the working hours and time zone of the side that was asked; so far, where there is no answer.",
    )

    _request_key = models.UniqueIndex("(lead_id) WHERE direction = 'ours'")
    _offer_key = models.UniqueIndex("(order_id) WHERE direction = 'theirs'")

    @api.depends("direction", "lead_id", "order_id")
    def _compute_display_name(self):
        for answer in self:
            document = answer.lead_id if answer.direction == "ours" else answer.order_id
            answer.display_name = document.display_name

    def action_open_document(self):
        """The request, or the offer, with its letters."""
        self.ensure_one()
        document = self.lead_id if self.direction == "ours" else self.order_id
        if not document:
            raise UserError(self.env._("What was asked does not exist any more."))
        return document.get_formview_action()
