from odoo import api, fields, models


class ClientReviewResultLine(models.TransientModel):
    _name = "client.review.result.line"
    _description = "Division named at a review"

    result_id = fields.Many2one("client.review.result", required=True, ondelete="cascade")
    name = fields.Char("As they named it", required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="In our records",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("is_company", "=", True)],
        help="Empty: a new company is added to the client.",
    )

    @api.depends("name")
    def _compute_partner_id(self):
        """A company of exactly this name that is nobody else's division is proposed: a wrong one is worse than none."""
        names = [line.name.strip() for line in self if line.name]
        found = {
            partner.name: partner
            for partner in self.env["res.partner"].search(
                [
                    ("is_company", "=", True),
                    ("name", "in", names),
                    ("client_group_id", "in", [False, *self.result_id.group_id.ids]),
                ]
            )
        }
        for line in self:
            line.partner_id = line.partner_id or found.get((line.name or "").strip())
