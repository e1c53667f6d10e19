from odoo import api, fields, models

from ..engine.reliability import reliability_of


class ClientGroup(models.Model):
    """What both sides promised: what is overdue, and how far each side can be relied on."""

    _inherit = "client.group"

    promise_ids = fields.One2many("client.promise", "group_id", string="Promises")
    agreement_ids = fields.One2many("client.agreement", "group_id", string="Agreements")
    experience_ids = fields.One2many("client.experience", "group_id", string="Experience records")
    overdue_promise_count = fields.Integer("Overdue promises", compute="_compute_overdue_promise_count")
    our_promises_due = fields.Integer("Our promises due", compute="_compute_reliability")
    our_promises_kept = fields.Integer("Our promises kept by due", compute="_compute_reliability")
    our_reliability = fields.Char(
        "Our reliability", compute="_compute_reliability", help="Kept by due, of all due by today; 95 % interval."
    )
    their_promises_due = fields.Integer("Their promises due", compute="_compute_reliability")
    their_promises_kept = fields.Integer("Their promises kept by due", compute="_compute_reliability")
    their_reliability = fields.Char(
        "Their reliability", compute="_compute_reliability", help="Kept by due, of all due by today; 95 % interval."
    )
    agreement_count = fields.Integer("Number of agreements", compute="_compute_agreement_count")
    valid_agreement_count = fields.Integer("Valid agreements", compute="_compute_agreement_count")
    experience_count = fields.Integer("Number of experience records", compute="_compute_experience_count")

    @api.depends_context("allowed_company_ids")
    def _compute_overdue_promise_count(self):
        today = fields.Date.context_today(self)
        counts = self._count_of("client.promise", [("state", "=", "open"), ("due", "<", today)])
        for group in self:
            group.overdue_promise_count = counts.get(group, 0)

    @api.depends_context("allowed_company_ids", "lang")
    def _compute_reliability(self):
        rows = self.env["client.promise"]._read_group(
            [
                ("group_id", "in", self.ids),
                ("company_id", "in", self.env.companies.ids),
                ("due", "<=", fields.Date.context_today(self)),
                ("state", "!=", "withdrawn"),
            ],
            ["group_id", "side", "state"],
            ["__count"],
        )
        due, kept = {}, {}
        for group, side, state, count in rows:
            due[group, side] = due.get((group, side), 0) + count
            if state == "kept":
                kept[group, side] = count
        for group in self:
            for side, prefix in (("ours", "our"), ("theirs", "their")):
                measured = reliability_of(kept.get((group, side), 0), due.get((group, side), 0))
                group[f"{prefix}_promises_due"] = measured.due
                group[f"{prefix}_promises_kept"] = measured.kept
                group[f"{prefix}_reliability"] = self._reliability_text(measured)

    @api.model
    def _reliability_text(self, measured):
        """ "7 of 9, 45 to 94 %", or nothing where nothing was due: unknown."""
        if not measured.due:
            return False
        return self.env._(
            "%(kept)s of %(due)s, %(low)s to %(high)s %%",
            kept=measured.kept,
            due=measured.due,
            low=round(100 * measured.low),
            high=round(100 * measured.high),
        )

    @api.depends_context("allowed_company_ids")
    def _compute_agreement_count(self):
        counts = self._count_of("client.agreement", [])
        valid = self._count_of("client.agreement", [("state", "=", "valid")])
        for group in self:
            group.agreement_count = counts.get(group, 0)
            group.valid_agreement_count = valid.get(group, 0)

    @api.depends_context("allowed_company_ids")
    def _compute_experience_count(self):
        counts = self._count_of("client.experience", [("state", "!=", "requested")])
        for group in self:
            group.experience_count = counts.get(group, 0)

    def _count_of(self, model, domain):
        """{client group: number of its records in the allowed companies}"""
        domain = [("group_id", "in", self.ids), ("company_id", "in", self.env.companies.ids), *domain]
        return dict(self.env[model]._read_group(domain, ["group_id"], ["__count"]))

    def action_open_promises(self):
        return self._open_records("relationship_marketing.client_promise_action", {"search_default_open": 1})

    def action_open_our_promises(self):
        return self._open_due_promises("ours")

    def action_open_their_promises(self):
        return self._open_due_promises("theirs")

    def _open_due_promises(self, side):
        """The promises a reliability is made of."""
        action = self._open_records("relationship_marketing.client_promise_action", {})
        today = fields.Date.to_string(fields.Date.context_today(self))
        action["domain"] += [("side", "=", side), ("due", "<=", today), ("state", "!=", "withdrawn")]
        return action

    def action_open_agreements(self):
        return self._open_records("relationship_marketing.client_agreement_action", {})

    def action_open_experiences(self):
        return self._open_records("relationship_marketing.client_experience_action", {})

    def _open_records(self, action_id, context):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(action_id)
        if self.division_ids:
            context = {**context, "default_partner_id": self.division_ids[:1].id}
        return {**action, "domain": [("group_id", "=", self.id)], "context": context}
