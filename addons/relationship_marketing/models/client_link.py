from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import SQL

from ..engine import link_sql

# Along these nobody stands above himself, whichever of them is mixed.
NOT_A_RING = ("division", "subsidiary", "successor")
ENDS = {"partner_id", "type_id", "other_partner_id"}
IN_FORCE = {"date_from", "date_to", "active"}


class ClientLink(models.Model):
    """``partner_id`` is <type> ``other_partner_id``, between two dates (R1).

    A link of a type that makes both sides one client joins them into one client group on the day it begins to hold
    (``client_link_joining.py``).
    """

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

    @api.constrains("partner_id", "type_id", "other_partner_id", "date_from", "date_to", "active")
    def _check_no_ring(self):
        self.flush_model()
        for [link_id] in self.env.execute_query(link_sql.rings(self.ids, NOT_A_RING)):
            raise ValidationError(
                self.env._(
                    "%(client)s would stand above itself: these links form a ring.",
                    client=self.browse(link_id).partner_id.display_name,
                )
            )

    @api.constrains("partner_id", "type_id", "other_partner_id", "date_from", "date_to", "active")
    def _check_no_double(self):
        self.flush_model()
        for link_id, other_id in self.env.execute_query(link_sql.doubles(self.ids)):
            link, other = self.browse((link_id, other_id))
            if link.partner_id == other.partner_id:
                message = self.env._(
                    "%(client)s and %(other)s are already linked in this way at that time.",
                    client=link.partner_id.display_name,
                    other=link.other_partner_id.display_name,
                )
            else:
                message = self.env._(
                    "%(client)s and %(other)s are already linked in this way, the other way round.",
                    client=link.partner_id.display_name,
                    other=link.other_partner_id.display_name,
                )
            raise ValidationError(message)

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._lock_types(links.type_id)
        links._settle()
        return links

    def write(self, vals):
        if (ENDS | IN_FORCE).isdisjoint(vals) or self.env.context.get("client_links_carried_over"):
            return super().write(vals)
        types, partners, before = self.type_id, self.partner_id, self.filtered("is_in_force")
        result = super().write(vals)
        self._lock_types(types | self.type_id)
        renewed = self if ENDS & set(vals) else self.filtered("is_in_force") - before
        renewed.write({"is_joined": False, "is_end_told": False})
        self._settle(partners)
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        self.env["res.partner"]._refresh_client_parents(partners)
        return result

    @api.model
    def _lock_types(self, types):
        """Links of one kind are made one after another, so that two people together make no ring either of them saw.

        Locking is not enough: whoever began before the other was done must see that something has changed.

        :raises UserError: where somebody else is making one at this moment
        """
        if not types:
            return
        # Those that make a ring together are locked together; the kinds are not changed, so no right to is asked.
        ring_types = types.sudo().with_context(active_test=False).search([("code", "in", NOT_A_RING)])
        locked = (types.sudo() | ring_types if types & ring_types else types.sudo()).sorted("id")
        try:
            locked.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is linking clients at this moment: try again shortly.")
            ) from error
        self.env.cr.execute(SQL("UPDATE client_link_type SET code = code WHERE id = ANY(%s)", locked.ids))
