from odoo import api, fields, models

from ..engine.sleep_sql import end_without_sleeper, settle
from .crm_lead_sleep import WAKE_UP


class LeadSleep(models.Model):
    """One sleep of a request, from falling asleep to what the wake-up brought (F4)."""

    _name = "lead.sleep"
    _description = "Sleep of a request"
    _order = "asleep_on DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", "Our company", required=True, readonly=True, index=True)
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True, index="btree_not_null")
    user_id = fields.Many2one("res.users", "Put to sleep by", readonly=True)
    asleep_on = fields.Date("Asleep since", required=True, readonly=True)
    need_timing = fields.Selection(
        [("date", "On a date"), ("bought_elsewhere", "Bought elsewhere")], "Why it slept", readonly=True
    )
    need_date = fields.Date("Need expected on", readonly=True)
    wake_date = fields.Date("Was to wake up on", readonly=True)
    reason = fields.Char("What the client said", readonly=True)
    woken_on = fields.Date("Woken up on", readonly=True, index="btree_not_null")
    woken_by = fields.Selection(
        [("date", "The date came"), ("person", "A colleague"), ("client", "The client wrote")], readonly=True
    )
    result = fields.Selection(
        [("open", "Not known yet"), ("hit", "The need was there"), ("miss", "No need")],
        required=True,
        readonly=True,
        default="open",
        help="By what somebody said, or by what came of the request: a quotation sent or an order is a need; a request"
        " lost, refused or asleep again is none.",
    )
    result_on = fields.Date("Result known on", readonly=True)

    _lead_idx = models.Index("(lead_id, id DESC)")

    @api.model
    def _begin(self, leads, today, reason=False):
        """Note that these requests fall asleep."""
        # A log is nobody's to edit.
        return self.sudo().create(
            [
                {
                    "lead_id": lead.id,
                    "company_id": (lead.company_id or self.env.company).id,
                    "team_id": lead.team_id.id,
                    "user_id": self.env.uid,
                    "asleep_on": today,
                    "need_timing": lead.need_timing if lead.need_timing != "now" else False,
                    "need_date": lead.need_date,
                    "wake_date": lead.wake_date,
                    "reason": reason,
                }
                for lead in leads
            ]
        )

    def _end(self, by, today):
        """Note that these sleeps are over; one that ended before stays as it is."""
        self.filtered(lambda sleep: not sleep.woken_on).write({"woken_on": today, "woken_by": by})

    @api.model
    def _settle(self, today):
        """Tell hits from misses by what came of the requests, in as many queries for one as for all.

        :returns: how many became known
        """
        self.env.flush_all()
        self.env.cr.execute(end_without_sleeper(today))
        self.env.cr.execute(settle(today))
        leads = self.env["crm.lead"].browse({lead_id for (lead_id,) in self.env.cr.fetchall()})
        self.invalidate_model(["result", "result_on", "woken_on", "woken_by"], flush=False)
        # What came of the request answers whether the need was there: nobody is asked any more.
        leads.sudo().filtered("woken_on").write({"woken_on": False})
        leads.activity_unlink([WAKE_UP])
        return len(leads)

    def action_open_request(self):
        self.ensure_one()
        return self.lead_id.get_formview_action()
