from odoo import api, fields, models


class ClientGroupJoin(models.TransientModel):
    """Several client groups turn out to be one client."""

    _name = "client.group.join"
    _description = "Join client groups"

    group_ids = fields.Many2many("client.group", string="Client groups", required=True)
    into_id = fields.Many2one(
        "client.group", string="Join into", required=True, domain="[('id', 'in', group_ids)]", help="It stays."
    )
    reason = fields.Text("Why", required=True)
    division_count = fields.Integer("Divisions afterwards", compute="_compute_division_count")

    @api.model
    def default_get(self, fields):
        """Of the groups chosen in the list, the one with the most divisions is proposed to stay."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "client.group":
            groups = self.env["client.group"].browse(self.env.context.get("active_ids", []))
            values["group_ids"] = [(6, 0, groups.ids)]
            largest = groups.sorted(lambda group: (-group.division_count, group.id))[:1]
            values["into_id"] = largest.id
        return values

    @api.depends("group_ids")
    def _compute_division_count(self):
        for wizard in self:
            wizard.division_count = sum(wizard.group_ids._origin.mapped("division_count"))

    def action_join(self):
        self.ensure_one()
        (self.group_ids | self.into_id).check_access("write")
        self.group_ids._join(self.into_id, self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "client.group",
            "res_id": self.into_id.id,
            "views": [(False, "form")],
        }
