from odoo import fields, models


class ClientDeferral(models.Model):
    """A client asked to pay later than agreed: he goes beyond his means (R8, third criterion)."""

    _name = "client.deferral"
    _description = "Deferral of payment asked"
    _inherit = ["client.record.mixin", "mail.thread"]
    _order = "asked_on DESC, id DESC"
    _rec_name = "partner_id"
    _mail_post_access = "read"

    asked_on = fields.Date("Asked on", required=True, default=fields.Date.context_today, tracking=True)
    person_id = fields.Many2one(
        "res.partner",
        string="Asked by",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    invoice_id = fields.Many2one(
        "account.move",
        domain="[('move_type', '=', 'out_invoice'), ('commercial_partner_id', '=', partner_id)]",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
    )
    order_id = fields.Many2one(
        "sale.order", string="Sales order", check_company=True, ondelete="set null", index="btree_not_null"
    )
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.company.currency_id)
    amount = fields.Monetary(help="Empty: not told.")
    days = fields.Integer("Days asked for")
    answer = fields.Selection(
        [("open", "Not answered yet"), ("granted", "Granted"), ("refused", "Refused")],
        string="Our answer",
        required=True,
        default="open",
        tracking=True,
    )
    note = fields.Text("What they gave as reason")

    _not_negative = models.Constraint("CHECK (amount >= 0 AND days >= 0)", "Amount and days are not negative.")
