from odoo import api, fields, models

from .client_care_step import KINDS

OPEN = ("planned", "asked")


class ClientCareRequest(models.Model):
    """A question put to a division after an order: planned, asked, answered or withdrawn (R16).

    A division has at most one open request of a kind: a further order joins it.
    """

    _name = "client.care.request"
    _description = "After-sale care request"
    _inherit = ["client.record.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date DESC, id DESC"
    _rec_name = "step_id"

    step_id = fields.Many2one("client.care.step", required=True, index=True, ondelete="restrict", readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True, group_expand=True)
    order_ids = fields.Many2many("sale.order", string="Orders", readonly=True, copy=False)
    contact_id = fields.Many2one("res.partner", string="Whom to ask", check_company=True, index="btree_not_null")
    user_id = fields.Many2one(
        "res.users", string="Asked by", domain=[("share", "=", False)], index="btree_not_null", tracking=True
    )
    date = fields.Date("To be asked on", required=True, index=True)
    asked_on = fields.Date("Asked on", readonly=True, copy=False)
    answered_on = fields.Date("Answered on", readonly=True, copy=False)
    state = fields.Selection(
        [("planned", "Planned"), ("asked", "Asked"), ("answered", "Answered"), ("withdrawn", "Withdrawn")],
        required=True,
        default="planned",
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    rating = fields.Selection(
        [("good", "Satisfied"), ("mixed", "Partly"), ("bad", "Not satisfied")],
        string="Verdict of the client",
        tracking=True,
        help="Empty: unknown. No answer is no praise.",
    )
    answer = fields.Text(tracking=True)
    withdrawn_reason = fields.Char("Why withdrawn", readonly=True, copy=False)
    lead_id = fields.Many2one("crm.lead", string="Lead from the answer", readonly=True, index="btree_not_null")

    _one_open = models.UniqueIndex(
        "(partner_id, company_id, kind) WHERE state IN ('planned', 'asked') AND active",
        "This division has an open request of this kind already.",
    )

    @api.depends("kind", "partner_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            request.display_name = f"{kinds.get(request.kind, '')}: {request.partner_id.display_name or ''}"
