from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

FOUND = {"run_on", "earlier_count", "later_count", "divided_on", "precision_text", "recall_text", "curve"}


class LeadBacktest(models.Model):
    """A portrait over requests that are closed: whom it would have refused, asked, taken (002).

    Divided by time: from the earlier part Odoo's predictive scoring and the suggested criteria are learned, the later
    part is judged by all three. Each contract that would have been refused is named.
    """

    _name = "lead.backtest"
    _description = "Back-test of a portrait"
    _inherit = ["mail.thread", "lead.number.mixin"]
    _order = "id DESC"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    portrait_id = fields.Many2one("lead.portrait", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="portrait_id.company_id", store=True, index=True)
    team_id = fields.Many2one("crm.team", "Only of this sales team", check_company=True)
    date_from = fields.Date("Requests from", help="The day a request was received. Empty: from the first one.")
    date_to = fields.Date("Requests up to", help="Empty: up to today.")
    earlier_share = fields.Float(
        "Learned from",
        default=0.7,
        required=True,
        help="So much of the requests, the earliest ones; the rest is judged.",
    )
    field_ids = fields.Many2many(
        "ir.model.fields",
        string="Fields",
        domain="[('model', '=', 'crm.lead'), ('store', '=', True),"
        " ('ttype', 'in', ('selection', 'many2one', 'char', 'boolean', 'integer', 'float', 'monetary'))]",
        default=lambda self: self._default_fields(),
        help="What Odoo's scoring and the suggested criteria learn from. Leave out what is only known in the end.",
    )
    state = fields.Selection(
        [("draft", "To be started"), ("queued", "Waiting"), ("done", "Done"), ("failed", "Failed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    queued_user_id = fields.Many2one("res.users", "Started by", readonly=True, copy=False)
    message = fields.Char(readonly=True, copy=False)
    run_on = fields.Datetime("Worked out on", readonly=True, copy=False)

    earlier_count = fields.Integer("Requests learned from", readonly=True, copy=False)
    later_count = fields.Integer("Requests judged", readonly=True, copy=False)
    divided_on = fields.Date("Divided on", readonly=True, copy=False)
    judged_ids = fields.One2many("lead.backtest.judged", "backtest_id", "How they were judged", readonly=True)
    refused_ids = fields.One2many(
        "lead.backtest.refused", "backtest_id", "Contracts that would have been refused", readonly=True
    )
    ranking_ids = fields.One2many("lead.backtest.ranking", "backtest_id", "How well each ranks them", readonly=True)
    suggestion_ids = fields.One2many("lead.backtest.suggestion", "backtest_id", "Suggested criteria", readonly=True)
    precision_text = fields.Char("Of those taken, became contracts", readonly=True, copy=False)
    recall_text = fields.Char("Of the contracts, would have been taken", readonly=True, copy=False)
    curve = fields.Html(readonly=True, copy=False, sanitize=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._given(vals))

    @api.model
    def default_get(self, fields):
        return self._given(super().default_get(fields))

    @api.model
    def _given(self, vals):
        """These values without what only the back-test itself finds, unless it is writing."""
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in FOUND}

    @api.model
    def _default_fields(self):
        """Those that Odoo's scoring uses, without tags, which people add on the way."""
        names = [name for name in self.env["crm.lead"]._pls_get_safe_fields() if name != "tag_ids"]
        fields_of_lead = self.env["ir.model.fields"]
        for name in [*names, "medium_id", "campaign_id", "product_line_id"]:
            fields_of_lead |= fields_of_lead._get("crm.lead", name)
        return fields_of_lead

    @api.depends("portrait_id", "divided_on")
    def _compute_name(self):
        for backtest in self:
            backtest.name = self.env._("Back-test of %(portrait)s", portrait=backtest.portrait_id.display_name or "")

    @api.constrains("earlier_share", "date_from", "date_to")
    def _check_division(self):
        for backtest in self:
            if not 0.1 <= backtest.earlier_share <= 0.9:
                raise ValidationError(
                    # Only with an argument is the doubled sign made one.
                    self.env._(
                        "Between 10 and 90 %% of the requests are learned from: the rest has to judge.",
                        share=backtest.earlier_share,
                    )
                )
            if backtest.date_from and backtest.date_to and backtest.date_from > backtest.date_to:
                raise ValidationError(self.env._("The first day of the requests lies after the last one."))

    def action_start(self):
        """Have it worked out by the scheduled action; the form can be left."""
        for backtest in self:
            backtest.check_access("write")
            if backtest.state == "queued":
                raise UserError(self.env._("%(name)s is waiting already.", name=backtest.name))
            backtest.write({"state": "queued", "queued_user_id": self.env.uid, "message": False})
        # The scheduled action is not the user's to start otherwise.
        self.env.ref("lead_filter.ir_cron_backtest").sudo()._trigger()
        return True

    @api.model
    def _cron_run_queued(self):
        """Work out what waits; one killed on the way still waits and is begun anew."""
        queued = self.search([("state", "=", "queued")], order="id")
        for place, backtest in enumerate(queued):
            backtest.with_context(lang=backtest.queued_user_id.lang)._run_logged()
            self.env["ir.cron"]._commit_progress(1, remaining=len(queued) - place - 1)
