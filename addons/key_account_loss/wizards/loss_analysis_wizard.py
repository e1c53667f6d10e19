from odoo import api, fields, models

PARAMETERS = ("month", "years", "grain", "key_mode", "cut_percent")


class LossAnalysisWizard(models.TransientModel):
    """Ask for what an analysis needs, compute it, and open it."""

    _name = "loss.analysis.wizard"
    _description = "New loss analysis"
    _check_company_auto = True

    def _default(self, name):
        return self.env["loss.analysis"].default_get([name]).get(name)

    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    month = fields.Date("Reference month", required=True, default=lambda self: self._default("month"))
    years = fields.Integer(required=True, default=lambda self: self._default("years"))
    period = fields.Char("Compared", compute="_compute_period")
    grain = fields.Selection(
        [("group", "Client group"), ("division", "Division")],
        string="Client is",
        required=True,
        default="group",
    )
    key_mode = fields.Selection(
        [
            ("flagged", "Marked as key clients"),
            ("share", "80 % of a year's volume"),
            ("both", "Marked, and 80 % of a year's volume"),
        ],
        string="Key clients are",
        required=True,
        default=lambda self: self._default("key_mode"),
    )
    cut_percent = fields.Integer("Sharp cut, %", required=True, default=lambda self: self._default("cut_percent"))
    sales_head_id = fields.Many2one(
        "res.users",
        string="Head of sales",
        check_company=True,
        domain=lambda self: self._head_domain(),
    )
    marketing_head_id = fields.Many2one(
        "res.users",
        string="Head of marketing",
        check_company=True,
        domain=lambda self: self._head_domain(),
    )

    @api.depends("month", "years")
    def _compute_period(self):
        for wizard in self:
            wizard.period = self.env["loss.analysis"]._period_text(wizard.month, wizard.years)

    def _head_domain(self):
        return [("all_group_ids", "in", self.env.ref("key_account_loss.group_analyst").ids)]

    def action_create(self):
        """Create the analysis, compute it, and open it."""
        self.ensure_one()
        analysis = self.env["loss.analysis"].create(
            {
                **{name: self[name] for name in PARAMETERS},
                "company_id": self.company_id.id,
                "sales_head_id": self.sales_head_id.id,
                "marketing_head_id": self.marketing_head_id.id,
            }
        )
        analysis.action_compute()
        # sudo: to-dos for the heads, whose right to see the analysis was checked with their names
        analysis.sudo()._ask_for_confirmation()
        return {
            "type": "ir.actions.act_window",
            "res_model": "loss.analysis",
            "res_id": analysis.id,
            "view_mode": "form",
        }
