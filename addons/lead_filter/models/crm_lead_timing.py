from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..engine.need import need_again_on

NEED = {"need_timing", "need_date", "bought_elsewhere_on", "need_period"}


class CrmLead(models.Model):
    """When the client needs it: now, on a date, or again some time after he bought elsewhere (002)."""

    _inherit = "crm.lead"

    need_timing = fields.Selection(
        [("now", "Now"), ("date", "On a date"), ("bought_elsewhere", "Bought elsewhere")],
        "Need",
        tracking=True,
        copy=False,
        help="Empty: nobody asked yet.",
    )
    need_date = fields.Date(
        "Needed on",
        tracking=True,
        copy=False,
        help="Of a client who bought elsewhere: when he will probably buy again, unless somebody knows better.",
    )
    bought_elsewhere_on = fields.Date("Bought elsewhere on", copy=False)
    need_period = fields.Integer(
        "Buys every, months", copy=False, help="How long what he bought lasts; 0: as usual for the team."
    )
    is_forming_need = fields.Boolean(
        "Forming the need",
        copy=False,
        tracking=True,
        help="A large project without a need today: the need is formed with the client instead of waiting for it.",
    )
    wake_date = fields.Date("Wakes up on", copy=False, tracking=True, help="Until then the request sleeps.")
    woken_on = fields.Date(
        "Woken up on", readonly=True, copy=False, help="Until somebody says whether the need is there."
    )
    sleep_ids = fields.One2many("lead.sleep", "lead_id", "Sleeps")

    _woken_idx = models.Index("(woken_on) WHERE woken_on IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        told = [lead.id for lead, vals in zip(leads, vals_list, strict=True) if not NEED.isdisjoint(vals)]
        if told:
            self.browse(told)._expect_need()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if not NEED.isdisjoint(vals) and "need_date" not in vals:
            self._expect_need()
        return result

    def _expect_need(self):
        """Of who bought elsewhere: the need comes again after the usual period."""
        for lead in self:
            if lead.need_timing == "bought_elsewhere" and lead.bought_elsewhere_on:
                expected = need_again_on(lead.bought_elsewhere_on, lead._usual_period())
                if expected and lead.need_date != expected:
                    lead.need_date = expected
            elif lead.need_timing == "now" and lead.need_date:
                lead.need_date = False

    def _usual_period(self):
        """In months; 0: nobody knows."""
        return self.need_period or self.team_id.need_period

    @api.constrains("need_period")
    def _check_need_period(self):
        for lead in self:
            if not 0 <= lead.need_period <= 600:
                raise ValidationError(
                    self.env._("%(request)s: he buys again after 0 to 600 months.", request=lead.name)
                )

    @api.constrains("need_timing", "bought_elsewhere_on")
    def _check_bought_elsewhere_on(self):
        today = fields.Date.context_today(self)
        for lead in self:
            if lead.bought_elsewhere_on and lead.bought_elsewhere_on > today:
                raise ValidationError(
                    self.env._(
                        "%(request)s: %(day)s is still to come, and he cannot have bought elsewhere on it.",
                        request=lead.name,
                        day=format_date(self.env, lead.bought_elsewhere_on),
                    )
                )
