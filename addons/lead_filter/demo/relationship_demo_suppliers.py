import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

SELECTIONS = {
    "potting": {
        "name": "Potting and vacuum impregnation of boards, two lots",
        "days_ago": 236,
        "note": "<p>Boards of a receiver that works outdoors at −60 °C. The particulars do not fit into a request: "
        "what must not be coated, what stands a vacuum, how it is accepted.</p>",
    },
    "milling": {
        "name": "Milling of housings for 400 consoles",
        "days_ago": 9,
        "decide_in": 12,
        "note": "<p>Aluminium, two faces; drawing and model attached to the letter.</p>",
    },
}
TAKEN = 43
WHY = (
    "The only one of five who read the task: asked what must not be coated, and had their technologist speak to ours."
    " The dearest price; the other four named theirs without knowing what they would do."
)


class RelationshipDemo(models.AbstractModel):
    """Our own search for a subcontractor: two firms of the state, three private, six weeks, one asked (000)."""

    _inherit = "relationship.demo"

    @api.model
    def _load_suppliers(self):
        if self.env.ref("lead_filter.demo_selection_potting", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        technologist = demo._record("user_technologist", "lead_filter")
        rows = _rows("suppliers.csv")
        partners = demo._create_companies(rows)
        today = fields.Date.context_today(self)
        selections = demo._records(
            "supplier.selection",
            {
                f"selection_{key}": {
                    "name": values["name"],
                    "note": values["note"],
                    "user_id": technologist.id,
                    "asked_on": today - timedelta(days=values["days_ago"]),
                    "decide_by": today + timedelta(days=values["decide_in"]) if "decide_in" in values else False,
                }
                for key, values in SELECTIONS.items()
            },
            "lead_filter",
        )
        candidates = demo._create_candidates(rows, partners, selections)
        demo._create_exchanges(candidates, technologist)
        chosen = candidates["candidate_s5"]
        chosen.selection_id.with_user(technologist)._close(chosen.with_user(technologist), WHY)
        chosen.selection_id.sudo().closed_on = chosen.selection_id.asked_on + timedelta(days=TAKEN)

    @api.model
    def _create_companies(self, rows):
        """{key: company} with the person named beside it as its contact."""
        companies = self._lasting_records(
            "res.partner",
            "email",
            [
                {
                    "name": row["name"],
                    "is_company": True,
                    "email": row["email"],
                    "city": row["city"],
                    "country_id": self.env.ref(f"base.{row['country']}").id,
                }
                for row in rows
            ],
        )
        for row in rows:
            company = companies[row["email"]]
            if row["person"] and not company.child_ids:
                company.child_ids = [Command.create({"name": row["person"], "email": row["person_email"]})]
        return {row["key"]: companies[row["email"]] for row in rows}

    @api.model
    def _create_candidates(self, rows, partners, selections):
        values = {}
        for row in rows:
            selection = selections[f"selection_{row['selection']}"]
            # The first time all went to general inboxes: the mistake of a lazy client.
            is_addressed = row["selection"] != "potting"
            values[f"candidate_{row['key']}"] = {
                "selection_id": selection.id,
                "partner_id": partners[row["key"]].id,
                "contact_id": partners[row["key"]].child_ids[:1].id if is_addressed else False,
                "ownership": row["ownership"],
                "asked_on": selection.asked_on,
                "replied_on": selection.asked_on + timedelta(days=int(row["first_days"]))
                if row["first_days"]
                else False,
                "first_words": row["first_words"],
                "price": float(row["price"]),
                "delivery_days": int(row["delivery"]),
            }
        return self._records("supplier.candidate", values, "lead_filter")

    @api.model
    def _create_exchanges(self, candidates, technologist):
        self.env["supplier.exchange"].create(
            [
                {
                    "candidate_id": candidate.id,
                    "day": candidate.asked_on + timedelta(days=int(row["days_after"])),
                    "side": row["side"],
                    "kind": row["kind"],
                    "about": row["about"],
                    "is_engineers": bool(row["engineers"]),
                    "their_person_id": candidate.partner_id.child_ids[:1].id if row["side"] == "theirs" else False,
                    "user_id": technologist.id,
                    "text": row["text"],
                }
                for row in _rows("supplier_exchanges.csv")
                for candidate in [candidates[f"candidate_{row['candidate']}"]]
            ]
        )


def _rows(name):
    with file_open(f"lead_filter/demo/{name}", filter_ext=(".csv",)) as file:
        return list(csv.DictReader(file))
