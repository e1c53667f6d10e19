from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.dependence_sql import dependence_rows


class ClientDependence(models.Model):
    """How much of the contact with a client one person carries, of ours or of theirs (R2); read, not stored."""

    _name = "client.dependence"
    _description = "Dependence on one person"
    _auto = False
    _order = "share DESC NULLS LAST, contact_days DESC, id"
    _rec_name = "group_id"

    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    side = fields.Selection([("ours", "On our side"), ("theirs", "On their side")], readonly=True)
    contact_days = fields.Integer("Contact days, 24 months", readonly=True)
    persons = fields.Integer("People", readonly=True)
    user_id = fields.Many2one("res.users", string="Who of us", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Who of theirs", readonly=True)
    top_days = fields.Integer("Days of this person", readonly=True)
    share = fields.Float("Share of days", aggregator=None, readonly=True)
    state = fields.Selection(
        [("dependent", "Hangs on one person"), ("spread", "On several people"), ("unknown", "Unknown")],
        readonly=True,
        help="Unknown: fewer than five days with contact in 24 months. Hangs on one person: this person carries four"
        " days in five or more.",
    )

    @property
    def _table_query(self):
        self.env["client.contact"].flush_model()
        self.env["client.input.interface"].flush_model()
        return dependence_rows()

    @api.depends("group_id", "side")
    def _compute_display_name(self):
        sides = dict(self._fields["side"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{row.group_id.name}: {sides.get(row.side, '')}"

    @api.model
    def _wordings(self, groups):
        """{(group id, side): one sentence with the counts behind it} in the current company."""
        self.env["client.contact"].flush_model()
        self.env["client.input.interface"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT group_id, side, state, user_id, partner_id, top_days, contact_days, share"
                "  FROM (%s) dependence WHERE company_id = %s",
                dependence_rows(groups.ids),
                self.env.company.id,
            )
        )
        wordings = {}
        for group_id, side, state, user_id, partner_id, top_days, days, share in rows:
            if state == "unknown":
                sentence = self.env._("Unknown: %(days)s contact days in 24 months", days=days)
            else:
                person = self.env["res.users"].browse(user_id) or self.env["res.partner"].browse(partner_id)
                sentence = self.env._(
                    "%(person)s: %(top)s of %(days)s contact days (%(share)s %%)",
                    person=person.name,
                    top=top_days,
                    days=days,
                    share=round(share * 100),
                )
            wordings[group_id, side] = sentence
        return wordings

    def action_open_contacts(self):
        """The contacts of this client in 24 months, grouped by the people of this side."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_contact_action")
        return {
            **action,
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("date", ">=", "today -24m"),
            ],
            "context": {"group_by": "user_id" if self.side == "ours" else "partner_id"},
        }
