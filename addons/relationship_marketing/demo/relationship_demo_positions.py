from odoo import api, models

from ..engine.position import Part
from .relationship_demo_clients import _rows

THOUSAND = 1000


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """As what supplier clients see us: a year ago, today, as they say it, and how they behave."""
        result = super()._load_stories()
        groups = {group.code: group for group in self.env["client.group"].search([("code", "!=", False)])}
        self._load_former_positions(groups)
        self._load_position_answers(groups)
        self._load_behaviours()
        manager = self._record("user_manager")
        self.env["client.position"].with_user(manager)._move(
            groups["MARITSA"].with_user(manager),
            56.0,
            54.0,
            "Kolev has decided: from spring on the harnesses of the new line come from us only.",
            self.env["client.position"]._in_force_of(groups["MARITSA"]).id,
        )
        return result

    @api.model
    def _load_former_positions(self, groups):
        """Where clients stood then; what the figures were made of was not recorded at the time."""
        factors = self.env["client.position.factor"].search([("weight", ">", 0)])
        for row in _rows("positions.csv"):
            parts = [Part(factor.id, factor.axis, factor.weight, float(row[factor.axis])) for factor in factors]
            line = (groups[row["client"]].id, "ours", "computed", "demo", parts, {})
            self.env["client.position"]._append([line], self._day(f"-{row['days']}"))

    @api.model
    def _load_position_answers(self, groups):
        turnovers = self.env["client.position"]._turnovers([group.id for group in groups.values()])
        values = {}
        for row in _rows("position_answers.csv"):
            group = groups[row["client"]]
            person = group.partner_ids.filtered(lambda partner, name=row["person"]: name and partner.name == name)
            values[f"answer_{row['name']}"] = {
                "group_id": group.id,
                "factor_id": self.env.ref(f"relationship_marketing.client_position_factor_{row['factor']}").id,
                "view": row["view"],
                "date": self._day(f"-{row['days']}"),
                "value": int(row["value"] or 0),
                "spend": row["share"] and _spend(turnovers.get(group.id, 0.0), int(row["share"])),
                "is_unknown": bool(row["unknown"]),
                "person_id": person[:1].id,
                "user_id": self._record(f"user_{row['user']}").id,
                "note": row["note"],
            }
        self._records("client.position.answer", values)

    @api.model
    def _load_behaviours(self):
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self._records(
            "client.position.behaviour",
            {
                f"behaviour_{row['name']}": {
                    "partner_id": clients[row["client"]].id,
                    "sign_id": self.env.ref(f"relationship_marketing.client_position_sign_{row['sign']}").id,
                    "date": self._day(f"-{row['days']}"),
                    "user_id": self._record(f"user_{row['user']}").id,
                    "person_id": self._person_of(clients[row["client"]], row["person"]),
                    "note": row["note"],
                }
                for row in _rows("behaviours.csv")
            },
        )


def _spend(turnover, share):
    """What a client spends a year that buys for ``turnover`` from us, in whole thousands."""
    if share <= 0 or turnover <= 0:
        return 620 * THOUSAND
    return round(turnover * 100 / share / THOUSAND) * THOUSAND
