from odoo import api, fields, models


class ClientGroup(models.Model):
    _inherit = "client.group"

    open_change_count = fields.Integer("Changes ahead", compute="_compute_changes")
    advance_share = fields.Char(
        "Changes known in advance",
        compute="_compute_changes",
        help="Of the changes whose day of effect is known: how many we knew of before, with the 95 % interval.",
    )
    introduction_count = fields.Integer("Introductions", compute="_compute_introductions")
    opened_division_count = fields.Integer("Divisions opened by introductions", compute="_compute_introductions")

    @api.depends_context("allowed_company_ids", "lang")
    def _compute_changes(self):
        changes = self.env["client.change"]
        counts = changes._advance_counts("group_id", self)
        ahead = dict(
            changes._read_group(
                [("group_id", "in", self.ids), ("state", "in", ("heard", "prepared"))], ["group_id"], ["__count"]
            )
        )
        for group in self:
            early, late, _unknown = counts.get(group, (0, 0, 0))
            group.open_change_count = ahead.get(group, 0)
            group.advance_share = changes._advance_text(early, early + late)

    @api.depends_context("allowed_company_ids")
    def _compute_introductions(self):
        asked = dict(
            self.env["client.introduction"]._read_group([("group_id", "in", self.ids)], ["group_id"], ["__count"])
        )
        opened = {
            group: len(divisions)
            for group, divisions in self.env["client.introduction.result"]._read_group(
                [("group_id", "in", self.ids), ("outcome", "=", "opened")], ["group_id"], ["partner_id:recordset"]
            )
        }
        for group in self:
            group.introduction_count = asked.get(group, 0)
            group.opened_division_count = opened.get(group, 0)

    def _main_division(self):
        """The division above the others; where that is not known, any."""
        divisions = self.division_ids
        above = (divisions.client_parent_id & divisions).filtered(lambda division: not division.client_parent_id)
        return above[:1] or divisions[:1]

    def _action_open_records(self, xml_id, **context):
        """The action ``xml_id`` with this group's records; what is created there is about its first division."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(f"relationship_marketing.{xml_id}")
        return {
            **action,
            "domain": [("group_id", "=", self.id)],
            "context": {"default_partner_id": self._main_division().id, **context},
        }

    def action_open_changes(self):
        return self._action_open_records("client_change_action", search_default_ahead=1)

    def action_open_introductions(self):
        return self._action_open_records("client_introduction_action")

    def action_open_white_space(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_white_space_action")
        return {**action, "context": {"default_group_id": self.id}}
