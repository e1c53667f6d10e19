from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    complaint_ids = fields.One2many(
        "client.complaint", "refund_id", string="Complaints", groups="relationship_marketing.group_user"
    )

    def _post(self, soft=True):
        """A posted credit note proposes a complaint, once."""
        posted = super()._post(soft)
        posted.filtered(lambda move: move.move_type == "out_refund")._propose_complaints()
        return posted

    def _propose_complaints(self):
        if not self:
            return
        # Whoever keeps the books need not know of complaints.
        refunds = self.sudo().filtered("company_id.complaint_from_refund")
        complaints = self.env["client.complaint"].sudo()
        known = complaints.with_context(active_test=False).search([("refund_id", "in", refunds.ids)]).refund_id
        new = (refunds - known).filtered("commercial_partner_id")
        own = complaints._our_own(new.commercial_partner_id)
        new = new.filtered(lambda refund: refund.commercial_partner_id not in own)
        if new:
            complaints._propose([complaints._prepare_refund_values(refund) for refund in new])
