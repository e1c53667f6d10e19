from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL


class ClientTie(models.Model):
    _inherit = "client.tie"

    can_hand_over = fields.Boolean(compute="_compute_can_hand_over")
    # Computed, so that it cannot be searched: that a tie has hand-overs or notes is nobody else's business.
    transfer_ids = fields.Many2many("client.tie.transfer", string="Hand-overs", compute="_compute_transfer_ids")

    def _compute_can_hand_over(self):
        for tie in self:
            tie.can_hand_over = tie._may_hand_over()

    @api.depends_context("uid")
    def _compute_transfer_ids(self):
        transfers = self.env["client.tie.transfer"].search([("tie_id", "in", self.ids)]).grouped("tie_id")
        for tie in self:
            tie.transfer_ids = transfers.get(tie._origin)

    def action_open_notes(self):
        """What I noted for myself about this contact."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_tie_note_action")
        return {**action, "domain": [("tie_id", "=", self.id)], "context": {"default_tie_id": self.id}}

    def _may_hand_over(self):
        """Whose tie it is, the key account manager of the client and directors hand it over."""
        self.ensure_one()
        user = self.env.user
        return (
            self.env.su
            or user in (self.user_id, self.group_id.key_account_manager_id)
            or user.has_group("relationship_marketing.group_director")
        )

    def _give(self, transfers):
        """The accepted hand-overs of these ties take effect: who takes over answers for the person."""
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self.env._("A colleague is handing this contact over just now: try again.")) from error
        taken = {
            (transfer.tie_id.partner_id, transfer.tie_id.company_id): (transfer.tie_id, transfer.to_user_id)
            for transfer in transfers
        }
        known = {
            (tie.user_id, tie.partner_id, tie.company_id): tie
            for tie in self.with_context(active_test=False).search([("partner_id", "in", self.partner_id.ids)])
        }
        others = self.browse().union(*known.values())
        others.filtered(lambda tie: (tie.partner_id, tie.company_id) in taken)._set_responsible(False)
        new, missing = self.browse(), []
        for (person, company), (_tie, user) in taken.items():
            if tie := known.get((user, person, company)):
                new |= tie
            else:
                missing.append({"user_id": user.id, "partner_id": person.id, "company_id": company.id})
        new.filtered(lambda tie: not tie.active).active = True
        new._set_responsible(True)
        self.create([{**values, "is_responsible": True} for values in missing])
        self.filtered(lambda tie: not tie.user_id.active).active = False

    def _set_responsible(self, is_responsible):
        """Without a trace of who wrote it when, which would tell everybody of a hand-over."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE client_tie SET is_responsible = %s WHERE id = ANY(%s)", is_responsible, self.ids)
        )
        self.invalidate_recordset(["is_responsible"])
