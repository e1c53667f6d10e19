from odoo import api, fields, models


class ClientGroup(models.Model):
    """What directors decided on a client, and on what they decided it (R8)."""

    _inherit = "client.group"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if self._is_refusal(vals):
                self.new({"name": vals.get("name")})._refuse_by_decision_only()
        return super().create(vals_list)

    def write(self, vals):
        if self._is_refusal(vals):
            self.filtered(lambda group: group.class_id.id != vals["class_id"])._refuse_by_decision_only()
        return super().write(vals)

    @api.model
    def _is_refusal(self, vals):
        if self.env.su or not vals.get("class_id"):
            return False
        return vals["class_id"] == self.env["client.decision"]._class_of("refuse").id

    def _refuse_by_decision_only(self):
        """That a client is to be refused follows from a director's decision, with the income expected of him.

        :raises AccessError: for anybody but directors
        :raises ValidationError: for directors, who decide instead
        """
        for group in self:
            self.env["client.decision"]._check_director()
            raise self.env["client.decision"]._income_missing(group)

    def action_decide(self):
        """A form for the decision, with the card of the client's value in front of whoever decides."""
        self.ensure_one()
        self.env["client.decision"]._check_director()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide on %(group)s", group=self.name),
            "res_model": "client.decision",
            "views": [[False, "form"]],
            "context": {"default_group_id": self.id, "default_company_id": self.env.company.id},
        }

    def action_open_decisions(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_decision_action")
        return {
            **action,
            "domain": [("group_id", "in", self._with_joined().ids)],
            "context": {"default_group_id": self.id},
        }

    def _prepare_decision_values(self):
        """What is known of the client at this moment, in the current company: his past value, and his card."""
        self.ensure_one()
        company = self.env.company
        # All that is known, whatever whoever decides may open; amounts of the deciding company only.
        group = self.sudo().with_context(allowed_company_ids=company.ids)
        sections = [
            {name: value for name, value in section.items() if name != "action"}
            for section in sorted(group._value_cards(group)[group.id], key=lambda section: section["sequence"])
        ]
        return {
            **group._past_value(),
            "card": {"at": fields.Datetime.to_string(fields.Datetime.now()), "sections": sections},
        }

    def _past_value(self):
        """What the client brought in the last twelve complete months, as far as it is worked out."""
        row = self.env["client.net.value"].search(
            [
                ("group_id", "=", self.id),
                ("company_id", "=", self.env.company.id),
                ("period", "=", "rolling"),
                ("is_current", "=", True),
            ],
            limit=1,
        )
        if not row:
            return {"past_turnover": self.turnover, "past_value": 0.0, "past_state": "unknown"}
        state = "at_most" if row.is_at_most else "known"
        return {"past_turnover": row.turnover, "past_value": row.net_value, "past_state": state}
