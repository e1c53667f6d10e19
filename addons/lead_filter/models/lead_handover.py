from odoo import fields, models

STATES = [("proposed", "Waits for an answer"), ("accepted", "Accepted"), ("returned", "Returned")]


class LeadHandover(models.Model):
    """A request goes from who qualified it to who runs it, with all that is known and a meeting (F6, 002).

    After the first order a second one goes to the account manager.
    """

    _name = "lead.handover"
    _description = "Hand-over of a request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "proposed_on DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    kind = fields.Selection(
        [("development", "To development"), ("account", "To the account manager")],
        required=True,
        readonly=True,
        default="development",
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="proposed", index=True, tracking=True)
    from_user_id = fields.Many2one(
        "res.users", "From", required=True, readonly=True, index=True, default=lambda self: self.env.user
    )
    to_user_id = fields.Many2one("res.users", "To", required=True, readonly=True, index=True)
    proposed_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    answered_on = fields.Datetime(readonly=True)
    return_reason_id = fields.Many2one(
        "lead.handover.reason", "Returned because", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    return_note = fields.Text("What is missing", readonly=True)
    meeting_id = fields.Many2one(
        "calendar.event", "Meeting", readonly=True, index="btree_not_null", ondelete="set null"
    )
    note = fields.Text("For whoever takes it")
    dossier = fields.Json(readonly=True, help="What was known at the hand-over, as it was then.")
    portrait_id = fields.Many2one(
        "lead.portrait", "Qualified by", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    portrait_owner_id = fields.Many2one(
        related="portrait_id.owner_id", string="Owner of the portrait", store=True, index="btree_not_null"
    )
    verdict = fields.Selection(
        selection=lambda self: self.env["crm.lead"]._fields["filter_verdict"].selection,
        string="Verdict then",
        readonly=True,
    )
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True, index="btree_not_null")
    hours_saved = fields.Float(
        "Hours of sellers saved", readonly=True, help="By the setting; empty where it is not set, or nothing was saved."
    )

    _one_open = models.UniqueIndex(
        "(lead_id) WHERE state = 'proposed'", "A hand-over of this request waits for an answer already."
    )
