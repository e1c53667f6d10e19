from datetime import timedelta

from odoo import api, fields, models

from .relationship_demo_clients import _rows

# How many days after the due date somebody pays; the others pay on the day.
PAYS = {"C102": 1, "C203": -1, "C204": 2, "C212": -2, "C207": 12, "C214": 9, "C215": 24, "C310": 40}
REFUSED = ("SAMOYLOV", "Самойлов", "C310")


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load(self):
        """Directors decide once the value of each client is worked out: with its card before them."""
        groups = self.env["client.group"].with_context(active_test=False)
        is_loaded = groups.search_count([("code", "=", "KVARTON")])
        result = super()._load()
        if not is_loaded:
            self.with_context(tracking_disable=True, mail_create_nolog=True)._load_decisions()
        return result

    @api.model
    def _load_stories(self):
        """What clients answered, whom they recommended us to, who asks to pay later, and who pays on time."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        self._load_refused_group(clients)
        self._load_questions(clients)
        self._load_recommendations(clients)
        self._load_deferrals(clients)
        self._load_dropped_request(clients)
        self._load_payments(clients)
        self._load_criterion_answers()
        return result

    @api.model
    def _load_refused_group(self, clients):
        code, name, ref = REFUSED
        group = self._records(
            "client.group",
            {
                f"group_{code.lower()}": {
                    "name": name,
                    "code": code,
                    "class_id": self.env.ref("relationship_marketing.client_class_occasional").id,
                    "key_account_manager_id": self._record("user_development").id,
                }
            },
        )
        clients[ref].client_group_id = next(iter(group.values()))
        self.env["client.complaint"].create(
            {
                "partner_id": clients[ref].id,
                "subject": "Boards fall out of their sockets",
                "date": self._on_day(105),
                "kind": "product_claim",
                "problem_family_id": self.env["client.problem.family"]._of_code("mechanical").id,
                "justified": "not_justified",
                "justified_reason": "Serial numbers of another workshop",
                "root_cause": "misuse",
                "owner_id": self._record("user_development").id,
            }
        )

    @api.model
    def _load_questions(self, clients):
        self.env["client.question"].create(
            [
                {
                    "name": row["question"],
                    "partner_id": clients[row["client"]].id,
                    "person_id": clients[row["client"]].child_ids[:1].id,
                    "asked_by_id": self._record(f"user_{row['login']}").id,
                    "asked_on": self._on_day(row["asked"]),
                    "answered_on": row["answered"] and self._on_day(row["answered"]),
                    "answer": row["answer"],
                    "truth": row["truth"],
                    "checked_on": row["checked"] and self._on_day(row["checked"]),
                    "truth_note": row["note"],
                }
                for row in _rows("questions.csv")
            ]
        )

    @api.model
    def _load_recommendations(self, clients):
        self.env["client.recommendation"].create(
            [
                {
                    "name": row["name"],
                    "partner_id": clients[row["client"]].id,
                    "person_id": clients[row["client"]].child_ids[:1].id,
                    "date": self._on_day(row["days_ago"]),
                    "result": row["result"],
                    "note": row["note"],
                }
                for row in _rows("recommendations.csv")
            ]
        )

    @api.model
    def _load_deferrals(self, clients):
        self.env["client.deferral"].create(
            [
                {
                    "partner_id": clients[row["client"]].id,
                    "person_id": clients[row["client"]].child_ids[:1].id,
                    "asked_on": self._on_day(row["days_ago"]),
                    "amount": float(row["amount"]),
                    "days": int(row["days"]),
                    "answer": row["answer"],
                    "note": row["note"],
                }
                for row in _rows("deferrals.csv")
            ]
        )

    @api.model
    def _load_dropped_request(self, clients):
        """Samoylov wanted a test jig he could not pay for."""
        reason = self._lasting_records("crm.lost.reason", "name", [{"name": "No funds", "is_lack_of_funds": True}])
        lead = self.env["crm.lead"].create(
            {
                "name": "Test jig for mixed boards",
                "type": "opportunity",
                "partner_id": clients["C310"].id,
                "user_id": self._record("user_development").id,
            }
        )
        lead.action_set_lost(lost_reason_id=reason["No funds"].id)

    @api.model
    def _load_payments(self, clients):
        """Payments of the invoices due by today, where the company keeps books."""
        today = fields.Date.context_today(self)
        for ref in (ref for ref in clients if ref < "C300" or ref in PAYS):
            late = PAYS.get(ref, 0)
            moves = self.env["account.move"].search(
                [
                    ("partner_id", "=", clients[ref].id),
                    ("company_id", "=", self.env.company.id),
                    ("move_type", "=", "out_invoice"),
                    ("state", "=", "posted"),
                    ("invoice_date_due", "<", today),
                ]
            )
            for move in moves:
                paid_on = max(move.invoice_date, move.invoice_date_due + timedelta(days=late))
                if paid_on <= today:
                    self.env["account.payment.register"].with_context(
                        active_model="account.move", active_ids=move.ids
                    ).create({"payment_date": paid_on}).action_create_payments()

    @api.model
    def _load_criterion_answers(self):
        groups = {group.code: group for group in self.env["client.group"].search([("active", "=", True)])}
        self.env["client.criterion.answer"].create(
            [
                {
                    "group_id": groups[row["group"]].id,
                    "half_id": self.env.ref(f"relationship_marketing.client_criterion_{row['half']}").id,
                    "state": row["state"],
                    "date": self._on_day(row["days_ago"]),
                    "user_id": self._record(f"user_{row['login']}").id,
                    "note": row["note"],
                }
                for row in _rows("criterion_answers.csv")
            ]
        )

    @api.model
    def _load_decisions(self):
        """Made by the director in the past; Дунав and others wait for theirs."""
        director = self._record("user_director")
        decisions = self.env["client.decision"].with_user(director).sudo()
        groups = {group.code: group for group in self.env["client.group"].search([("active", "=", True)])}
        for row in _rows("decisions.csv"):
            decisions.create(
                {
                    "group_id": groups[row["group"]].id,
                    "kind": row["kind"],
                    "reason": row["reason"],
                    "date": self._on_day(row["days_ago"]),
                    "user_id": director.id,
                    "expected_income": float(row["income"] or 0),
                    "expected_years": int(row["years"] or 3),
                    "expected_basis": row["basis"],
                    "letter_partner_id": row["kind"] == "refuse" and groups[row["group"]].partner_ids[:1].id,
                }
            )
