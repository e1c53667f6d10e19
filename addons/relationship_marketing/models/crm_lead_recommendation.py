from odoo import api, fields, models


class CrmLead(models.Model):
    """Who recommended us: a client we know, where Odoo's own field has only a text."""

    _inherit = "crm.lead"

    recommended_by_id = fields.Many2one(
        "res.partner",
        string="Recommended by",
        index="btree_not_null",
        check_company=True,
        help="The client, or the person there, who recommended us.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if any(vals.get("recommended_by_id") for vals in vals_list):
            leads._record_recommendations()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if "recommended_by_id" in vals:
            self._record_recommendations()
        return result

    def _record_recommendations(self):
        """One recommendation for each lead and client who gave it; one that was a mistake is archived."""
        # Whoever fills in a request may not tend other divisions' records.
        recommendations = self.env["client.recommendation"].sudo()
        known = recommendations.search([("lead_id", "in", self.ids)])
        found = {(row.lead_id.id, row.partner_id.id): row for row in known}
        wanted, missing = recommendations, []
        for lead in self.filtered("recommended_by_id"):
            person = lead.recommended_by_id
            division = recommendations._division_of(person)
            if row := found.get((lead.id, division.id)):
                wanted |= row
            else:
                missing.append(
                    {
                        "name": lead.partner_name or lead.partner_id.name or lead.contact_name or lead.name,
                        "partner_id": division.id,
                        "person_id": False if person.is_company else person.id,
                        "lead_id": lead.id,
                        "company_id": (lead.company_id or self.env.company).id,
                    }
                )
        (known - wanted).write({"active": False})
        recommendations.create(missing)
