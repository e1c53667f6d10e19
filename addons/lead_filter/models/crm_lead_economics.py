from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    economics_ids = fields.One2many(
        "lead.economics", "lead_id", "Economics of the order", groups="relationship_marketing.group_user"
    )
    economics_state = fields.Selection(
        [("met", "Meets planned profitability"), ("not_met", "Misses planned profitability")],
        "Economics",
        readonly=True,
        copy=False,
        help="From the latest costing that design and production have signed; empty: unknown.",
    )

    def _refresh_economics_state(self):
        """The judgement of the latest signed costing; unknown without one."""
        for lead in self:
            signed = lead.economics_ids.filtered(lambda economics: economics.is_signed and economics.revenue)
            latest = signed.sorted("id")[-1:]
            state = latest and ("met" if latest.meets_plan else "not_met")
            if lead.economics_state != (state or False):
                # Whoever signs a costing need not be allowed to write the request.
                lead.sudo().economics_state = state or False

    def action_open_economics(self):
        """The costings of this request; the first one is begun at once."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("lead_filter.lead_economics_action")
        action["context"] = {"default_lead_id": self.id, "default_name": self.name}
        if self.company_id:
            action["context"]["default_company_id"] = self.company_id.id
        if len(self.economics_ids) > 1:
            return {**action, "domain": [("lead_id", "=", self.id)]}
        return {**action, "view_mode": "form", "views": [(False, "form")], "res_id": self.economics_ids.id}
