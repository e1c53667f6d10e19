from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.budget_year import APPROVING, COLLECTING, COMING, LOCKED, phase
from ..engine.framework_sql import STATES, offer_state

REMINDER = "lead_filter.mail_activity_type_framework_offer"


class ClientBudgetCalendar(models.Model):
    """When a client collects, approves and locks the budget of a year (002, step five of the cycle)."""

    _name = "client.budget.calendar"
    _description = "Budget calendar"
    _inherit = [
        "client.record.mixin",
        "client.reminder.mixin",
        "lead.number.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "lock_on, id"
    _mail_post_access = "read"

    budget_year = fields.Integer(
        required=True, tracking=True, default=lambda self: fields.Date.context_today(self).year + 1
    )
    collect_on = fields.Date(
        "Collects from", tracking=True, help="From then on our offer can still get into the budget."
    )
    approve_on = fields.Date("Approves on", tracking=True)
    lock_on = fields.Date(
        "Locks on", required=True, tracking=True, help="The last day; after it nothing new comes into the budget."
    )
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
    )
    person_id = fields.Many2one(
        "res.partner",
        "Who of theirs said so",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        index="btree_not_null",
        check_company=True,
    )
    repeats_yearly = fields.Boolean(
        "Repeats every year", default=True, help="Once the budget is locked, next year's calendar is made from it."
    )
    note = fields.Text("How they budget")
    phase = fields.Selection(
        [
            (COMING, "Not begun"),
            (COLLECTING, "Being collected"),
            (APPROVING, "Being approved"),
            (LOCKED, "Locked"),
        ],
        "Budget",
        compute="_compute_phase",
        search="_search_phase",
    )
    offer_state = fields.Selection(
        [("none", "None sent"), ("expires", "Ends before the lock"), ("ready", "Holds to the lock")],
        "Framework offer",
        compute="_compute_offer_state",
        search="_search_offer_state",
        help="Of the offers sent to this division or confirmed by it: does one hold until the budget is locked?",
    )
    reminded_for = fields.Date("Reminded for", readonly=True, copy=False)
    next_id = fields.Many2one(
        "client.budget.calendar", "Next year's", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    offer_ids = fields.One2many("sale.order", "budget_calendar_id", "Offers for this budget")

    _dates_in_order = models.Constraint(
        "CHECK ((collect_on IS NULL OR approve_on IS NULL OR collect_on <= approve_on)"
        " AND (approve_on IS NULL OR approve_on <= lock_on) AND (collect_on IS NULL OR collect_on <= lock_on))",
        "A budget is collected first, then approved, then locked.",
    )

    @api.depends("partner_id", "budget_year")
    def _compute_display_name(self):
        for calendar in self:
            calendar.display_name = self.env._(
                "%(client)s, budget %(year)s", client=calendar.partner_id.name or "", year=calendar.budget_year
            )

    @api.depends("collect_on", "approve_on", "lock_on")
    def _compute_phase(self):
        today = fields.Date.context_today(self)
        for calendar in self:
            calendar.phase = calendar.lock_on and phase(
                today, calendar.collect_on, calendar.approve_on, calendar.lock_on
            )

    def _search_phase(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        open_still = Domain("lock_on", ">=", today)
        approving, collecting = Domain("approve_on", "<=", today), Domain("collect_on", "<=", today)
        domains = {
            LOCKED: Domain("lock_on", "<", today),
            APPROVING: open_still & approving,
            COLLECTING: open_still & ~approving & collecting,
            COMING: open_still & ~approving & ~collecting,
        }
        return Domain.OR(domains[one] for one in value if one in domains)

    @api.depends("partner_id", "company_id", "collect_on", "lock_on")
    def _compute_offer_state(self):
        self.offer_state = False
        calendars = self.filtered("id")
        if not calendars._origin.ids:
            return
        self.flush_model(["partner_id", "company_id", "collect_on", "lock_on"])
        self._flush_offers()
        columns = [SQL.identifier("calendar", name) for name in ("partner_id", "company_id", "collect_on", "lock_on")]
        # Whoever sees the calendar is told whether there is an offer, not what is in it.
        rows = self.env.execute_query(
            SQL(
                "SELECT calendar.id, %s FROM client_budget_calendar calendar WHERE calendar.id = ANY(%s)",
                offer_state(*columns),
                calendars._origin.ids,
            )
        )
        states = dict(rows)
        for calendar in calendars:
            calendar.offer_state = STATES[states.get(calendar._origin.id, 0)]

    def _search_offer_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_offers()
        wanted = [number for number, state in STATES.items() if state in value]
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(%s)",
                offer_state(
                    *(
                        model._field_to_sql(alias, name, query)
                        for name in ("partner_id", "company_id", "collect_on", "lock_on")
                    )
                ),
                wanted,
            )
        )

    @api.model
    def _flush_offers(self):
        self.env["sale.order"].flush_model(
            ["is_framework_offer", "state", "company_id", "partner_id", "validity_date", "date_order"]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])

    @api.constrains("budget_year", "lock_on")
    def _check_budget_year(self):
        # Without the day of the lock it is not kept at all.
        for calendar in self.filtered("lock_on"):
            if not 1990 <= calendar.budget_year <= 2200 or abs(calendar.lock_on.year - calendar.budget_year) > 1:
                raise ValidationError(
                    self.env._(
                        "%(client)s: the budget of %(year)s is locked within a year of it.",
                        client=calendar.partner_id.name,
                        year=calendar.budget_year,
                    )
                )

    def write(self, vals):
        """A budget that is locked on another day, or put away, reminds nobody of the old one."""
        result = super().write(vals)
        if not {"lock_on", "active"}.isdisjoint(vals) and self.activity_ids:
            self.activity_unlink([REMINDER])
        return result

    def _latest_offer(self):
        """The latest framework offer of the division that this user may read."""
        self.ensure_one()
        return self.env["sale.order"].search(self._offers_domain(), order="date_order DESC, id DESC", limit=1)

    def _offers_domain(self):
        return [
            ("is_framework_offer", "=", True),
            ("company_id", "=", self.company_id.id),
            ("partner_id", "child_of", self.partner_id.id),
            ("state", "!=", "cancel"),
        ]

    def action_renew_offer(self):
        """A new framework offer that holds until the lock: a copy of the latest, or an empty one."""
        self.ensure_one()
        if self.lock_on < fields.Date.context_today(self):
            raise UserError(self.env._("%(budget)s is locked: nothing new comes into it.", budget=self.display_name))
        action = {"type": "ir.actions.act_window", "res_model": "sale.order", "views": [[False, "form"]]}
        latest = self._latest_offer()
        if latest:
            values = {"budget_calendar_id": self.id, "renews_id": latest.id, "validity_date": self.lock_on}
            return {**action, "res_id": latest.copy(values).id}
        defaults = {
            "is_framework_offer": True,
            "partner_id": (self.person_id or self.partner_id).id,
            "company_id": self.company_id.id,
            "budget_calendar_id": self.id,
            "validity_date": fields.Date.to_string(self.lock_on),
        }
        return {**action, "context": {f"default_{name}": value for name, value in defaults.items()}}

    def action_open_offers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_quotations_with_onboarding")
        return {**action, "domain": self._offers_domain(), "context": {"default_is_framework_offer": True}}
