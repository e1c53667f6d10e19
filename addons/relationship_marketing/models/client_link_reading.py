from odoo import api, fields, models
from odoo.tools import SQL


class ClientLinkReading(models.Model):
    """Every link read from either side: what ``other_partner_id`` is to ``partner_id``, in words (R1)."""

    _name = "client.link.reading"
    _description = "Link as one client sees it"
    _auto = False
    _order = "date_from DESC, id"
    _rec_name = "partner_id"
    _depends = {"client.link": ["partner_id", "type_id", "other_partner_id", "date_from", "date_to", "note", "active"]}

    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", related="partner_id.client_group_id")
    type_id = fields.Many2one("client.link.type", readonly=True)
    is_back = fields.Boolean("Read back", readonly=True)
    reading = fields.Char("Relation", compute="_compute_reading")
    other_partner_id = fields.Many2one("res.partner", string="To client", readonly=True)
    other_group_id = fields.Many2one(
        "client.group", string="Of client group", related="other_partner_id.client_group_id"
    )
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("To", readonly=True)
    note = fields.Char("Evidence", readonly=True)
    active = fields.Boolean(readonly=True)
    link_id = fields.Many2one("client.link", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 2 * link.id AS id, link.id AS link_id, link.type_id, FALSE AS is_back,
                   link.partner_id, link.other_partner_id,
                   link.date_from, link.date_to, link.note, link.active
              FROM client_link link
             UNION ALL
            SELECT 2 * link.id + 1, link.id, link.type_id, TRUE,
                   link.other_partner_id, link.partner_id,
                   link.date_from, link.date_to, link.note, link.active
              FROM client_link link
            """
        )

    @api.depends_context("lang")
    @api.depends("type_id", "is_back")
    def _compute_reading(self):
        for reading in self:
            reading.reading = reading.type_id.inverse_name if reading.is_back else reading.type_id.name

    def action_open_link(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "client.link",
            "res_id": self.link_id.id,
            "views": [(False, "form")],
        }
