from odoo import fields, models

from ..engine.decision_sql import decisions_due


class ClientDecisionDue(models.Model):
    """Whom a director has to decide on, and why: each client judged by the ten criteria, counted (R8)."""

    _name = "client.decision.due"
    _description = "Decision due"
    _auto = False
    _order = "not_met_count DESC, unknown_count DESC, id"
    _rec_name = "group_id"
    _depends = {
        "client.assessment": [
            "company_id",
            "criterion_id",
            "date",
            "former_state",
            "group_id",
            "half_id",
            "is_current",
        ],
        "client.criterion": ["active"],
        "client.criterion.half": ["active"],
        "client.decision": ["active", "company_id", "date", "group_id", "kind"],
        "client.group": ["active", "class_id", "is_key_client", "key_account_manager_id"],
    }

    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    key_account_manager_id = fields.Many2one("res.users", string="Key account manager", readonly=True)
    class_id = fields.Many2one("client.class", readonly=True)
    is_key_client = fields.Boolean("Key client", readonly=True)
    met_count = fields.Integer("Criteria met", readonly=True)
    not_met_count = fields.Integer("Not met", readonly=True)
    unknown_count = fields.Integer("Unknown", readonly=True)
    decision_id = fields.Many2one("client.decision", string="Last decision", readonly=True)
    kind = fields.Selection(
        [("key", "Key client"), ("regular", "Regular client"), ("refuse", "To be refused")],
        string="Decision",
        readonly=True,
    )
    decided_on = fields.Date("Decided on", readonly=True)
    changed_on = fields.Date("A criterion last changed on", readonly=True)
    why = fields.Selection(
        [
            ("never", "Never decided"),
            ("changed", "A criterion has changed since"),
            ("old", "Decided more than a year ago"),
            ("none", "Decided"),
        ],
        string="Why now",
        readonly=True,
    )

    @property
    def _table_query(self):
        return decisions_due(fields.Date.context_today(self))

    def action_decide(self):
        self.ensure_one()
        return self.group_id.with_company(self.company_id).action_decide()

    def action_open_assessments(self):
        self.ensure_one()
        return self.group_id.with_company(self.company_id).action_open_assessments()
