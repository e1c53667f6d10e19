from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Whether the chatter offers to record promises and experience: asked once a session, not once a message."""
        info = super().session_info()
        info["records_clients"] = self.env.user.has_group("relationship_marketing.group_user")
        return info
