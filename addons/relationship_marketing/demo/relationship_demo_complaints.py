from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows

# name: (what changes, how, answers for it, due, changed, effect checked: days ago; what the check showed)
ACTIONS = {
    "reflow": (
        "Measure the reflow profile of each new board, X-ray the first one",
        "A profile is measured with thermocouples for every new board and kept with its programme; the BGAs of the"
        " first article are X-rayed before the series starts.",
        "director",
        (70, 65, -25),
        None,
    ),
    "feeder": (
        "Scan each reel against the list of approved makers before it goes on the feeder",
        "No reel is mounted that the scanner does not know; substitutes are asked for in writing.",
        "director",
        (300, 298, 200),
        "1 140 reels scanned, 7 stopped at the feeder, no wrong component at a client since.",
    ),
    "planning": (
        "Promise dates from the plan of the line, not from the price list",
        "The planner confirms each date before the order is confirmed to the client.",
        "development",
        (-10, None, -70),
        None,
    ),
}
UNKNOWN_SENDER = "remont@pribor-servis.example"


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """Меридиан left after six complaints of cold joints; at Квартон the process was changed, and it helped."""
        result = super()._load_stories()
        actions = self._load_process_actions()
        self._load_complaints(actions)
        for name, action in actions.items():
            self._carry_out(action, *ACTIONS[name][3:])
        for complaint in self.env["client.complaint"].search([("cause_note", "=like", "closed:%")]):
            note = complaint.cause_note.removeprefix("closed:")
            complaint.write({"cause_note": note, "state": "closed"})
        return result

    @api.model
    def _on_day(self, days_ago):
        return fields.Date.context_today(self) - timedelta(days=int(days_ago))

    @api.model
    def _load_process_actions(self):
        actions = self.env["client.process.action"].create(
            [
                {
                    "name": name,
                    "description": description,
                    "owner_id": self._record(f"user_{login}").id,
                    "date_due": self._on_day(due),
                    "effect_check_date": self._on_day(check),
                }
                for name, description, login, (due, _done, check), _shown in ACTIONS.values()
            ]
        )
        return dict(zip(ACTIONS, actions, strict=True))

    @api.model
    def _carry_out(self, action, days, shown):
        _due, done, check = days
        if done is not None:
            action.write({"state": "done", "done_on": self._on_day(done)})
        if shown:
            action.write({"state": "passed", "effect_note": shown, "effect_checked_on": self._on_day(check)})

    @api.model
    def _load_complaints(self, actions):
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        products = self.env["product.product"].search([("default_code", "like", "VE-%")]).grouped("default_code")
        self.env["client.complaint"].create(
            [
                self._prepare_complaint(row, clients.get(row["client"]), products.get(row["product"]), actions)
                for row in _rows("complaints.csv")
            ]
        )

    @api.model
    def _prepare_complaint(self, row, client, product, actions):
        is_closed = row["state"] == "closed"
        family = row["family"] and self.env["client.problem.family"]._of_code(row["family"]).id
        values = {
            name: row[name] or False
            for name in ("subject", "description", "kind", "severity", "level", "justified_reason", "corrective_action")
        }
        return {
            **values,
            "date": self._on_day(row["days_ago"]),
            "state": "in_work" if is_closed else row["state"],
            # Closed once the process action has passed.
            "cause_note": f"closed:{row['cause_note']}" if is_closed else row["cause_note"],
            "origin": row["origin"],
            "owner_id": self._record(f"user_{row['owner']}").id,
            "partner_id": client and client.id,
            "person_id": client and client.child_ids[:1].id,
            "sender_email": False if client else UNKNOWN_SENDER,
            "problem_family_id": family,
            "loss_amount": float(row["loss"] or 0),
            "answer_by": row["answer_by"] and self._on_day(row["answer_by"]),
            "answered_on": row["state"] == "answered" and self._on_day(int(row["days_ago"]) - 10),
            "justified": row["justified"],
            "root_cause": row["root_cause"],
            "effect_check_date": row["effect"] and self._on_day(row["effect"]),
            "effect_result": "passed" if is_closed and row["corrective_action"] else "open",
            "process_action_id": row["action"] and actions[row["action"]].id,
            "outcome_reason": row["reason"] or False,
            "product_id": product and product.id,
            "categ_id": product and product.categ_id.id,
            "cost_ids": [
                Command.create({"kind": row["cost_kind"], "amount": float(row["cost"])})
                for _cost in [row["cost"]]
                if row["cost"]
            ],
        }
