from odoo import api, fields, models


class CrmLead(models.Model):
    """Who recommended us: a client we know, where Odoo's own field has only a text."""

    _inherit = "crm.lead"

    recommended_by_id = fields.Many2one(
        "res.partner",
        string="Recommended by",
        index="btree_not_null",
        copy=False,
        check_company=True,
        help="The client, or the person there, who recommended us.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if any(vals.get("recommended_by_id") for vals in vals_list):
            leads._record_recommendations({})
        return leads

    def write(self, vals):
        if "recommended_by_id" not in vals:
            return super().write(vals)
        former = {lead.id: lead.recommended_by_id.commercial_partner_id.id for lead in self}
        result = super().write(vals)
        self._record_recommendations(former)
        return result

    def _handle_won_lost(self, old_status_by_lead, new_status_by_lead):
        """What came of a recommendation follows the request that began with it."""
        result = super()._handle_won_lost(old_status_by_lead, new_status_by_lead)
        neither = {"is_lost": False, "is_won": False}
        changed = self.filtered(
            lambda lead: old_status_by_lead.get(lead.id, neither) != new_status_by_lead.get(lead.id, neither)
        )
        if changed:
            # As in _record_recommendations.
            told = self.env["client.recommendation"].sudo().with_context(active_test=False)
            for recommendation in told.search([("lead_id", "in", changed.ids)]):
                recommendation.result = recommendation.lead_id.won_status
        return result

    def _record_recommendations(self, former):
        """One recommendation for each lead by the client named on it; that of who was named by mistake is archived.

        :param former: {lead id: id of the company named on it before}
        """
        # Whoever fills in a request may not tend other divisions' records.
        recommendations = self.env["client.recommendation"].sudo()
        known = recommendations.search([("lead_id", "in", self.ids)])
        found = {(row.lead_id.id, row.partner_id.id): row for row in known}
        missing = []
        for lead in self:
            person = lead.recommended_by_id
            division = recommendations._division_of(person)
            before = former.get(lead.id)
            if before and before != division.id and (lead.id, before) in found:
                found[lead.id, before].active = False
            if division and (lead.id, division.id) not in found:
                missing.append(
                    {
                        "name": lead.partner_name or lead.partner_id.name or lead.contact_name or lead.name,
                        "partner_id": division.id,
                        "person_id": False if person.is_company else person.id,
                        "lead_id": lead.id,
                        "company_id": (lead.company_id or self.env.company).id,
                    }
                )
        recommendations.create(missing)

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "recommended_by_id"]

    def _merge_dependences(self, opportunities):
        """Recommendations of merged requests go on with the one that stays; of one client's the oldest is in use."""
        result = super()._merge_dependences(opportunities)
        # As in _record_recommendations.
        moved = self.env["client.recommendation"].sudo().search([("lead_id", "in", (self | opportunities).ids)])
        for of_client in moved.grouped("partner_id").values():
            of_client.sorted(lambda row: (row.date, row.id))[1:].active = False
        moved.flush_recordset()
        moved.lead_id = self
        return result
