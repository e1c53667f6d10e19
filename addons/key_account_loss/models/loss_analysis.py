from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import clean_context

from odoo.addons.relationship_marketing.engine.months import add_months, last_complete_month, month_of

PARAMETERS = ("company_id", "month", "years", "grain", "key_mode", "cut_percent", "set_aside_categ_ids")
YEARS = range(1, 6)


class LossAnalysis(models.Model):
    """The seven steps of the analysis of lost key clients (003), from volumes to the signed plan (L1–L7).

    Year k = the 12 complete months ending 12·(k−1) months before the end of the reference month.
    """

    _name = "loss.analysis"
    _description = "Loss analysis"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "month DESC, id DESC"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True, required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    state = fields.Selection(
        [
            ("volumes", "Volumes"),
            ("list", "List"),
            ("causes", "Causes"),
            ("questionnaire", "Questionnaire"),
            ("interviews", "Interviews"),
            ("economics", "Keep or replace"),
            ("plan", "Plan"),
            ("signed", "Signed"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="volumes",
        tracking=True,
    )

    month = fields.Date(
        "Reference month",
        required=True,
        default=lambda self: self._default_month(),
        tracking=True,
        help="The last of the 12 complete months that are compared with the years before.",
    )
    period = fields.Char("Compared", compute="_compute_period")
    years = fields.Integer(required=True, default=lambda self: self.env.company.loss_years, tracking=True)
    grain = fields.Selection(
        [("group", "Client group"), ("division", "Division")],
        string="Client is",
        required=True,
        default="group",
        tracking=True,
        help="A division lost inside a growing group does not show at the level of the group.",
    )
    key_mode = fields.Selection(
        [
            ("flagged", "Marked as key clients"),
            ("share", "80 % of a year's volume"),
            ("both", "Marked, and 80 % of a year's volume"),
        ],
        string="Key clients are",
        required=True,
        default=lambda self: self._default_key_mode(),
        tracking=True,
    )
    cut_percent = fields.Integer(
        "Sharp cut, %",
        required=True,
        default=lambda self: self.env.company.loss_cut_percent,
        tracking=True,
        help="A client that lost this share of its base, or more, is sharply cut.",
    )
    set_aside_categ_ids = fields.Many2many(
        "product.category",
        "loss_analysis_set_aside_rel",
        string="Families set aside",
        help="Product families at the natural end of their life: left out of all volumes, bases and positions.",
    )
    set_aside_ids = fields.One2many("loss.set.aside", "analysis_id", string="Volumes set aside", readonly=True)

    computed_at = fields.Datetime("Computed on", readonly=True, copy=False)
    computed_by_id = fields.Many2one("res.users", "Computed by", readonly=True, copy=False)
    is_stale = fields.Boolean("To be computed again", readonly=True, copy=False)
    fingerprint = fields.Char(readonly=True, copy=False)
    total_1 = fields.Monetary("All clients, year 1", readonly=True, copy=False)
    total_2 = fields.Monetary("All clients, year 2", readonly=True, copy=False)
    total_3 = fields.Monetary("All clients, year 3", readonly=True, copy=False)
    total_4 = fields.Monetary("All clients, year 4", readonly=True, copy=False)
    total_5 = fields.Monetary("All clients, year 5", readonly=True, copy=False)
    key_total_1 = fields.Monetary("Key clients, year 1", readonly=True, copy=False)
    key_total_2 = fields.Monetary("Key clients, year 2", readonly=True, copy=False)
    key_total_3 = fields.Monetary("Key clients, year 3", readonly=True, copy=False)
    key_total_4 = fields.Monetary("Key clients, year 4", readonly=True, copy=False)
    key_total_5 = fields.Monetary("Key clients, year 5", readonly=True, copy=False)
    client_count = fields.Integer("Clients in the ledger", readonly=True, copy=False)
    left_out_count = fields.Integer("Clients left out", readonly=True, copy=False)
    left_out_key_count = fields.Integer("Key clients left out", readonly=True, copy=False)

    client_ids = fields.One2many("loss.client", "analysis_id", string="List of key clients", readonly=True)
    case_ids = fields.One2many("loss.case", "analysis_id", string="List of cases")
    key_client_count = fields.Integer("Key clients", compute="_compute_counts")
    case_count = fields.Integer("Cases", compute="_compute_counts")
    lost_volume = fields.Monetary("Lost volume", compute="_compute_counts")
    move_to_decide_count = fields.Integer("Moves to decide", compute="_compute_counts")

    _years_range = models.Constraint("CHECK (years BETWEEN 2 AND 5)", "A loss analysis compares two to five years.")
    _cut_percent_range = models.Constraint(
        "CHECK (cut_percent BETWEEN 1 AND 99)", "A sharp cut is a loss of 1 to 99 percent."
    )

    @api.model
    def _default_month(self):
        """The last month that is over, or the ledger's last one where it ends before."""
        last = last_complete_month(fields.Date.context_today(self))
        domain = [("company_id", "=", self.env.company.id), ("month", "<=", last)]
        return self.env["client.supply"].search(domain, order="month DESC", limit=1).month or last

    @api.model
    def _default_key_mode(self):
        """Marked key clients where there are any, otherwise those who make up 80 % of a year's volume."""
        domain = Domain("is_key_client", "=", True) & Domain("company_id", "in", (False, self.env.company.id))
        return "flagged" if self.env["client.group"].search_count(domain, limit=1) else "share"

    @api.depends("month", "grain")
    def _compute_name(self):
        for analysis in self:
            if analysis.month:
                analysis.name = self.env._("Loss analysis %(month)s", month=f"{analysis.month:%Y-%m}")

    @api.depends("month", "years")
    @api.depends_context("lang")
    def _compute_period(self):
        for analysis in self:
            analysis.period = self._period_text(analysis.month, analysis.years)

    @api.model
    def _period_text(self, month, years):
        """Which months stand against which, such as 2025-11 – 2026-10 against 2022-11 – 2025-10."""
        if not month or years not in YEARS[1:]:
            return False
        month = month_of(month)
        return self.env._(
            "%(last_year)s against %(years_before)s",
            last_year=f"{add_months(month, -11):%Y-%m} – {month:%Y-%m}",
            years_before=f"{add_months(month, 1 - 12 * years):%Y-%m} – {add_months(month, -12):%Y-%m}",
        )

    @api.depends("client_ids", "case_ids.lost_volume", "case_ids.move_ids.state")
    def _compute_counts(self):
        clients = dict(
            self.env["loss.client"]._read_group([("analysis_id", "in", self.ids)], ["analysis_id"], ["__count"])
        )
        cases = {
            analysis: counts
            for analysis, *counts in self.env["loss.case"]._read_group(
                [("analysis_id", "in", self.ids)], ["analysis_id"], ["__count"]
            )
        }
        lost = dict(
            self.env["loss.client"]._read_group(
                [("case_ids.analysis_id", "in", self.ids)], ["analysis_id"], ["lost_volume:sum"]
            )
        )
        moves = dict(
            self.env["loss.case.move"]._read_group(
                [("case_id.analysis_id", "in", self.ids), ("case_id.active", "=", True), ("state", "=", "proposed")],
                ["analysis_id"],
                ["__count"],
            )
        )
        for analysis in self:
            analysis.key_client_count = clients.get(analysis, 0)
            analysis.case_count = cases.get(analysis, [0])[0]
            analysis.lost_volume = lost.get(analysis, 0.0)
            analysis.move_to_decide_count = moves.get(analysis, 0)

    @api.constrains("month")
    def _check_month(self):
        current = month_of(fields.Date.context_today(self))
        for analysis in self:
            if analysis.month.day != 1:
                raise ValidationError(self.env._("The reference month is given by its first day."))
            if analysis.month >= current:
                raise ValidationError(
                    self.env._(
                        "The reference month %(month)s is not over yet: choose %(last)s or an earlier month.",
                        month=f"{analysis.month:%Y-%m}",
                        last=f"{add_months(current, -1):%Y-%m}",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_own_fields(set().union(*vals_list))
        for vals in vals_list:
            self._to_first_of_month(vals)
        # Without the context's defaults: they would get past the check.
        plain = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        analyses = super(LossAnalysis, plain).create(vals_list)
        return analyses.with_env(self.env)

    def write(self, vals):
        self._check_own_fields(vals)
        self._to_first_of_month(vals)
        if any(name in vals for name in PARAMETERS):
            self._check_not_closed()
            vals = {"is_stale": True, **vals}
        result = super().write(vals)
        for side in ("sales", "marketing"):
            if f"{side}_head_id" in vals:
                # sudo: confirmations are written by the programme only
                self.sudo()._forget_confirmations_of(side)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        for analysis in self:
            if analysis.state != "volumes" or analysis.volumes_sales_at or analysis.volumes_marketing_at:
                raise UserError(
                    self.env._(
                        "%(analysis)s was confirmed: it is evidence, archive it instead of deleting it.",
                        analysis=analysis.name,
                    )
                )

    @staticmethod
    def _to_first_of_month(vals):
        if vals.get("month"):
            vals["month"] = month_of(fields.Date.to_date(vals["month"]))

    def _check_own_fields(self, names):
        """Results and confirmations come from the programme, never from a form or a remote call.

        :raises AccessError: where a user writes one directly
        """
        if self.env.su:
            return
        for name in names:
            field = self._fields.get(name)
            if field and field.readonly and field.store and not field.compute and name != "company_id":
                raise AccessError(
                    self.env._("%(field)s is not entered by hand: it comes from the computation.", field=field.string)
                )

    def _check_not_closed(self):
        for analysis in self:
            if analysis.state not in ("volumes", "list"):
                raise UserError(
                    self.env._("The list of %(analysis)s is confirmed: go back to it first.", analysis=analysis.name)
                )

    def _lock(self):
        """Hold the analysis until the end of the transaction, so that two people do not work on it at once.

        :raises UserError: where somebody else holds it
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this analysis at this moment: try again in a minute.")
            ) from error

    def _year_label(self, year):
        """The months of year k = ``year``, such as 2010-12 – 2011-11."""
        first, last = self._parameters().year_span(year)
        return f"{first:%Y-%m} – {last:%Y-%m}"

    def action_open_clients(self):
        return self._open("key_account_loss.loss_client_action")

    def action_open_cases(self):
        return self._open("key_account_loss.loss_case_action")

    def action_open_volumes(self):
        return self._open("key_account_loss.loss_volume_action")

    def action_open_moves(self):
        action = self._open("key_account_loss.loss_case_action")
        return {**action, "domain": [*action["domain"], ("move_ids.state", "=", "proposed")]}

    def _open(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return {**action, "domain": [("analysis_id", "=", self.id)], "context": {}}
