from odoo import api, fields, models

from ..engine.contact_due_sql import contact_due

STATES = [
    ("overdue", "Overdue"),
    ("soon", "Due soon"),
    ("unknown", "No contact known"),
    ("kept", "In order"),
]


class ClientContactDue(models.Model):
    """Whom we have not talked with for too long, or soon will not have: computed whenever it is read (R5).

    A division is measured by the cadence of its class, a person by the gap that a tie sets for them. Two-way contacts
    only: mass mail does not count.
    """

    _name = "client.contact.due"
    _description = "Contact by cadence"
    _auto = False
    _order = "is_key_client DESC, days_overdue DESC, due_on, id"
    _rec_name = "partner_id"
    _depends = {
        "calendar.event": ["active", "start", "user_id"],
        "client.cadence": ["class_id", "company_id", "desired_gap", "maximal_gap", "active"],
        "client.care.request": ["partner_id", "contact_id"],
        "client.contact": ["company_id", "date", "division_id", "partner_id", "user_id"],
        "client.group": ["active", "class_id", "company_id", "is_key_client", "key_account_manager_id"],
        "client.tie": ["active", "company_id", "is_responsible", "last_two_way", "maximal_gap", "partner_id"],
        "crm.lead": ["partner_id"],
        "mail.activity": ["active", "activity_type_id", "date_deadline", "res_id", "res_model", "user_id"],
        "res.partner": ["active", "client_group_id", "commercial_partner_id", "company_id", "is_company", "user_id"],
        "sale.order": ["partner_id"],
    }

    kind = fields.Selection([("division", "Division"), ("person", "Person")], readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division or person", readonly=True)
    division_id = fields.Many2one("res.partner", readonly=True)
    person_id = fields.Many2one("res.partner", string="Whom to call", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    class_id = fields.Many2one("client.class", readonly=True)
    is_key_client = fields.Boolean("Key client", readonly=True)
    key_account_manager_id = fields.Many2one("res.users", string="Key account manager", readonly=True)
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True)
    cadence_id = fields.Many2one("client.cadence", readonly=True)
    plan_unknown = fields.Boolean("Plan where no contact is known", readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", string="Activity", readonly=True)
    last_contact_on = fields.Date("Last two-way contact", readonly=True)
    last_user_id = fields.Many2one("res.users", string="By", readonly=True)
    soon_on = fields.Date("Desired by", readonly=True)
    due_on = fields.Date("Due by", readonly=True)
    days_overdue = fields.Integer("Days overdue", readonly=True, aggregator="max")
    planned_on = fields.Date("Planned for", readonly=True, help="The next call or meeting somebody planned there.")
    state = fields.Selection(STATES, readonly=True)

    @property
    def _table_query(self):
        key_class = self.env.ref("relationship_marketing.client_class_key", raise_if_not_found=False)
        states_only = bool(self.env.context.get("contact_due_states_only"))
        return contact_due(fields.Date.context_today(self), key_class.id if key_class else None, states_only)

    def action_open_contacts(self):
        """The two-way contacts behind the row."""
        self.ensure_one()
        partner = "partner_id" if self.kind == "person" else "division_id"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Two-way contacts"),
            "res_model": "client.contact",
            "views": [(False, "list")],
            "domain": [(partner, "=", self.partner_id.id), ("company_id", "=", self.company_id.id)],
        }

    @api.model
    def _open_domain(self):
        """What is to be planned: due soon or overdue, unknown where the cadence says so, and nothing planned yet."""
        return [
            ("planned_on", "=", False),
            "|",
            ("state", "in", ("overdue", "soon")),
            "&",
            ("state", "=", "unknown"),
            ("plan_unknown", "=", True),
        ]
