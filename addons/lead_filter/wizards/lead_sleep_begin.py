from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.need import need_again_on, wake_on


class LeadSleepBegin(models.TransientModel):
    """No need today: when will there be one, and when do we ask about it?"""

    _name = "lead.sleep.begin"
    _description = "Letting requests sleep"
    _inherit = ["lead.number.mixin"]

    lead_ids = fields.Many2many("crm.lead", string="Requests", required=True, readonly=True)
    need_timing = fields.Selection(
        [("date", "He needs it on a date"), ("bought_elsewhere", "He bought elsewhere")],
        "Why not today",
        required=True,
        default="date",
    )
    bought_elsewhere_on = fields.Date("When he bought", default=fields.Date.context_today)
    need_period = fields.Integer(
        "What he bought lasts, months", compute="_compute_need_period", readonly=False, store=True
    )
    need_date = fields.Date("Need expected on", compute="_compute_need_date", readonly=False, store=True)
    wake_date = fields.Date("Wake up on", compute="_compute_wake_date", readonly=False, store=True)
    reason = fields.Char("What the client said")
    is_large = fields.Boolean(compute="_compute_is_large")

    @api.depends("lead_ids")
    def _compute_is_large(self):
        for begin in self:
            begin.is_large = any(lead.team_id.sale_kind == "complex" for lead in begin.lead_ids)

    @api.depends("lead_ids")
    def _compute_need_period(self):
        for begin in self:
            periods = {lead._usual_period() for lead in begin.lead_ids}
            begin.need_period = periods.pop() if len(periods) == 1 else 0

    @api.depends("need_timing", "bought_elsewhere_on", "need_period")
    def _compute_need_date(self):
        for begin in self:
            if begin.need_timing == "bought_elsewhere":
                begin.need_date = need_again_on(begin.bought_elsewhere_on, begin.need_period)
            elif not begin.need_date:
                dates = set(begin.lead_ids.mapped("need_date"))
                begin.need_date = dates.pop() if len(dates) == 1 else False

    @api.depends("need_date", "lead_ids")
    def _compute_wake_date(self):
        today = fields.Date.context_today(self)
        for begin in self:
            teams = begin.lead_ids.team_id
            ahead = max(teams.mapped("wake_ahead_days")) if teams else 14
            begin.wake_date = wake_on(begin.need_date, ahead, today) if begin.need_date else False

    def _values(self):
        """What these requests are told about the need.

        :raises UserError: nothing says when it will be
        """
        if self.need_timing == "bought_elsewhere":
            if not self.bought_elsewhere_on:
                raise UserError(self.env._("When did he buy elsewhere?"))
            if not 0 <= self.need_period <= 600:
                raise UserError(self.env._("What he bought lasts between 0 and 600 months."))
            return {
                "need_timing": "bought_elsewhere",
                "bought_elsewhere_on": self.bought_elsewhere_on,
                "need_period": self.need_period,
                "need_date": self.need_date,
            }
        return {"need_timing": "date", "bought_elsewhere_on": False, "need_date": self.need_date}

    def action_begin(self):
        """Large projects go on to forming the need; the rest sleeps."""
        self.ensure_one()
        large = self.lead_ids.filtered(lambda lead: lead.team_id.sale_kind == "complex")
        small = self.lead_ids - large
        if small and not self.wake_date:
            raise UserError(
                self.env._("Nobody knows yet when there will be a need: say when it is needed, or when to wake up.")
            )
        self.lead_ids.write(self._values())
        if large:
            large._form_need(self.reason)
        if small:
            small._let_sleep(self.wake_date, self.reason)
        return {"type": "ir.actions.act_window_close"}
