from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    complaint_ids = fields.One2many(
        "client.complaint",
        "partner_id",
        string="Complaints",
        context={"active_test": False},
        groups="relationship_marketing.group_user",
    )

    def action_complaint_link(self):
        """The link behind which this person complains without a login, made if there is none."""
        self.ensure_one()
        link = self.env["client.page.link"]._for_person(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link for complaints"),
            "res_model": "client.page.link",
            "res_id": link.id,
            "view_mode": "form",
            "target": "new",
        }
