from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

from ..engine.yearly_sheet_sql import opened

SUMS = ("received", "unconfirmed", "taken", "clarified", "contracts", "refused", "looked_again", "wrong")


class LeadYearlySheet(models.Model):
    """The requests of a year (F1): 25 empty and 10 vague taken into work, 2 went on to clarify, 0 contracts (000)."""

    _name = "lead.yearly.sheet"
    _description = "Yearly sheet of requests"
    _order = "year DESC, company_id"
    _rec_name = "year_text"

    company_id = fields.Many2one("res.company", "Our company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    year_text = fields.Char("Year of the sheet", compute="_compute_year_text")
    line_ids = fields.One2many("lead.yearly.sheet.line", "sheet_id", "Requests by class", readonly=True)
    reason_ids = fields.One2many("lead.yearly.sheet.reason", "sheet_id", "Why refused, by product", readonly=True)
    conclusion = fields.Text("What we conclude", help="What changes next year at the entry.")

    received = fields.Integer("Requests received", compute="_compute_figures")
    unconfirmed = fields.Integer("Class only proposed", compute="_compute_figures")
    taken = fields.Integer("Taken into work", compute="_compute_figures")
    clarified = fields.Integer("Went on to clarify", compute="_compute_figures")
    contracts = fields.Integer(compute="_compute_figures")
    refused = fields.Integer("Requests refused", compute="_compute_figures")
    looked_again = fields.Integer("Looked at again", compute="_compute_figures")
    wrong = fields.Integer("Found wrongly refused", compute="_compute_figures")
    hours = fields.Float(compute="_compute_figures")
    cost = fields.Monetary("What they cost", compute="_compute_figures")
    revenue_refused = fields.Monetary("Value refused", compute="_compute_figures")
    revenue_lost = fields.Monetary("Value lost at the entry", compute="_compute_figures")
    turnover = fields.Monetary("Turnover of the year", compute="_compute_figures")
    clarified_text = fields.Char("Share that went on to clarify", compute="_compute_texts")
    contract_text = fields.Char("Share that became contracts", compute="_compute_texts")
    wrong_text = fields.Char("Wrongly refused", compute="_compute_texts")
    wrong_value_text = fields.Char("Value refused wrongly", compute="_compute_texts")
    hours_text = fields.Char("Hours spent", compute="_compute_texts")
    cost_text = fields.Char("What the hours cost", compute="_compute_texts")
    lost_text = fields.Char("Lost at the entry against turnover", compute="_compute_texts")

    _one_a_year = models.UniqueIndex("(company_id, year)", "There is a sheet of this year already.")
    _sensible_year = models.Constraint("CHECK (year BETWEEN 1970 AND 2200)", "A year lies between 1970 and 2200.")

    @api.depends("year")
    def _compute_year_text(self):
        for sheet in self:
            sheet.year_text = str(sheet.year)

    @api.depends("year", "company_id")
    def _compute_figures(self):
        for sheet in self:
            lines = sheet.line_ids
            for name in (*SUMS, "hours", "cost", "revenue_refused", "revenue_lost"):
                sheet[name] = sum(lines.mapped(name))
            sheet.turnover = sheet._turnover()

    def _turnover(self):
        """The ledger's amount of this calendar year, in the company's currency."""
        self.ensure_one()
        months = [("month", ">=", date(self.year, 1, 1)), ("month", "<", date(self.year + 1, 1, 1))]
        # What a company sells in a year is no secret from those who read its yearly sheet.
        supplies = self.env["client.supply"].sudo()
        return supplies._read_group([("company_id", "=", self.company_id.id), *months], [], ["amount:sum"])[0][0] or 0.0

    @api.depends("year", "company_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for sheet in self:
            sheet.clarified_text = sheet._share_text(sheet.clarified, sheet.received)
            sheet.contract_text = sheet._share_text(sheet.contracts, sheet.received)
            sheet.wrong_text = sheet._share_text(sheet.wrong, sheet.looked_again)
            sheet.wrong_value_text = sheet._wrong_value_text()
            sheet.hours_text, sheet.cost_text = sheet._hours_texts()
            sheet.lost_text = sheet._lost_text()

    def _share_text(self, count, of):
        """A share with its 95 % interval; how few there are is told with it."""
        if not of:
            return self.env._("not known: there are none yet")
        low, high = wilson_interval(count, of)
        return self.env._(
            "%(count)s of %(of)s, %(share)s %% (%(low)s to %(high)s %%)",
            count=count,
            of=of,
            share=round(100 * count / of),
            low=round(100 * low),
            high=round(100 * high),
        )

    def _wrong_value_text(self):
        """What the second looks say of all that was refused: the interval, since few are looked at."""
        if not self.looked_again:
            return self.env._("not known: no refused request was looked at again")
        low, high = (
            self._money(share * self.revenue_refused) for share in wilson_interval(self.wrong, self.looked_again)
        )
        return self.env._(
            "%(low)s to %(high)s of %(refused)s", low=low, high=high, refused=self._money(self.revenue_refused)
        )

    def _hours_texts(self):
        """Hours and what they cost; where some are not known it says so, and where none are."""
        is_at_least = any(self.line_ids.mapped("is_at_least"))
        if not self.hours:
            unknown = self.env._("not known: nobody noted hours, and the settings say none")
            return (unknown, unknown) if is_at_least else (formatLang(self.env, 0.0, digits=1), self._money(0.0))
        hours = formatLang(self.env, self.hours, digits=1)
        cost = self._money(self.cost)
        if not self.company_id.request_hour_cost:
            cost = self.env._("not known: what an hour costs is not in the settings")
        elif is_at_least:
            cost = self.env._("at least %(amount)s", amount=cost)
        return self.env._("at least %(amount)s", amount=hours) if is_at_least else hours, cost

    def _lost_text(self):
        lost = self._money(self.revenue_lost)
        if not self.turnover > 0:
            return self.env._("%(lost)s; the turnover of the year is not known", lost=lost)
        return self.env._(
            "%(lost)s of %(turnover)s turnover, %(share)s %%",
            lost=lost,
            turnover=self._money(self.turnover),
            share=formatLang(self.env, 100 * self.revenue_lost / self.turnover, digits=1),
        )

    def _money(self, amount):
        return self.currency_id.format(amount)

    @api.model
    def action_open_sheets(self):
        """The sheets of all years in which requests came in; missing ones are made."""
        self._make_missing()
        return self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_yearly_sheet_action")

    @api.model
    def _make_missing(self):
        """A sheet for each year from the first request up to this one, for each company of the user."""
        this_year = fields.Date.context_today(self).year
        # A sheet only says which year is summed up; whoever may read sheets may have them all.
        sheets = self.sudo()
        self.env["crm.lead"].flush_model(["company_id", "create_date"])
        for company in self.env.companies:
            self.env.cr.execute(
                SQL(
                    "SELECT EXTRACT(YEAR FROM MIN(lead.create_date))::int FROM crm_lead lead"
                    " LEFT JOIN res_users creator ON creator.id = lead.create_uid"
                    " WHERE COALESCE(lead.company_id, creator.company_id) = %s",
                    company.id,
                )
            )
            first = max(self.env.cr.fetchone()[0] or this_year, 1970)
            there = set(sheets.search([("company_id", "=", company.id)]).mapped("year"))
            years = set(range(min(first, this_year), this_year + 1)) - there
            sheets.create([{"company_id": company.id, "year": year} for year in sorted(years)])

    def _open_requests(self, figure, request_class=None):
        """The requests behind a figure of the sheet, of one class or of all.

        :param figure: one of ``yearly_sheet_sql.FIGURES``
        """
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        ids = [lead_id for (lead_id,) in self.env.execute_query(opened(self.id, figure, request_class))]
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.crm_lead_action")
        return {
            **action,
            "name": self.env._("Requests of %(year)s", year=self.year),
            "domain": [("id", "in", ids)],
            "context": {"active_test": False},
        }

    def action_open_received(self):
        return self._open_requests("received")

    def action_open_clarified(self):
        return self._open_requests("clarified")

    def action_open_contracts(self):
        return self._open_requests("contract")

    def action_open_refused(self):
        return self._open_requests("refused")

    def action_open_looked_again(self):
        return self._open_requests("looked_again")

    def action_open_lost(self):
        return self._open_requests("lost")
