from odoo import api, fields, models


class ClientGroup(models.Model):
    """What a key account manager must see within one click: what is overdue, and what comes."""

    _inherit = "client.group"

    contact_ids = fields.One2many("client.contact", "group_id", string="Two-way contacts")
    change_ids = fields.One2many("client.change", "group_id", string="Changes")
    last_contact_on = fields.Date("Last two-way contact", compute="_compute_last_contact_on")
    overdue_contact_count = fields.Integer(
        "Overdue contacts",
        compute="_compute_overdue_contact_count",
        help="Divisions and people we have not talked with for longer than the cadence of their class allows.",
    )
    late_change_count = fields.Integer("Changes without a response", compute="_compute_late_change_count")
    is_in_order = fields.Boolean(compute="_compute_is_in_order")

    @api.depends_context("allowed_company_ids")
    def _compute_last_contact_on(self):
        last = dict(self.env["client.contact"]._read_group([("group_id", "in", self.ids)], ["group_id"], ["date:max"]))
        for group in self:
            group.last_contact_on = last.get(group)

    @api.depends_context("allowed_company_ids")
    def _compute_overdue_contact_count(self):
        counts = dict(
            self.env["client.contact.due"]
            .with_context(contact_due_states_only=True)
            ._read_group([("group_id", "in", self.ids), ("state", "=", "overdue")], ["group_id"], ["__count"])
        )
        for group in self:
            group.overdue_contact_count = counts.get(group, 0)

    @api.depends_context("allowed_company_ids")
    def _compute_late_change_count(self):
        changes = self.env["client.change"].search(
            [("group_id", "in", self.ids), ("state", "=", "heard"), ("effective_on", "!=", False)]
        )
        late = changes.filtered("is_late").grouped("group_id")
        for group in self:
            group.late_change_count = len(late.get(group, ()))

    def _attention_counts(self):
        """The names of the counters of what is overdue; others add theirs."""
        return ["overdue_contact_count", "late_change_count", "overdue_promise_count", "open_complaint_count"]

    @api.depends(lambda self: self._attention_counts())
    def _compute_is_in_order(self):
        """No contact on record is not in order: it is unknown."""
        names = self._attention_counts()
        for group in self:
            group.is_in_order = bool(group.last_contact_on) and not any(group[name] for name in names)

    def action_open_overdue_contacts(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_contact_due_action")
        return {
            **action,
            "domain": [("group_id", "=", self.id), ("state", "=", "overdue")],
            "views": [(False, "list")],
            "context": {},
        }

    def action_open_late_changes(self):
        return self._action_open_records("client_change_action", search_default_unprepared=1)

    def action_open_overdue_promises(self):
        return self._open_records("relationship_marketing.client_promise_action", {"search_default_overdue": 1})
