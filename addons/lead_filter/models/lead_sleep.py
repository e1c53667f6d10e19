from odoo import fields, models


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
