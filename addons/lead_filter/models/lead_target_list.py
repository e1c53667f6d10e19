import ast

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, Query, mute_logger

from ..engine.target_sql import dealt_with, never_asked, refresh, spread
from ..engine.verdict_sql import verdicts
from .lead_criterion_domain import MISFIT


class LeadTargetList(models.Model):
    """Companies we know that fit a portrait and have never asked: whom to call first (001, 002).

    The portrait's conditions are asked of the company itself; what only a request or an answer can tell is unknown.
    """

    _name = "lead.target.list"
    _description = "Target list"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    portrait_id = fields.Many2one(
        "lead.portrait",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("state", "=", "in_force")],
        help="The list follows it to its next version.",
    )
    company_id = fields.Many2one(related="portrait_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users", "Kept by", default=lambda self: self.env.user, domain=[("share", "=", False)]
    )
    domain = fields.Char("Only companies that", default="[]", help="Narrows the list: a country, a tag, an industry.")
    with_unknown = fields.Boolean(
        "Also companies we know nothing of", help="Companies of which no criterion is known to be met."
    )
    caller_ids = fields.Many2many(
        "res.users", string="Callers", domain=[("share", "=", False)], help="New companies are spread among them."
    )
    refreshed_on = fields.Datetime("Refreshed on", readonly=True, copy=False)
    target_ids = fields.One2many("lead.target", "list_id", "Companies")
    target_count = fields.Integer("Companies in the list", compute="_compute_counts")
    open_count = fields.Integer("Still to call", compute="_compute_counts")
    request_count = fields.Integer("Requests from it", compute="_compute_counts")

    @api.depends("target_ids.state")
    def _compute_counts(self):
        counts = {
            (target_list.id, state): count
            for target_list, state, count in self.env["lead.target"]._read_group(
                [("list_id", "in", self.ids)], ["list_id", "state"], ["__count"]
            )
        }
        for target_list in self:
            own = {state: count for (list_id, state), count in counts.items() if list_id == target_list.id}
            target_list.target_count = sum(own.values()) - own.get("outdated", 0)
            target_list.open_count = own.get("new", 0) + own.get("later", 0)
            target_list.request_count = own.get("request", 0)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_domains([vals.get("domain") for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        if "domain" in vals:
            self._check_domains([vals["domain"]])
        before = {target_list: target_list.company_id for target_list in self if target_list.target_ids}
        result = super().write(vals)
        for target_list, company in before.items() if "portrait_id" in vals else ():
            if target_list.company_id != company:
                raise UserError(
                    self.env._("“%(list)s” has companies already: it stays with its company.", list=target_list.name)
                )
        if "portrait_id" in vals:
            # Nobody puts a list out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.model
    def _check_domains(self, texts):
        """
        :raises ValidationError: one of them cannot be asked of a company by this user
        """
        # By what the user may read, even where his client writes with all rights.
        partners = self.env["res.partner"].with_user(self.env.user) if not self.env.su else self.env["res.partner"]
        for text in filter(None, texts):
            try:
                with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    partners.search(Domain(_parsed(text)), limit=1)
            except (*MISFIT, SyntaxError, RecursionError, MemoryError, DatabaseError) as error:
                raise ValidationError(
                    self.env._(
                        "“%(text)s” cannot be asked of a company: %(reason)s",
                        text=str(text)[:200],
                        reason=(str(error) or type(error).__name__).strip().split("\n")[0][:300],
                    )
                ) from error

    @api.constrains("caller_ids", "portrait_id")
    def _check_callers(self):
        for target_list in self:
            if strangers := target_list.caller_ids.filtered(
                lambda user, company=target_list.company_id: company not in user.company_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=strangers[0].name,
                        company=target_list.company_id.name,
                    )
                )

    def action_refresh(self):
        """Bring the list up to date.

        :raises UserError: somebody else does at the moment, or no portrait is in force for it
        """
        self.check_access("write")
        for target_list in self:
            target_list._refresh()
        return True

    def action_targets(self):
        """The companies of the list, those to call first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_target_action")
        return {
            **action,
            "display_name": self.name,
            "domain": [("list_id", "=", self.id)],
            "context": {"search_default_to_call": 1, "default_list_id": self.id},
        }

    @api.model
    def _cron_refresh(self):
        """Bring all lists up to date; each stands by itself."""
        run = self.env["client.job.run"]._start(self.env._("Target lists"))
        lists = self.search([("active", "=", True), ("portrait_id.state", "!=", "draft")])
        failed = []
        for place, target_list in enumerate(lists):
            try:
                with self.env.cr.savepoint():
                    target_list._refresh()
            except UserError as error:
                failed.append(str(error))
            self.env["ir.cron"]._commit_progress(1, remaining=len(lists) - place - 1)
        run._finish(len(lists) - len(failed), "\n".join(failed) or False)

    def _refresh(self):
        """Judge the companies that never asked, in one SELECT; what a caller has begun stays as he left it."""
        self.ensure_one()
        try:
            self.lock_for_update()
        except LockError:
            raise UserError(self.env._("“%(list)s” is being brought up to date already.", list=self.name)) from None
        portrait = self._portrait_in_force()
        self.env.flush_all()
        portrait._plan_for_many()
        moment = fields.Datetime.now()
        cr, company_id = self.env.cr, self.company_id.id
        cr.execute(
            SQL(
                "UPDATE lead_target SET state = 'asked' WHERE list_id = %s AND lead_id IS NULL"
                " AND state IN ('new', 'later', 'outdated') AND partner_id IN (%s)",
                self.id,
                dealt_with(company_id),
            )
        )
        judged = self._judgement(portrait)
        cr.execute(refresh(self.id, portrait.id, company_id, self.env.uid, judged, moment, self.with_unknown))
        self.env["lead.target"].invalidate_model(flush=False)
        self.invalidate_recordset()
        self.refreshed_on = moment
        if self.portrait_id != portrait:
            self.portrait_id = portrait
        self._spread()

    def _portrait_in_force(self):
        """The version of the portrait that judges today.

        :raises UserError: there is none
        """
        self.ensure_one()
        portrait = self.portrait_id
        key = (portrait.company_id.id, portrait.product_line_id.id, portrait.team_id.id)
        in_force = self.env["lead.portrait"]._in_force().get(key)
        if not in_force:
            raise UserError(self.env._("“%(list)s”: no portrait is in force for it.", list=self.name))
        return self.env["lead.portrait"].browse(in_force)

    def _judgement(self, portrait):
        """SQL of the verdicts of ``portrait`` on the companies that might be called."""
        judge = portrait._as_judge()
        partners = judge.env["res.partner"]
        query = Query(judge.env, "res_partner", SQL.identifier("res_partner"))
        columns = [SQL("res_partner.id")]
        for place, criterion in enumerate(judge.criterion_ids):
            columns.append(SQL("%s AS %s", criterion._company_outcome_sql(query), SQL.identifier(f"c{place}")))
            columns.append(SQL("FALSE AS %s", SQL.identifier(f"q{place}")))
        wanted = self._wanted_sql(partners, query)
        outcomes = SQL(
            "SELECT %s FROM %s WHERE %s AND (%s OR res_partner.id IN"
            " (SELECT partner_id FROM lead_target WHERE list_id = %s AND is_by_hand))",
            SQL(", ").join(columns),
            query.from_clause,
            never_asked(judge.company_id.id),
            wanted,
            self.id,
        )
        return verdicts(judge._rules(), judge.id, outcomes, has_conditions=False)

    def _wanted_sql(self, partners, query):
        """
        :raises UserError: the condition of the list does not fit companies any more
        """
        try:
            return Domain(_parsed(self.domain)).optimize_full(partners)._to_sql(partners, query.table, query)
        except (*MISFIT, SyntaxError) as error:
            raise UserError(
                self.env._(
                    "“%(list)s”: its condition cannot be asked any more: %(reason)s", list=self.name, reason=error
                )
            ) from error

    def _spread(self):
        """Give the companies that nobody calls yet to the callers in turn, the best first."""
        self.ensure_one()
        if not self.caller_ids:
            return
        load = dict.fromkeys(self.caller_ids, 0)
        load.update(
            self.env["lead.target"]._read_group(
                [("list_id", "=", self.id), ("user_id", "in", self.caller_ids.ids), ("state", "=", "new")],
                ["user_id"],
                ["__count"],
            )
        )
        callers = sorted(load, key=lambda user: (load[user], user.id))
        self.env.cr.execute(spread(self.id, [user.id for user in callers]))
        self.env["lead.target"].invalidate_model(["user_id"], flush=False)


def _parsed(text):
    domain = ast.literal_eval(text.strip()) if isinstance(text, str) and text.strip() else []
    if not isinstance(domain, list):
        raise ValueError(str(text)[:100])
    return domain
