from odoo import api, fields, models

from ..engine.promise_sql import reliability_rows
from ..engine.reliability import reliability_of


class ClientPromiseReliability(models.Model):
    """Kept by due, of all due by today and not withdrawn: by client group, division and colleague of ours."""

    _name = "client.promise.reliability"
    _description = "Reliability"
    _auto = False
    _order = "due_count DESC, id"
    _depends = {
        "client.promise": [
            "active",
            "company_id",
            "due",
            "first_due",
            "group_id",
            "kept_on",
            "partner_id",
            "responsible_id",
            "side",
            "state",
        ]
    }

    scope = fields.Selection(
        [("group", "Client group"), ("division", "Division"), ("colleague", "Our colleague")], readonly=True
    )
    side = fields.Selection([("ours", "Ours to the client"), ("theirs", "Theirs to us")], readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True)
    due_count = fields.Integer("Due", readonly=True)
    kept_count = fields.Integer("In time", readonly=True)
    kept_first_count = fields.Integer("By the first date", readonly=True)
    late_count = fields.Integer("Kept late", readonly=True)
    broken_count = fields.Integer("Broken", readonly=True)
    open_count = fields.Integer("Still open", readonly=True)
    share = fields.Float("Kept, %", compute="_compute_share")
    low = fields.Float("At least, %", compute="_compute_share")
    high = fields.Float("At most, %", compute="_compute_share")

    @property
    def _table_query(self):
        return reliability_rows(fields.Date.context_today(self))

    @api.depends("kept_count", "due_count")
    def _compute_share(self):
        for row in self:
            measured = reliability_of(row.kept_count, row.due_count)
            row.share, row.low, row.high = (
                100 * (value or 0.0) for value in (measured.share, measured.low, measured.high)
            )

    @api.depends("scope", "group_id", "partner_id", "responsible_id")
    def _compute_display_name(self):
        for row in self:
            subject = {"group": row.group_id, "division": row.partner_id, "colleague": row.responsible_id}[row.scope]
            row.display_name = subject.display_name

    def action_open_promises(self):
        """Open the promises this number is made of."""
        self.ensure_one()
        field = {"group": "group_id", "division": "partner_id", "colleague": "responsible_id"}[self.scope]
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_promise_action")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                (field, "=", self[field].id),
                ("company_id", "=", self.company_id.id),
                ("side", "=", self.side),
                ("due", "<=", fields.Date.to_string(fields.Date.context_today(self))),
                ("state", "!=", "withdrawn"),
            ],
            "context": {},
        }
