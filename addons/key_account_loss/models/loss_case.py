from odoo import api, fields, models
from odoo.exceptions import AccessError


class LossCase(models.Model):
    """A key client that stopped, cut, lowered or moved its purchases (L2): what the analysis goes on with."""

    _name = "loss.case"
    _description = "Loss case"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _inherits = {"loss.client": "client_id"}
    _order = "analysis_id DESC, rank, id"
    _rec_names_search = ["name", "ref"]
    _check_company_auto = True

    client_id = fields.Many2one("loss.client", required=True, readonly=True, index=True, ondelete="cascade")
    analysis_id = fields.Many2one("loss.analysis", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    active = fields.Boolean(default=True)
    rank = fields.Integer("No.", readonly=True, help="Totals before single positions, then by lost volume.")
    user_id = fields.Many2one(
        "res.users", string="Responsible", tracking=True, domain=[("share", "=", False)], check_company=True
    )
    note = fields.Html()
    analysis_state = fields.Selection(related="analysis_id.state", string="Stage of the analysis")
    family_ids = fields.One2many("loss.case.family", "case_id", string="Product families", readonly=True)
    move_ids = fields.One2many("loss.case.move", "case_id", string="Possible moves", readonly=True)
    cut_family_names = fields.Char("Key positions cut", compute="_compute_cut_family_names")
    move_to_decide_count = fields.Integer("Moves to decide", compute="_compute_move_to_decide_count")

    _one_case = models.Constraint("UNIQUE (client_id)", "This client has its case in this analysis already.")

    @api.depends("family_ids.is_cut")
    def _compute_cut_family_names(self):
        names = {}
        for family in self.family_ids:
            if family.is_cut:
                names.setdefault(family.case_id, []).append(family.categ_id.display_name or self.env._("No family"))
        for case in self:
            case.cut_family_names = ", ".join(sorted(names.get(case, [])))

    @api.depends("move_ids.state")
    def _compute_move_to_decide_count(self):
        for case in self:
            case.move_to_decide_count = len(case.move_ids.filtered(lambda move: move.state == "proposed"))

    def write(self, vals):
        self._check_own_fields(vals)
        return super().write(vals)

    def _check_own_fields(self, vals):
        """Figures come from the computation; people enter who is responsible, notes and what follows from them."""
        if self.env.su:
            return
        for name in vals:
            field = self._fields.get(name)
            if field and (field.inherited or field.name in ("client_id", "analysis_id", "company_id", "rank")):
                raise AccessError(
                    self.env._("%(field)s is not entered by hand: it comes from the computation.", field=field.string)
                )

    def _quietly(self):
        """For the computation: no chatter line for each of thousands of cases it makes."""
        return self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)

    def _has_been_worked_on(self):
        """Whether a person left something here that may not get lost."""
        self.ensure_one()
        return bool(
            self.user_id
            or self.note
            or self.activity_ids
            or self.message_ids
            or self.move_ids.filtered(lambda move: move.state != "proposed")
        )

    def _apply_moves(self):
        """Set each case's class after a decision on its moves, and put the lists in order again."""
        for case in self:
            is_moved = any(move.state == "confirmed" for move in case.move_ids)
            case.client_id.write(
                {
                    "classification": "moved" if is_moved else case.class_found,
                    "scope": False if is_moved else case.scope_found,
                }
            )
        self.analysis_id._update_ranks()

    def action_open_supplies(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_action")
        if self.partner_id:
            client = [("partner_id", "=", self.partner_id.id)]
        else:
            client = [("group_id", "=", self.group_id.id)]
        return {**action, "domain": [*client, ("company_id", "=", self.company_id.id)], "context": {}}
