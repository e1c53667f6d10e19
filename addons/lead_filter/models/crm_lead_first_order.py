from odoo import models


class CrmLead(models.Model):
    """After the first order the client goes from development to an account manager (002: the first deal is won)."""

    _inherit = "crm.lead"

    def _hand_over_after_order(self):
        """Propose the second hand-over of those of these requests that development took and won an order of."""
        # Whoever confirms the order need not run the request.
        for lead in self.sudo():
            is_known = lead.handover_ids.filtered(
                lambda handover: handover.kind == "account" and handover.state in ("proposed", "accepted")
            )
            if lead.handover_state != "accepted" or is_known:
                continue
            giver, manager = lead.user_id, lead._account_manager()
            if manager == giver:
                continue
            if giver and manager:
                lead.env["lead.handover"].create(
                    {
                        "lead_id": lead.id,
                        "kind": "account",
                        "from_user_id": giver.id,
                        "to_user_id": manager.id,
                        "note": self.env._("The first order is here."),
                    }
                )
            elif giver:
                lead.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=giver.id,
                    summary=self.env._("The first order is here: hand the client over to an account manager"),
                )

    def _account_manager(self):
        """Who tends this client, where somebody does who may."""
        self.ensure_one()
        client = self.partner_id.commercial_partner_id
        managers = (client.client_group_id.key_account_manager_id, client.user_id)
        return next(
            (
                user
                for user in managers
                if user.active and user.has_group("relationship_marketing.group_account_manager")
            ),
            self.env["res.users"],
        )
