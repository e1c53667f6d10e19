from calendar import monthrange
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.occasion_date import Rule, next_day, years_since

KINDS = [
    ("professional", "Professional day"),
    ("holiday", "Holiday"),
    ("birthday", "Birthday"),
    ("first_order", "Anniversary of the first order"),
    ("cooperation", "Anniversary of the co-operation"),
    ("founding", "Anniversary of the client"),
    ("exhibition", "Exhibition"),
    ("seminar", "Seminar"),
]
EVENTS = ("exhibition", "seminar")
MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
TURNS = [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Fifth"), ("-1", "Last")]
# Years are compared only where the year is known.
LEAP_YEAR = 2000
FIRST_YEAR, LAST_YEAR = 1500, 2500


class ClientOccasion(models.Model):
    """A day on which one gets in touch: professional and personal holidays, exhibitions and seminars (R5, 000)."""

    _name = "client.occasion"
    _description = "Occasion"
    _order = "next_date, id"
    _check_company_auto = True

    name = fields.Char(translate=True)
    kind = fields.Selection(KINDS, required=True, default="professional", index=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
    active = fields.Boolean(default=True)

    rule = fields.Selection(
        [
            ("fixed", "The same day every year"),
            ("weekday", "A weekday of a month"),
            ("day_of_year", "A day counted from New Year"),
            ("once", "Once"),
        ],
        string="When",
        required=True,
        default="fixed",
    )
    month = fields.Selection(MONTHS)
    day = fields.Integer()
    turn = fields.Selection(TURNS, string="Which")
    weekday = fields.Selection(WEEKDAYS)
    day_number = fields.Integer("Day of the year")
    start_on = fields.Date("From", help="The day of an event; the day on which a yearly occasion began.")
    end_on = fields.Date("To")
    every = fields.Integer("Every so many years", required=True, default=1)
    next_date = fields.Date("Next date", compute="_compute_next_date", store=True, index=True)
    next_end = fields.Date("Next date, end", compute="_compute_next_date", store=True)
    plan_from = fields.Date("Planned from", compute="_compute_next_date", store=True, index=True)
    years = fields.Integer(compute="_compute_years", help="How many years it will be; 0 where the year is not known.")

    partner_id = fields.Many2one(
        "res.partner", string="Whose day", index="btree_not_null", ondelete="cascade", check_company=True
    )
    class_ids = fields.Many2many("client.class", string="Classes of clients")
    industry_ids = fields.Many2many("res.partner.industry", string="Industries")
    country_ids = fields.Many2many("res.country", string="Countries")
    functions = fields.Char(
        help="Parts of job positions, separated by commas. Empty: everybody whom one of us keeps up with."
    )
    invited_ids = fields.Many2many("res.partner", string="Also invite", check_company=True)
    campaign_id = fields.Many2one("utm.campaign", index="btree_not_null", ondelete="set null")
    days_ahead = fields.Integer("Days ahead", required=True, default=3, help="So early the greeting is planned.")
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Activity",
        ondelete="restrict",
        domain=[("res_model", "in", (False, "res.partner"))],
        default=lambda self: self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False),
    )
    note = fields.Text("What to say or do", translate=True)
    greeting_ids = fields.One2many("client.greeting", "occasion_id", string="Greetings and invitations")
    greeting_count = fields.Integer("Greetings", compute="_compute_greeting_count")

    _one_personal = models.UniqueIndex(
        "(partner_id, kind, COALESCE(company_id, 0))"
        " WHERE kind IN ('birthday', 'first_order', 'cooperation', 'founding')",
        "This day of this client is noted already.",
    )
    _every_positive = models.Constraint(
        "CHECK (every BETWEEN 1 AND 100)", "An occasion comes every year or every few years, at most every hundred."
    )
    _days_ahead = models.Constraint(
        "CHECK (days_ahead BETWEEN 0 AND 366)", "A greeting is planned before the day, at most a year ahead."
    )
    _ends_after_start = models.Constraint(
        "CHECK (end_on IS NULL OR start_on IS NULL OR start_on <= end_on)", "The occasion ends before it begins."
    )

    @api.depends("name", "kind", "partner_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for occasion in self:
            own = occasion.name or kinds.get(occasion.kind, "")
            whose = occasion.partner_id.name
            occasion.display_name = f"{own}: {whose}" if whose else own

    @api.depends("rule", "month", "day", "turn", "weekday", "day_number", "start_on", "end_on", "every", "days_ahead")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for occasion in self:
            day = occasion.start_on if occasion.rule == "once" else next_day(occasion._rule(), today)
            occasion.next_date = day
            occasion.next_end = (occasion.end_on if occasion.rule == "once" else False) or day
            is_sound = day and day.year >= FIRST_YEAR and 0 <= occasion.days_ahead <= 366
            occasion.plan_from = is_sound and day - timedelta(days=occasion.days_ahead)

    @api.depends("next_date", "start_on", "kind")
    def _compute_years(self):
        for occasion in self:
            day = occasion.next_date
            occasion.years = (day and years_since(occasion._rule(), day)) or 0

    @api.depends("greeting_ids")
    def _compute_greeting_count(self):
        counts = dict(
            self.env["client.greeting"]._read_group([("occasion_id", "in", self.ids)], ["occasion_id"], ["__count"])
        )
        for occasion in self:
            occasion.greeting_count = counts.get(occasion, 0)

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind in EVENTS:
            self.rule, self.days_ahead = "once", 30

    @api.constrains("rule", "month", "day", "turn", "weekday", "day_number", "start_on", "partner_id", "kind", "name")
    def _check_rule(self):
        for occasion in self:
            problem = occasion._rule_problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(occasion)s: %(problem)s", occasion=occasion.display_name or occasion.kind, problem=problem
                    )
                )

    def _rule_problem(self):
        """What is missing or impossible in when the occasion comes, in words; None where nothing is."""
        if not self.name and not self.partner_id:
            return self.env._("give it a name.")
        if self.start_on and not FIRST_YEAR <= self.start_on.year <= LAST_YEAR:
            return self.env._("the year %(year)s cannot be meant.", year=self.start_on.year)
        if self.rule == "fixed":
            longest = self.month and monthrange(LEAP_YEAR, int(self.month))[1]
            if not longest or not 1 <= self.day <= longest:
                return self.env._("this month and day do not make a date.")
        elif self.rule == "weekday":
            if not (self.month and self.turn and self.weekday):
                return self.env._("say which weekday of which month.")
        elif self.rule == "day_of_year":
            if not 1 <= self.day_number <= 366:
                return self.env._("the day of the year lies between 1 and 366.")
        elif not self.start_on:
            return self.env._("say on which day it takes place.")
        return None

    def _rule(self):
        self.ensure_one()
        return Rule(
            kind=self.rule or "fixed",
            month=int(self.month or 1),
            day=max(self.day, 1),
            nth=self.day_number if self.rule == "day_of_year" else int(self.turn or 1),
            weekday=int(self.weekday or 0),
            start=self.start_on or None,
            every=max(self.every, 1),
        )

    def action_open_greetings(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_greeting_action")
        return {**action, "domain": [("occasion_id", "=", self.id)], "context": {}}
