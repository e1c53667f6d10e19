from odoo import api, fields, models


class CrmLead(models.Model):
    """Who decides at the client, and which roles nobody is known for yet (F8, 002)."""

    _inherit = "crm.lead"

    role_ids = fields.One2many("lead.role", "lead_id", "Roles")

    def _missing_roles(self):
        """{lead: role types to be known that nobody is confirmed in}; queries do not grow with leads."""
        wanted = self.env["lead.role.type"]._all().filtered("is_wanted")
        known = dict(
            # Who is known counts, whoever may read it.
            self.env["lead.role"]
            .sudo()
            ._read_group([("lead_id", "in", self.ids), ("state", "=", "confirmed")], ["lead_id"], ["type_id:recordset"])
        )
        return {
            lead: wanted._of(lead.company_id or self.env.company) - known.get(lead, wanted.browse()) for lead in self
        }

    def action_propose_roles(self):
        """Note who played which part in earlier deals of these clients; each is confirmed or dismissed by a person.

        :returns: what tells a person that nobody is known from earlier deals
        """
        proposals = [values for lead in self for values in lead._roles_of_earlier_deals()]
        if self.env["lead.role"].create(proposals):
            return True
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("No more is known from earlier deals of this client."),
            },
        }

    def _roles_of_earlier_deals(self):
        """[values of a proposed role], one for each person and role of the client's other deals, from the latest."""
        self.ensure_one()
        # The client's earlier deals, whoever ran them: that is what they are proposed from.
        lead = self.sudo().with_context(active_test=False)
        partner = lead.partner_id.commercial_partner_id
        if not partner:
            return []
        group = partner.client_group_id
        of_client = (
            [("lead_id.partner_id.client_group_id", "=", group.id)]
            if group
            else [("lead_id.partner_id", "child_of", partner.id)]
        )
        company = lead.company_id or self.env.company
        earlier = lead.env["lead.role"].search(
            [
                *of_client,
                ("lead_id", "!=", lead.id),
                ("lead_id.company_id", "in", [company.id, False]),
                ("state", "=", "confirmed"),
                ("partner_id.active", "=", True),
            ],
            order="lead_id DESC, id DESC",
        )
        known = {(role.partner_id, role.type_id) for role in lead.role_ids}
        proposals = []
        for role in earlier:
            if (role.partner_id, role.type_id) not in known:
                known.add((role.partner_id, role.type_id))
                proposals.append(role._proposed_for(self))
        return proposals

    def action_add_role(self):
        """A dialog to name somebody who plays a part in this deal."""
        self.ensure_one()
        return {
            **self._dialog("lead.role", self.env._("Role in a deal")),
            "context": {"default_lead_id": self.id},
        }

    def action_open_roles(self):
        """Who plays which part in this deal."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_role_action")
        return {
            **action,
            "domain": [("lead_id", "=", self.id)],
            "context": {"default_lead_id": self.id},
        }

    @api.model
    def _moved_by_merge(self):
        return [*super()._moved_by_merge(), "lead.role"]

    def _take_along(self, records):
        """A person has a role once in a deal: confirmed before proposed, and the head's before the tail's."""
        if records._name != "lead.role":
            return super()._take_along(records)
        stays = {(role.partner_id, role.type_id): role for role in self.sudo().role_ids}
        for role in records.sorted(lambda role: role.state != "confirmed"):
            known = stays.setdefault((role.partner_id, role.type_id), role)
            if known != role and known.state == "proposed" and role.state == "confirmed":
                known.write({name: role[name] for name in ("state", "stance", "evidence", "evidence_on")})
        return super()._take_along(records.filtered(lambda role: role in stays.values()))
