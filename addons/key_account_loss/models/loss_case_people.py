from odoo import models


class LossCase(models.Model):
    _inherit = "loss.case"

    def _divisions(self):
        """{division: case}: every division of the cases' clients, archived ones too, in one query."""
        groups = {case.group_id.id: case for case in self if not case.partner_id and case.group_id}
        found = {case.partner_id: case for case in self if case.partner_id}
        if groups:
            # sudo: which divisions belong to a client whose case one may read is no secret among its figures
            divisions = self.env["res.partner"].sudo().with_context(active_test=False)
            for division in divisions.search([("client_group_id", "in", list(groups))]):
                found.setdefault(division.sudo(False), groups[division.client_group_id.id])
        return found

    def _account_owners(self):
        """The users who would answer for the loss: the group's key account manager and the sellers of its divisions."""
        # sudo: an interviewer need not see the group to be told that he is its manager
        divisions = self.env["res.partner"].union(*self._divisions()).sudo()
        owners = self.sudo().group_id.key_account_manager_id | divisions.user_id
        return owners.sudo(False)
