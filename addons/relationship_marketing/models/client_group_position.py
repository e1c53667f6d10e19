from odoo import fields, models


class ClientGroup(models.Model):
    """How the client sees us as a supplier (R9)."""

    _inherit = "client.group"

    position_ids = fields.One2many("client.position", "group_id", string="Supplier positions", readonly=True)

    def action_open_position(self):
        """The history of where this client sees us, both views; also of groups that were joined into this one."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_position_action")
        return {
            **action,
            "domain": [("group_id", "in", list(self._came_together(self)))],
            "context": {},
        }

    def action_record_position_answer(self, view="ours", factor_id=False):
        """A new answer to one of the questions of the supplier matrix, in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record an answer"),
            "res_model": "client.position.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_group_id": self.id,
                "default_view": view,
                "default_factor_id": factor_id,
                "default_is_unknown": True,
            },
        }

    def action_record_behaviour(self):
        """What was seen of this client, in a dialog; of the one division it has, or of one to be chosen."""
        self.ensure_one()
        divisions = self.division_ids
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a behaviour"),
            "res_model": "client.position.behaviour",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": divisions.id if len(divisions) == 1 else False},
        }
