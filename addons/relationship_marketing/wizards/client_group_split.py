from odoo import api, fields, models


class ClientGroupSplit(models.TransientModel):
    """Divisions of a client group go their own way, or belong to another one."""

    _name = "client.group.split"
    _description = "Split divisions off a client group"

    group_id = fields.Many2one("client.group", string="Client group", required=True)
    division_ids = fields.Many2many(
        "res.partner",
        string="Divisions",
        required=True,
        domain="[('client_group_id', '=', group_id), ('is_company', '=', True)]",
    )
    target = fields.Selection(
        [("new", "Become a new client group"), ("other", "Go to another client group")],
        string="They",
        required=True,
        default="new",
    )
    name = fields.Char("Name of the new group", compute="_compute_name", store=True, readonly=False)
    into_id = fields.Many2one("client.group", string="Other group", domain="[('id', '!=', group_id)]")
    reason = fields.Text("Why", required=True)

    @api.depends("division_ids")
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard.name or wizard.division_ids[:1].name

    def action_split(self):
        self.ensure_one()
        into = self.into_id if self.target == "other" else None
        (self.group_id | self.into_id).check_access("write")
        event = self.group_id._split_off(self.division_ids, into, self.name, self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "client.group",
            "res_id": event.line_ids.to_group_id.id,
            "views": [(False, "form")],
        }
