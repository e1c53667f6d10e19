from odoo import api, fields, models


class ClientGroupEventLine(models.Model):
    """One company that went from one client group, or from none, to another."""

    _name = "client.group.event.line"
    _description = "Company moved between client groups"
    _order = "event_id DESC, id"
    _rec_name = "partner_name"

    event_id = fields.Many2one("client.group.event", required=True, readonly=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Company", readonly=True, index="btree_not_null", ondelete="set null"
    )
    partner_name = fields.Char("Name then", readonly=True)
    from_group_id = fields.Many2one(
        "client.group", string="From group", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    to_group_id = fields.Many2one(
        "client.group", string="To group", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    date = fields.Datetime(related="event_id.date")

    @api.model
    def _prepare(self, moves):
        """Commands of the lines of an event.

        :param moves: [(partner, from group, to group)], either group may be empty
        """
        return [
            (
                0,
                0,
                {
                    "partner_id": partner.id,
                    "partner_name": partner.display_name,
                    "from_group_id": former.id,
                    "to_group_id": then.id,
                },
            )
            for partner, former, then in moves
        ]
