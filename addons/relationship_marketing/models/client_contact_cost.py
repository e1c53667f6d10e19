from odoo import api, fields, models

from ..engine.contact_cost_sql import contact_cost


class ClientContactCost(models.Model):
    """What contacts cost by channel, and how many are personal: computed whenever it is read (R5, 003)."""

    _name = "client.contact.cost"
    _description = "Cost of contacts"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "partner_id"
    _depends = {
        "client.contact": ["company_id", "channel", "date", "division_id", "group_id", "partner_id", "user_id"],
        "client.contact.channel": ["code", "cost"],
        "client.group": ["class_id", "company_id", "key_account_manager_id"],
        "client.service.cost": ["active", "company_id", "date", "hours", "partner_id", "user_id"],
        "mail.message": ["date", "message_type", "model", "res_id"],
        "mail.notification": ["mail_message_id", "notification_status", "notification_type", "res_partner_id"],
        "res.partner": ["client_group_id", "commercial_partner_id", "company_id", "partner_share"],
    }

    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    date = fields.Date(readonly=True)
    channel_id = fields.Many2one("client.contact.channel", readonly=True)
    is_mass = fields.Boolean("Mass contact", readonly=True)
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Who of theirs", readonly=True)
    division_id = fields.Many2one("res.partner", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    class_id = fields.Many2one("client.class", readonly=True)
    key_account_manager_id = fields.Many2one("res.users", string="Key account manager", readonly=True)
    res_model = fields.Char("Evidence is a", readonly=True)
    res_id = fields.Many2oneReference("Evidence", model_field="res_model", readonly=True)
    cost = fields.Monetary(
        readonly=True, help="Only of channels whose cost was typed in; shared by those of theirs who were met at once."
    )
    personal_count = fields.Integer("Personal contacts", readonly=True)
    mass_count = fields.Integer("Mass contacts", readonly=True)
    personal_share = fields.Float("Personal, %", readonly=True, aggregator="avg", digits=(16, 1))
    is_recorded = fields.Boolean(
        "Within recorded hours",
        readonly=True,
        help="Hours spent on this client were recorded for that day: they are the cost, the contact adds nothing.",
    )
    without_cost = fields.Integer("Contacts of unknown cost", readonly=True)

    @property
    def _table_query(self):
        return contact_cost()

    def action_open_evidence(self):
        """The letter, meeting or call itself, where it still exists and may be read."""
        self.ensure_one()
        record = self.res_model in self.env and self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            return self._open(self.partner_id)
        return self._open(record)

    @api.model
    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
