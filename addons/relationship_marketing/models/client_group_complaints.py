from odoo import api, fields, models

from .client_complaint import OPEN_STATES


class ClientGroup(models.Model):
    _inherit = "client.group"

    complaint_ids = fields.One2many("client.complaint", "group_id", string="Complaints", context={"active_test": False})
    open_complaint_count = fields.Integer("Open complaints", compute="_compute_open_complaint_count")

    @api.depends("complaint_ids.state", "complaint_ids.active")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_open_complaint_count(self):
        counts = dict(
            self.env["client.complaint"]._read_group(
                [("group_id", "in", self.ids), ("state", "in", OPEN_STATES)], ["group_id"], ["__count"]
            )
        )
        for group in self:
            group.open_complaint_count = counts.get(group, 0)

    def _open_severe_complaints(self):
        """{client group: its open severe complaints}, of the companies the user may see; absent where none."""
        complaints = self.env["client.complaint"].search(
            [("group_id", "in", self.ids), ("state", "in", OPEN_STATES), ("is_severe", "=", True)]
        )
        return complaints.grouped("group_id")

    def action_open_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_complaint_action")
        return {
            **action,
            "domain": [("group_id", "=", self.id)],
            "context": {"search_default_open": 1, "default_partner_id": self.division_ids[:1].id},
        }

    @api.model
    def _client_contexts(self, partners):
        """Adds ``complaints``: {open, severe, repeated: counts, list: [{id, name, date, is_severe}]} of the whole
        client, or of the division where it has no group; absent where none is open."""
        contexts = super()._client_contexts(partners)
        divisions = partners.commercial_partner_id
        complaints = self.env["client.complaint"].search_fetch(
            [
                ("state", "in", OPEN_STATES),
                "|",
                ("partner_id", "in", divisions.ids),
                ("group_id", "in", divisions.client_group_id.ids),
            ],
            ["group_id", "partner_id", "subject", "date", "is_severe", "is_repeated"],
            order="is_severe DESC, date DESC, id DESC",
        )
        if not complaints:
            return contexts
        of_client = complaints.grouped(lambda complaint: complaint.group_id or complaint.partner_id)
        for partner in partners:
            division = partner.commercial_partner_id
            found = of_client.get(division.client_group_id or division)
            if found:
                contexts[partner.id]["complaints"] = found._as_context()
        return contexts
