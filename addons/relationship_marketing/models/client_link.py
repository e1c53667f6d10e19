from odoo import api, fields, models
from odoo.exceptions import ValidationError

NOT_A_RING = ("division", "subsidiary", "successor")


class ClientLink(models.Model):
    """``partner_id`` is <type> ``other_partner_id``, between two dates (R1)."""

    _name = "client.link"
    _description = "Link between clients"
    _order = "date_from DESC, id DESC"

    partner_id = fields.Many2one("res.partner", string="Client", required=True, index=True, ondelete="cascade")
    type_id = fields.Many2one("client.link.type", string="Relation", required=True, index=True, ondelete="restrict")
    other_partner_id = fields.Many2one("res.partner", string="To client", required=True, index=True, ondelete="cascade")
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    note = fields.Char("Evidence")
    active = fields.Boolean(default=True)

    _no_self_link = models.Constraint("CHECK (partner_id <> other_partner_id)", "A client cannot be linked to itself.")
    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The link ends before it begins.",
    )
    _one_open = models.UniqueIndex(
        "(partner_id, type_id, other_partner_id) WHERE date_to IS NULL AND active",
        "These two clients are already linked in this way.",
    )

    @api.depends("partner_id", "type_id", "other_partner_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = (
                f"{link.partner_id.display_name} – {link.type_id.name} – {link.other_partner_id.display_name}"
            )

    @api.constrains("partner_id", "type_id", "other_partner_id", "date_to", "active")
    def _check_no_ring(self):
        for link_type, links in self.grouped("type_id").items():
            if link_type.code not in NOT_A_RING:
                continue
            above = {}
            for link in self.search([("type_id", "=", link_type.id), ("date_to", "=", False)]):
                above.setdefault(link.partner_id, self.env["res.partner"])
                above[link.partner_id] |= link.other_partner_id
            for link in links:
                if link.active and not link.date_to and self._reaches(above, link.other_partner_id, link.partner_id):
                    raise ValidationError(
                        self.env._(
                            "%(client)s would stand above itself: these links form a ring.",
                            client=link.partner_id.display_name,
                        )
                    )

    @staticmethod
    def _reaches(above, start, target):
        seen, todo = set(), [start]
        while todo:
            partner = todo.pop()
            if partner == target:
                return True
            if partner not in seen:
                seen.add(partner)
                todo.extend(above.get(partner, ()))
        return False
