from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SAID_BY = [
    ("seller", "Our seller"),
    ("data", "Our data"),
    ("client", "The client"),
    ("register", "A public register"),
]
CONFIDENCE = [("low", "A guess"), ("medium", "Likely"), ("high", "Nearly certain")]


class LossCause(models.Model):
    """A hypothesis about one lost client: the cause, who says so, and how sure of it (003, stage 3; L3).

    Whether it survived the interview is said by those who held it; the client's own word is a cause said by the client.
    """

    _name = "loss.cause"
    _description = "Possible cause of a loss"
    _inherit = ["mail.thread"]
    _order = "case_id, said_by, id"
    _rec_name = "kind_id"

    case_id = fields.Many2one("loss.case", required=True, index=True, ondelete="cascade", tracking=True)
    analysis_id = fields.Many2one(related="case_id.analysis_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True, precompute=True)
    active = fields.Boolean(default=True, tracking=True)
    kind_id = fields.Many2one("loss.cause.kind", "Cause", required=True, index=True, ondelete="restrict", tracking=True)
    is_own_failure = fields.Boolean(related="kind_id.is_own_failure", store=True)
    said_by = fields.Selection(SAID_BY, "Who says so", required=True, default="seller", tracking=True)
    user_id = fields.Many2one(
        "res.users",
        "Which of us",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
        help="The colleague who holds this for the cause, or who wrote down what others said.",
    )
    said_on = fields.Date("Said on", required=True, default=fields.Date.context_today)
    confidence = fields.Selection(CONFIDENCE, required=True, default="low", tracking=True)
    evidence = fields.Text("What speaks for it", tracking=True)
    family_id = fields.Many2one("product.category", "Product family", ondelete="set null", index="btree_not_null")
    state = fields.Selection(
        [("open", "Not checked"), ("survived", "Held in the interview"), ("refuted", "Did not hold")],
        "After the interview",
        required=True,
        default="open",
        tracking=True,
        copy=False,
    )
    checked_by_id = fields.Many2one("res.users", "Checked by", readonly=True, copy=False)
    checked_on = fields.Date("Checked on", readonly=True, copy=False)

    _one_voice = models.UniqueIndex(
        "(case_id, kind_id, said_by, COALESCE(family_id, 0)) WHERE active IS TRUE",
        "This cause is named already for this client by the same side.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        causes = super().create(vals_list)
        causes.analysis_id._check_not_signed()
        causes._check_state_by_role(vals_list)
        return causes

    def write(self, vals):
        self.analysis_id._check_not_signed()
        self._check_state_by_role([vals])
        if "state" in vals:
            is_checked = vals["state"] != "open"
            vals = {
                **vals,
                "checked_by_id": self.env.uid if is_checked else False,
                "checked_on": fields.Date.context_today(self) if is_checked else False,
            }
        elif not self.env.su and {"checked_by_id", "checked_on"} & vals.keys():
            raise AccessError(self.env._("Who checked a cause, and when, is not entered by hand."))
        result = super().write(vals)
        self.analysis_id._check_not_signed()
        return result

    def _check_state_by_role(self, vals_list):
        """What held in the interview is said by those who were there, or read its notes."""
        if self.env.su or not any(vals.get("state", "open") != "open" for vals in vals_list):
            return
        if self.case_id.filtered(lambda case: self.env.user in case._account_owners()):
            raise AccessError(
                self.env._("Whether a cause held is not said by the client's own account manager or seller.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        self.analysis_id._check_not_signed()
        if self.filtered(lambda cause: cause.state != "open"):
            raise UserError(self.env._("A cause that was checked is evidence: archive it instead of deleting it."))

    def action_survived(self):
        self.write({"state": "survived"})

    def action_refuted(self):
        self.write({"state": "refuted"})

    def action_reopen(self):
        self.write({"state": "open"})
