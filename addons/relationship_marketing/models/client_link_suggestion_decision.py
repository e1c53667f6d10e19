from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..engine import radar_store_sql

EDITABLE = {"type_id", "is_reversed", "reason"}


class ClientLinkSuggestion(models.Model):
    """What people make of a suggested link: accepted it becomes a link, rejected it is never proposed again."""

    _inherit = "client.link.suggestion"

    reading = fields.Char("Becomes", compute="_compute_reading", help="The link that accepting makes.")
    side_ids = fields.Many2many("res.partner", compute="_compute_side_ids", string="Both sides")

    @api.depends("type_id", "is_reversed", "partner_id", "other_partner_id", "is_same_entity")
    @api.depends_context("lang")
    def _compute_reading(self):
        for suggestion in self:
            below, above = suggestion._ends()
            if suggestion.type_id:
                suggestion.reading = f"{below.name} – {suggestion.type_id.name} – {above.name}"
            elif suggestion.is_same_entity:
                suggestion.reading = self.env._("One company entered twice")
            else:
                suggestion.reading = False

    @api.depends("partner_id", "other_partner_id")
    def _compute_side_ids(self):
        for suggestion in self:
            suggestion.side_ids = suggestion.partner_id | suggestion.other_partner_id

    def _ends(self):
        """(the client below, the client above)"""
        ends = self.partner_id, self.other_partner_id
        return ends[::-1] if self.is_reversed else ends

    def write(self, vals):
        """The radar proposes, buttons decide; by hand only the relation and the reason are changed."""
        if not self.env.su and not EDITABLE.issuperset(vals):
            raise AccessError(self.env._("A suggested link is accepted or rejected, not edited."))
        return super().write(vals)

    def action_accept(self):
        """Make links of the pairs that have a relation; pairs that are one group by then need none."""
        waiting = self._lock_waiting()
        unclear = waiting.filtered(lambda suggestion: not suggestion.type_id)
        if unclear and unclear == waiting:
            raise UserError(
                self.env._(
                    "Choose how %(client)s and %(other)s are related, or merge them if they are one company.",
                    client=unclear[0].partner_id.display_name,
                    other=unclear[0].other_partner_id.display_name,
                )
            )
        accepted = waiting - unclear
        for suggestion in accepted:
            suggestion._decide("accepted", suggestion._make_link())
        self._drop_settled(accepted)
        return self._tell_accepted(accepted, unclear)

    def _make_link(self):
        """The link of this pair; none where both are one group already."""
        self.ensure_one()
        below, above = self._ends()
        group = below.client_group_id
        if group and group == above.client_group_id:
            return self.env["client.link"]
        return self.env["client.link"].create(
            {
                "partner_id": below.id,
                "type_id": self.type_id.id,
                "other_partner_id": above.id,
                "date_from": fields.Date.context_today(self),
                "note": ", ".join(self.evidence_ids.mapped("display_name")),
            }
        )

    def _tell_accepted(self, accepted, unclear):
        message = self.env._("Suggestions accepted: %(count)s.", count=len(accepted))
        if unclear:
            message += " " + self.env._(
                "Left open, because the relation is not chosen: %(pairs)s.",
                pairs=", ".join(unclear.mapped("display_name")),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if unclear else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_reject(self):
        self._lock_waiting()._decide("rejected")

    def action_reopen(self):
        """Propose rejected pairs again."""
        self.check_access("write")
        self.filtered(lambda suggestion: suggestion.state == "rejected")._decide("proposed")

    def action_swap(self):
        for suggestion in self:
            suggestion.is_reversed = not suggestion.is_reversed

    def action_merge(self):
        """Odoo's own merge of the two contacts; the suggestion goes with the one that goes."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("base.action_partner_merge")
        partners = self.partner_id | self.other_partner_id
        return {**action, "context": {"active_model": "res.partner", "active_ids": partners.ids}}

    def action_scan(self):
        """Have the radar look at once instead of at night."""
        self.check_access("write")
        # Whoever may decide on suggestions may ask for new ones; scheduled actions are the administrator's.
        self.env.ref("relationship_marketing.ir_cron_radar").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("New and changed clients are being compared; look again in a few minutes."),
            },
        }

    def _lock_waiting(self):
        """Of these, the ones that wait for a decision, held until the end of the transaction.

        :raises UserError: where somebody else is deciding on one of them at this moment
        """
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self.env._("Somebody else is deciding on one of these pairs: look again.")) from error
        self.invalidate_recordset(["state"])
        waiting = self.filtered(lambda suggestion: suggestion.state == "proposed")
        if self and not waiting:
            raise UserError(self.env._("These pairs are decided already."))
        return waiting

    def _decide(self, state, link=None):
        # The state is written by these buttons only, whose caller was checked for the right to write.
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": False if state == "proposed" else self.env.uid,
                "decided_on": False if state == "proposed" else fields.Datetime.now(),
                "link_id": link.id if link else False,
            }
        )

    @api.model
    def _drop_settled(self, decided):
        """Take back what is still proposed within the groups that these decisions joined."""
        self.env.flush_all()
        groups = (decided.partner_id | decided.other_partner_id).client_group_id
        # Divisions of all companies: a pair of one group needs no decision, whoever sees it.
        members = self.env["res.partner"].sudo().search([("client_group_id", "in", groups.ids)])
        if members:
            self.env.cr.execute(radar_store_sql.drop_settled(members.ids))
            self.invalidate_model()
