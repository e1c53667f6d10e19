from odoo import fields, models

from ..engine.introduction_sql import introduction_results


class ClientIntroductionResult(models.Model):
    """What each introduction opened, read from the supply ledger: one row per introduction and division.

    *Opened*: the division's first supply of all came in the months after the introduction, within the
    company's limit. A first supply in the very month of the introduction is left unclear: the ledger knows
    months only.
    """

    _name = "client.introduction.result"
    _description = "What an introduction opened"
    _auto = False
    _order = "introduced_on DESC, id"
    _rec_name = "partner_id"
    _depends = {
        "client.introduction": [
            "partner_id",
            "other_division_ids",
            "company_id",
            "state",
            "active",
            "answered_on",
            "user_id",
            "asked_partner_id",
        ],
        "client.supply": ["partner_id", "company_id", "month", "amount"],
        "res.company": ["introduction_days"],
        "res.partner": ["client_group_id"],
    }

    introduction_id = fields.Many2one("client.introduction", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True)
    asked_partner_id = fields.Many2one("res.partner", string="Introduced by", readonly=True)
    introduced_on = fields.Date("Introduced on", readonly=True)
    first_month = fields.Date("First supply in", readonly=True)
    opened_count = fields.Integer("Divisions opened", readonly=True)
    outcome = fields.Selection(
        [
            ("opened", "Opened: first supply after the introduction"),
            ("unclear", "First supply in the same month"),
            ("waiting", "No supply yet, time is left"),
            ("nothing", "No supply within the time"),
            ("before", "Bought before the introduction"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        return introduction_results(fields.Date.context_today(self))

    def action_open_supplies(self):
        """The ledger rows of this division: the evidence."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_action")
        return {
            **action,
            "domain": [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)],
            "views": [(False, "list"), (False, "pivot")],
            "context": {},
        }
