from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.exchange import ASKED, IN_DEPTH, PRESCRIPTION, SILENT

# Written by the choice only.
CHOICE = {"state", "chosen_id", "closed_on", "closed_by_id", "reason"}


class SupplierSelection(models.Model):
    """A request of our own: this time we are the client, and choose who does the work by how he takes it up (000)."""

    _name = "supplier.selection"
    _description = "Choice of a supplier"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state DESC, asked_on DESC, id DESC"
    _check_company_auto = True

    name = fields.Char("What we need done", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
        help="Chooses, beside a director.",
    )
    note = fields.Html("Our task", help="What a request cannot say, a good supplier asks.")
    asked_on = fields.Date("Asking since", required=True, default=fields.Date.context_today)
    decide_by = fields.Date("To be decided by")
    candidate_ids = fields.One2many("supplier.candidate", "selection_id", "Candidates")
    # The same records once more: a form cannot show one list twice.
    shown_apart_ids = fields.One2many("supplier.candidate", "selection_id", "Speed and smooth words", readonly=True)
    state = fields.Selection(
        [("open", "Comparing"), ("chosen", "Chosen"), ("nobody", "Nobody chosen")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
    )
    chosen_id = fields.Many2one(
        "supplier.candidate", "Chosen candidate", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    reason = fields.Text("Why this choice", readonly=True, copy=False)
    closed_on = fields.Date("Decided on", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False)
    days_taken = fields.Integer("Days taken", compute="_compute_days_taken", help="From asking to the choice.")
    summary = fields.Char("In one sentence", compute="_compute_summary")

    @api.depends("asked_on", "closed_on")
    def _compute_days_taken(self):
        today = fields.Date.context_today(self)
        for selection in self:
            until = selection.closed_on or today
            selection.days_taken = max(0, (until - selection.asked_on).days) if selection.asked_on else 0

    @api.depends("candidate_ids.standing", "candidate_ids.state")
    @api.depends_context("lang")
    def _compute_summary(self):
        for selection in self:
            standings = selection.candidate_ids.mapped("standing")
            selection.summary = self.env._(
                "Of %(all)s candidates %(asked)s asked about the task, %(engineers)s of them through their engineers;"
                " %(prescribed)s answered without a question, %(silent)s have not answered.",
                all=len(standings),
                asked=standings.count(IN_DEPTH) + standings.count(ASKED),
                engineers=standings.count(IN_DEPTH),
                prescribed=standings.count(PRESCRIPTION),
                silent=standings.count(SILENT),
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_choices({name for vals in vals_list for name in CHOICE if vals.get(name, "open") != "open"})
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_choices(CHOICE & set(vals))
        result = super().write(vals)
        if "company_id" in vals:
            # Nobody puts a record out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.model
    def _refuse_choices(self, written):
        """
        :raises AccessError: something of the choice is written without the button
        """
        if written and not self.env.su:
            raise AccessError(self.env._("A supplier is chosen with the button: it keeps who chose, when and why."))

    def action_choose(self):
        """Open the choice, with the first of the comparison in it."""
        self.ensure_one()
        self._check_may_choose()
        first = self.candidate_ids.filtered(lambda candidate: candidate.rank == 1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose a supplier"),
            "res_model": "supplier.choice",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_selection_id": self.id,
                "default_candidate_id": first.id if len(first) == 1 else False,
            },
        }

    def action_reopen(self):
        """Compare again; what was chosen and why stays in the history."""
        for selection in self:
            selection._check_may_choose()
        # The choice is nobody's to write; whether this user may was asked above.
        chosen = self.sudo()
        chosen.candidate_ids.filtered(lambda candidate: candidate.state != "declined").state = "asked"
        chosen.write({"state": "open", "chosen_id": False, "closed_on": False, "closed_by_id": False})
        return True

    def _check_may_choose(self):
        """
        :raises UserError: this user is neither responsible nor a director
        """
        self.ensure_one()
        self.check_access("write")
        if self.user_id != self.env.user and not self.env.user.has_group("relationship_marketing.group_director"):
            raise UserError(
                self.env._("“%(task)s” is decided by whoever is responsible, or by a director.", task=self.name)
            )

    def _close(self, candidate, reason):
        """Write the choice down, with the comparison as it stood; nobody is chosen without a candidate."""
        self.ensure_one()
        self._check_may_choose()
        # As in action_reopen.
        chosen = self.sudo()
        chosen.write(
            {
                "state": "chosen" if candidate else "nobody",
                "chosen_id": candidate.id,
                "reason": reason,
                "closed_on": fields.Date.context_today(self),
                "closed_by_id": self.env.uid,
            }
        )
        for other in chosen.candidate_ids.filtered(lambda other: other.state != "declined"):
            other.state = "chosen" if other == candidate else "not_chosen"
        self.message_post(body=self._comparison_in_words(), subtype_xmlid="mail.mt_note")

    def _comparison_in_words(self):
        """The comparison as it stands, as HTML."""
        return self.env["ir.qweb"]._render(
            "lead_filter.supplier_selection_comparison",
            {"selection": self, "candidates": self.candidate_ids.sorted(lambda one: (one.rank or 1_000_000, one.id))},
        )
