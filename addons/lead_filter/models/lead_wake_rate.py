from odoo import api, fields, models

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

from ..engine.wake_rate_sql import wake_rates

# Of fewer known wake-ups nothing is said.
FEWEST = 5


class LeadWakeRate(models.Model):
    """How often there was a need when a sleeping request was woken up, with what chance alone could make of it (F4)."""

    _name = "lead.wake.rate"
    _description = "Hit rate of wake-ups"
    _auto = False
    _order = "id"
    _rec_name = "of_what"
    _depends = {"lead.sleep": ["company_id", "team_id", "need_timing", "woken_on", "result"]}

    company_id = fields.Many2one("res.company", "Our company", readonly=True)
    scope = fields.Selection(
        [("all", "All requests"), ("team", "Of a sales team"), ("reason", "By why they slept")], readonly=True
    )
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    need_timing = fields.Selection(
        [("date", "On a date"), ("bought_elsewhere", "Bought elsewhere")], "Why it slept", readonly=True
    )
    woken_count = fields.Integer("Times woken up", readonly=True)
    hit_count = fields.Integer("The need was there", readonly=True)
    miss_count = fields.Integer("No need", readonly=True)
    open_count = fields.Integer("Not known yet", readonly=True)
    hit_share = fields.Float("Hit rate", readonly=True, aggregator=False)
    of_what = fields.Char("Of what", compute="_compute_of_what")
    sentence = fields.Char("In one sentence", compute="_compute_sentence")

    @property
    def _table_query(self):
        return wake_rates()

    @api.depends("scope", "team_id", "need_timing")
    @api.depends_context("lang")
    def _compute_of_what(self):
        reasons = dict(self._fields["need_timing"]._description_selection(self.env))
        for rate in self:
            match rate.scope:
                case "team":
                    rate.of_what = rate.team_id.name or self.env._("No sales team")
                case "reason":
                    rate.of_what = reasons.get(rate.need_timing) or self.env._("No reason given")
                case _:
                    rate.of_what = self.env._("All requests")

    @api.depends("hit_count", "miss_count")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rate in self:
            known = rate.hit_count + rate.miss_count
            if known < FEWEST:
                rate.sentence = self.env._("Too few to say: of %(count)s wake-ups it is known.", count=known)
                continue
            low, high = wilson_interval(rate.hit_count, known)
            rate.sentence = self.env._(
                "The need was there %(hits)s times of %(known)s: %(share)s %% (by chance alone %(low)s to"
                " %(high)s %%).",
                hits=rate.hit_count,
                known=known,
                share=round(100 * rate.hit_share),
                low=round(100 * low),
                high=round(100 * high),
            )

    def action_open_sleeps(self):
        """The sleeps behind the figures."""
        self.ensure_one()
        domain = [("company_id", "=", self.company_id.id), ("woken_on", "!=", False)]
        if self.scope == "team":
            domain.append(("team_id", "=", self.team_id.id))
        elif self.scope == "reason":
            domain.append(("need_timing", "=", self.need_timing))
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_sleep_action")
        return {**action, "domain": domain, "context": {"search_default_group_result": 1}}
