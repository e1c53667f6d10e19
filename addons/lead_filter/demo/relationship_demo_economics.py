from datetime import timedelta

from odoo import api, fields, models

USERS = {"technologist": ("Sergey Antonov", ("relationship_marketing.group_user",))}
# Our plant is tuned to series of 300; hours in the currency of the company.
RATES = {
    "series_lot": 300,
    "hour_cost": 28.0,
    "overhead_hour_cost": 19.0,
    "development_hour_cost": 42.0,
    "director_hour_cost": 95.0,
    "planned_profitability": 0.15,
}
COSTINGS = {
    36: {
        "name": "Boards of a level meter, 600",
        "lot": 600,
        "price_unit": 70.0,
        "yearly_volume": 168000.0,
        "unit_hours": 0.45,
        "material_unit_cost": 27.0,
        "material_minimum": 600,
        "changeover_count": 1,
        "changeover_hours": 4.0,
        "approval_rounds": 1,
        "approval_design_hours": 3.0,
        "approval_production_hours": 2.0,
        "delay_chance": 0.05,
        "delay_cost": 1200.0,
        "accepts_price": "yes",
        "accepts_lot": "yes",
    },
    # Standard sensors with changes for nine lines, twenty of each (002).
    37: {
        "name": "Nine versions of a sensor, twenty of each",
        "lot": 180,
        "price_unit": 172.0,
        "yearly_volume": 62000.0,
        "unit_hours": 1.3,
        "material_unit_cost": 34.0,
        "material_minimum": 300,
        "changeover_count": 9,
        "changeover_hours": 5.0,
        "development_hours": 210.0,
        "approval_rounds": 4,
        "approval_design_hours": 9.0,
        "approval_production_hours": 4.0,
        "approval_director_hours": 3.0,
        "delay_chance": 0.5,
        "delay_cost": 4000.0,
        "accepts_price": "no",
        "accepts_simplification": "unknown",
        "accepts_lot": "no",
    },
}


class RelationshipDemo(models.AbstractModel):
    """The costings: a series, and the order that ate everybody's time and brought no profit (002)."""

    _inherit = "relationship.demo"

    @api.model
    def _load_economics(self):
        if self.env.ref("lead_filter.demo_user_technologist", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        technologist = demo._load_users(USERS, "lead_filter")["user_technologist"]
        demo._begin_with("lead_filter.lead_economics_action", technologist)
        self.env.company.write({f"economics_{name}": rate for name, rate in RATES.items()})
        designer = demo._record("user_development")
        costings = demo._records(
            "lead.economics",
            {
                f"economics_{number}": {
                    **RATES,
                    **values,
                    "lead_id": self._record(f"request_{number}", "lead_filter").id,
                    "design_signer_id": designer.id,
                    "production_signer_id": technologist.id,
                }
                for number, values in COSTINGS.items()
            },
            "lead_filter",
        )
        for costing in costings.values():
            for signer in (designer, technologist):
                costing.with_user(signer).action_sign()
        signed_on = fields.Datetime.now() - timedelta(days=3)
        for costing in costings.values():
            costing.sudo().write({"design_signed_on": signed_on, "production_signed_on": signed_on})
