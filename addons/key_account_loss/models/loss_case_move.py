from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..engine.moves import ADDRESS, CONTINUED, DISTRIBUTOR, NAME, TAX_ID, WITHIN_GROUP


class LossCaseMove(models.Model):
    """A reason to think that a client is not lost but moved, and what a person decided on it.

    Confirming writes a ``successor`` link between the two partners; the class of the case becomes *moved*.
    """

    _name = "loss.case.move"
    _description = "Possible move of a client"
    _order = "case_id, amount DESC, id"
    _rec_name = "partner_id"

    case_id = fields.Many2one("loss.case", required=True, readonly=True, index=True, ondelete="cascade")
    analysis_id = fields.Many2one("loss.analysis", related="case_id.analysis_id", store=True, precompute=True)
    company_id = fields.Many2one("res.company", related="case_id.company_id")
    currency_id = fields.Many2one("res.currency", related="case_id.company_id.currency_id")
    kind = fields.Selection(
        [
            (WITHIN_GROUP, "Within the group"),
            (CONTINUED, "Continued as"),
            (DISTRIBUTOR, "Through a distributor"),
        ],
        string="How",
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", string="To", required=True, readonly=True, ondelete="cascade")
    group_id = fields.Many2one("client.group", related="partner_id.client_group_id", string="Of the group")
    lost_partner_id = fields.Many2one("res.partner", string="From", required=True, readonly=True, ondelete="cascade")
    amount = fields.Monetary(readonly=True, help="What the other gained on its base, or bought in the last year.")
    is_same_tax_id = fields.Boolean("Same tax ID", readonly=True)
    is_same_address = fields.Boolean("Same street and city", readonly=True)
    is_same_name = fields.Boolean("Same name and city", readonly=True)
    first_month = fields.Date("First supply", readonly=True)
    last_month = fields.Date("Last supply before", readonly=True)
    evidence = fields.Char(compute="_compute_evidence")
    state = fields.Selection(
        [("proposed", "Proposed"), ("confirmed", "Confirmed"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="proposed",
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_at = fields.Datetime("Decided on", readonly=True)
    link_id = fields.Many2one("client.link", readonly=True, ondelete="set null")

    @api.depends("kind", "is_same_tax_id", "is_same_address", "is_same_name", "first_month", "last_month")
    @api.depends_context("lang")
    def _compute_evidence(self):
        for move in self:
            if move.kind == WITHIN_GROUP:
                move.evidence = self.env._(
                    "Divisions of the group that gained on their base, this one among them, make up 80 percent"
                    " or more of what was lost."
                )
            elif move.kind == DISTRIBUTOR:
                move.evidence = self.env._("Supplies to this buyer name the client as the one they go to.")
            elif move.first_month:
                move.evidence = move._continued_evidence()
            else:
                move.evidence = self.env._("A link between the two clients says so.")

    def _continued_evidence(self):
        same = {
            self.env._("tax ID"): self.is_same_tax_id,
            self.env._("street and city"): self.is_same_address,
            self.env._("name and city"): self.is_same_name,
        }
        return self.env._(
            "The same: %(same)s. It bought for the first time in %(first)s, the client for the last time in %(last)s.",
            same=", ".join(label for label, is_same in same.items() if is_same),
            first=format_date(self.env, self.first_month, date_format="MM/y"),
            last=format_date(self.env, self.last_month, date_format="MM/y"),
        )

    @api.model
    def _prepare_values(self, move):
        """The values of a move the engine found; one that a link in force already says is confirmed."""
        vals = {
            "kind": move.kind,
            "partner_id": move.partner,
            "lost_partner_id": move.lost_partner,
            "amount": float(move.amount),
            "is_same_tax_id": TAX_ID in move.matched_on,
            "is_same_address": ADDRESS in move.matched_on,
            "is_same_name": NAME in move.matched_on,
            "first_month": move.first,
            "last_month": move.last,
            "link_id": move.link,
        }
        return {**vals, "state": "confirmed"} if move.link else vals

    def _refresh(self, vals):
        """Take the new figures; a rejection stays, a confirmation stays while its link does."""
        if self.state == "confirmed" and not vals["link_id"]:
            vals = {**vals, "state": "proposed", "decided_by_id": False, "decided_at": False}
        self.write(vals)

    def _lapse(self):
        for move in self:
            if not move.link_id or not move.link_id.active:
                move.write({"state": "proposed", "decided_by_id": False, "decided_at": False})

    def action_confirm(self):
        for move in self._to_decide("confirmed"):
            link = move._write_link()
            move._decide("confirmed", link)
            move.case_id.message_post(
                body=self.env._(
                    "Confirmed as moved to %(other)s. %(evidence)s",
                    other=move.partner_id.display_name,
                    evidence=move.evidence,
                )
            )
        return True

    def action_reject(self):
        for move in self._to_decide("rejected"):
            move._archive_link()
            move._decide("rejected")
            move.case_id.message_post(body=self.env._("Not moved to %(other)s.", other=move.partner_id.display_name))
        return True

    def action_reopen(self):
        """Take a decision back; the link it wrote is archived."""
        for move in self._to_decide("proposed"):
            move._archive_link()
            move._decide("proposed")
            move.case_id.message_post(
                body=self.env._(
                    "The decision on a move to %(other)s was taken back.", other=move.partner_id.display_name
                )
            )
        return True

    def _to_decide(self, state):
        """The moves that change by this decision, locked, with the right to write the programme's own fields."""
        self.case_id.check_access("write")
        self.case_id.analysis_id._lock()
        for analysis in self.case_id.analysis_id:
            if analysis.state not in ("volumes", "list"):
                raise UserError(
                    self.env._("The list of %(analysis)s is confirmed: go back to it first.", analysis=analysis.name)
                )
        # sudo: moves, links and classes are written by the decision itself, not by the people's own rights
        return self.sudo().filtered(lambda move: move.state != state)

    def _decide(self, state, link=None):
        is_decision = state != "proposed"
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid if is_decision else False,
                "decided_at": fields.Datetime.now() if is_decision else False,
                "link_id": link.id if link else False,
            }
        )
        self.case_id._apply_moves()
        self.analysis_id._withdraw_list_confirmations(self.env._("A decision on a move changed the list."))

    def _write_link(self):
        """The successor link between the two partners: the one in force, or a new one."""
        successor = self.env["client.link.type"]._of_code("successor")
        if not successor:
            raise UserError(self.env._("The link type for successors is missing: restore it first."))
        ends = {
            "partner_id": self.partner_id.id,
            "type_id": successor.id,
            "other_partner_id": self.lost_partner_id.id,
        }
        in_force = [(name, "=", value) for name, value in ends.items()] + [("date_to", "=", False)]
        link = self.env["client.link"].search(in_force, limit=1)
        return link or self.env["client.link"].create({**ends, "date_from": self.first_month, "note": self.evidence})

    def _archive_link(self):
        self.link_id.write({"active": False})
