from odoo import fields, models
from odoo.exceptions import LockError, UserError


class ClientTie(models.Model):
    _inherit = "client.tie"

    can_hand_over = fields.Boolean(compute="_compute_can_hand_over")

    def _compute_can_hand_over(self):
        for tie in self:
            tie.can_hand_over = tie._may_hand_over()

    def _may_hand_over(self):
        """Whose tie it is, the key account manager of the client and directors hand it over."""
        self.ensure_one()
        user = self.env.user
        return (
            self.env.su
            or user in (self.user_id, self.group_id.key_account_manager_id)
            or user.has_group("relationship_marketing.group_director")
        )

    def _give(self):
        """The accepted hand-overs of these ties take effect: who takes over answers for the person."""
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self.env._("A colleague is handing this contact over just now: try again.")) from error
        taken = {
            (transfer.tie_id.partner_id, transfer.tie_id.company_id): (transfer.tie_id, transfer.to_user_id)
            for transfer in self.transfer_ids.filtered(lambda transfer: transfer.state == "accepted").sorted("id")
        }
        known = {
            (tie.user_id, tie.partner_id, tie.company_id): tie
            for tie in self.with_context(active_test=False).search([("partner_id", "in", self.partner_id.ids)])
        }
        others = self.browse().union(*known.values())
        others.filtered(lambda tie: tie.is_responsible and (tie.partner_id, tie.company_id) in taken).write(
            {"is_responsible": False}
        )
        self.env.flush_all()
        new, missing = self.browse(), []
        for (person, company), (_tie, user) in taken.items():
            if tie := known.get((user, person, company)):
                new |= tie
            else:
                missing.append({"user_id": user.id, "partner_id": person.id, "company_id": company.id})
        new.write({"active": True, "is_responsible": True})
        self.create([{**values, "is_responsible": True} for values in missing])
        self.filtered(lambda tie: not tie.user_id.active).active = False
