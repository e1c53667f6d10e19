from odoo import api, fields, models
from odoo.exceptions import UserError


class SupplierExchange(models.Model):
    """What was asked, proposed, clarified or agreed between a candidate and us."""

    _name = "supplier.exchange"
    _description = "Exchange with a candidate"
    _order = "day DESC, id DESC"
    _rec_name = "text"
    _check_company_auto = True

    candidate_id = fields.Many2one("supplier.candidate", required=True, index=True, ondelete="cascade")
    selection_id = fields.Many2one(
        related="candidate_id.selection_id", string="Our request", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(related="candidate_id.company_id", store=True, index=True)
    active = fields.Boolean(default=True)
    day = fields.Date(required=True, default=fields.Date.context_today)
    side = fields.Selection(
        [("theirs", "From them"), ("ours", "From us")],
        "From whom",
        required=True,
        default="theirs",
        help="Only what comes from them is counted.",
    )
    kind = fields.Selection(
        [
            ("question", "Question"),
            ("proposal", "Proposal"),
            ("clarification", "Clarification"),
            ("agreement", "Agreement"),
        ],
        required=True,
        default="question",
    )
    about = fields.Selection(
        [("task", "The task itself"), ("terms", "Price and dates only")],
        required=True,
        default="task",
        help="What is only about price and dates is not counted: it could be said of any task.",
    )
    is_engineers = fields.Boolean("Engineer to engineer", help="Their engineer spoke to ours.")
    their_person_id = fields.Many2one(
        "res.partner", "Who of them", index="btree_not_null", domain=[("is_company", "=", False)], check_company=True
    )
    user_id = fields.Many2one("res.users", "Who of us", default=lambda self: self.env.user)
    text = fields.Text("What was said", required=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("“%(words)s” is evidence: archive it instead.", words=(self[:1].text or "")[:60]))
