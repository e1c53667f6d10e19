from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows

# Which families of the demo company serve what; the other attributes are served whatever is offered, or by nobody yet.
SERVED = {
    "quality": ("Testing",),
    "function": ("PCB assembly", "Box build"),
    "documentation": ("Testing",),
    "engineering": ("Prototypes",),
}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """What weighs for clients, a quotation that serves half of it, and the plans for key clients."""
        result = super()._load_stories()
        self._load_attributes()
        self._load_quotation()
        self._load_plans()
        return result

    @api.model
    def _family(self, name):
        return self.env["product.category"].search([("name", "=", name)], limit=1)

    @api.model
    def _load_attributes(self):
        for code, families in SERVED.items():
            attribute = self.env.ref(f"relationship_marketing.client_attribute_{code}")
            attribute.categ_ids = [Command.link(self._family(name).id) for name in families]
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        values = {}
        for number, row in enumerate(_rows("attribute_weights.csv"), start=1):
            values[f"attribute_weight_{number}"] = {
                "group_id": self._record(f"group_{row['group'].lower()}").id,
                "attribute_id": self.env.ref(f"relationship_marketing.client_attribute_{row['attribute']}").id,
                "side": row["side"],
                "said_on": fields.Date.context_today(self) - timedelta(days=int(row["days"])),
                "weight": row["weight"],
                "our_score": row["ours"],
                "rival_score": row["rival"],
                "rival": row["rival_name"],
                "felt": row["felt"],
                "is_cost_known": bool(row["cost"]),
                "our_cost": float(row["cost"] or 0),
                "is_value_known": bool(row["value"]),
                "value_created": float(row["value"] or 0),
                "person_id": row["person"] and self._person_of(clients[row["client"]], row["person"]),
                "user_id": self._record("user_manager").id,
                "note": row["note"],
            }
        self._records("client.attribute.weight", values)

    @api.model
    def _load_quotation(self):
        """Boards for navigation: what weighs there is served in part."""
        client = self.env["res.partner"].search([("ref", "=", "C101")], limit=1)
        products = self.env["product.product"].search(
            [("categ_id", "in", (self._family("PCB assembly") | self._family("Prototypes")).ids)]
        )
        self._records(
            "sale.order",
            {
                "quotation_navigation": {
                    "partner_id": client.id,
                    "user_id": self._record("user_manager").id,
                    "client_order_ref": "Second generation of the navigation unit",
                    "order_line": [
                        Command.create({"product_id": product.id, "product_uom_qty": 6}) for product in products
                    ],
                }
            },
        )

    @api.model
    def _load_plans(self):
        rows = {row["group"]: row for row in _rows("plans.csv")}
        values = {f"plan_{code.lower()}": self._plan_values(code, row) for code, row in rows.items()}
        plans = dict(zip(rows, self._records("client.plan", values).values(), strict=True))
        self._load_plan_parts(plans)
        for code, plan in plans.items():
            row = rows[code]
            if row["state"] != "draft":
                plan.action_start()
            if row["state"] == "closed":
                plan.closed_reason = row["closed_reason"]
                plan.action_close()
            plan.write(
                {
                    "moved_on": self._day(row["moved_days"]),
                    "spend_on": row["spend"] and self._day(row["from_days"]),
                    "closed_on": row["state"] == "closed" and self._day(row["to_days"]),
                }
            )
            self._load_plan_done(code, plan)
        self._load_readings(plans)

    @api.model
    def _plan_values(self, code, row):
        return {
            "group_id": self._record(f"group_{code.lower()}").id,
            "owner_id": self._user_of(row["owner"]),
            "date_from": self._day(row["from_days"]),
            "date_to": self._day(row["to_days"]),
            "next_review": self._day(row["review_days"]),
            "is_spend_known": bool(row["spend"]),
            "spend_amount": float(row["spend"] or 0),
            "spend_note": row["spend_note"],
            "could_hold": float(row["could_hold"] or 0),
            "strengths": row["strengths"],
            "risks": row["risks"],
        }

    @api.model
    def _load_plan_parts(self, plans):
        self.env["client.plan.goal"].create(
            [
                {
                    "plan_id": plans[row["group"]].id,
                    "sequence": 10 * number,
                    "kind": row["kind"],
                    "measure": row["measure"],
                    "name": row["name"],
                    "target": float(row["target"]),
                    "is_base_known": bool(row["base"]),
                    "base": float(row["base"] or 0),
                    "deadline": self._day(row["days"]),
                    "is_hand_known": bool(row["hand"]),
                    "hand_value": float(row["hand"] or 0),
                    "note": row["note"],
                }
                for number, row in enumerate(_rows("plan_goals.csv"), start=1)
            ]
        )
        self.env["client.plan.need"].create(
            [
                {
                    "plan_id": plans[row["group"]].id,
                    "name": row["name"],
                    "sign": row["sign"],
                    "categ_id": self._family(row["family"]).id,
                    "noticed_on": self._day(row["days"]),
                    "noticed_by_id": self._user_of(row["login"]),
                    "state": row["state"],
                }
                for row in _rows("plan_needs.csv")
            ]
        )
        self.env["client.plan.step"].create(
            [
                {
                    "plan_id": plans[row["group"]].id,
                    "name": row["name"],
                    "user_id": self._user_of(row["login"]),
                    "deadline": self._day(row["days"]),
                }
                for row in _rows("plan_steps.csv")
            ]
        )

    @api.model
    def _load_plan_done(self, code, plan):
        """What was done was done on the days told, not today."""
        moved_on = plan.moved_on
        done = {row["name"]: row for row in _rows("plan_steps.csv") if row["group"] == code and row["done_days"]}
        for step in plan.step_ids.filtered(lambda step: step.name in done):
            step._drop_activities()
            step.write({"done_on": self._day(done[step.name]["done_days"]), "result": done[step.name]["result"]})
        plan.write({"moved_on": moved_on})

    @api.model
    def _load_readings(self, plans):
        """Where the goals of plans in force stand this month."""
        for plan in plans.values():
            if plan.state == "in_force":
                plan.with_company(plan.company_id)._read_goals()
