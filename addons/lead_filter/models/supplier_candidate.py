from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.exchange import ASKED, IN_DEPTH, KINDS, PRESCRIPTION, SILENT, Exchange, Party, compare

COUNTS = {kind: f"{kind}_count" for kind in KINDS}


class SupplierCandidate(models.Model):
    """A company that might do our work, and what it made of our request.

    Compared by the substance of the exchange; the speed of the answer, its polish and the price stand beside, and are
    not counted.
    """

    _name = "supplier.candidate"
    _description = "Candidate for our work"
    _inherit = ["mail.thread", "lead.number.mixin"]
    _order = "selection_id, is_unranked, rank, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    selection_id = fields.Many2one(
        "supplier.selection", "Our request", required=True, index=True, ondelete="cascade", check_company=True
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(related="selection_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        "Candidate",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        check_company=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Addressed to",
        index="btree_not_null",
        domain="[('commercial_partner_id', '=', partner_id), ('is_company', '=', False)]",
        check_company=True,
        help="A person we know by name; empty where the request went to their general inbox.",
    )
    ownership = fields.Selection([("private", "Private"), ("state", "State-owned")])
    asked_on = fields.Date(default=fields.Date.context_today)
    state = fields.Selection(
        [("asked", "In comparison"), ("declined", "Declined"), ("chosen", "Chosen"), ("not_chosen", "Not chosen")],
        required=True,
        readonly=True,
        default="asked",
        copy=False,
        tracking=True,
    )
    exchange_ids = fields.One2many("supplier.exchange", "candidate_id")

    standing = fields.Selection(
        [
            (IN_DEPTH, "Asked, and engineers spoke"),
            (ASKED, "Asked about the task"),
            (PRESCRIPTION, "Prescription without a diagnosis"),
            (SILENT, "No answer yet"),
        ],
        compute="_compute_comparison",
        store=True,
        help="A prescription without a diagnosis: they answered, and asked nothing about the task.",
    )
    rank = fields.Integer(
        "Place", compute="_compute_comparison", store=True, aggregator=None, help="0 while they have not answered."
    )
    is_unranked = fields.Boolean(compute="_compute_comparison", store=True)
    question_count = fields.Integer("Questions of theirs", compute="_compute_comparison", store=True)
    proposal_count = fields.Integer("Proposals of theirs", compute="_compute_comparison", store=True)
    clarification_count = fields.Integer("Clarifications of theirs", compute="_compute_comparison", store=True)
    agreement_count = fields.Integer("Agreements with them", compute="_compute_comparison", store=True)
    engineer_count = fields.Integer(
        "Talks between engineers",
        compute="_compute_comparison",
        store=True,
        help="Exchanges about the task in which their engineers spoke to ours.",
    )
    explanation = fields.Char("Why this place", compute="_compute_explanation")

    replied_on = fields.Date("First answer on")
    reply_days = fields.Integer(
        "Days to the first answer", compute="_compute_reply_days", store=True, aggregator="avg", help="Not counted."
    )
    first_words = fields.Text("Their first words", help="Smooth or not: not counted.")
    price = fields.Monetary("Price named", help="Shown beside the comparison, not counted in it.")
    delivery_days = fields.Integer("Delivery time named, days", aggregator="avg", help="Not counted.")

    _once = models.UniqueIndex(
        "(selection_id, partner_id) WHERE active IS TRUE", "This company is a candidate for this work already."
    )

    @api.depends(
        "active",
        "state",
        "selection_id.candidate_ids.active",
        "selection_id.candidate_ids.state",
        "selection_id.candidate_ids.replied_on",
        "selection_id.candidate_ids.exchange_ids.active",
        "selection_id.candidate_ids.exchange_ids.kind",
        "selection_id.candidate_ids.exchange_ids.side",
        "selection_id.candidate_ids.exchange_ids.about",
        "selection_id.candidate_ids.exchange_ids.is_engineers",
    )
    def _compute_comparison(self):
        places = {}
        for selection in self.selection_id:
            # A candidate on a form stands in the place of his saved self.
            own = self.filtered(lambda one, selection=selection: one.selection_id == selection)
            candidates = (selection.candidate_ids - own._origin | own).filtered(
                lambda one: one.active and one.state != "declined"
            )
            for place in compare([candidate._as_party() for candidate in candidates]):
                places[place.key] = place
        for candidate in self:
            place = places.get(candidate.id) or compare([candidate._as_party()])[0]
            is_compared = candidate.id in places
            candidate.standing = place.standing
            candidate.rank = place.rank if is_compared else 0
            candidate.is_unranked = not candidate.rank
            candidate.engineer_count = place.engineers
            for kind, name in COUNTS.items():
                candidate[name] = place.counts[kind]

    def _as_party(self):
        """The candidate as the engine knows him: by what came from him alone."""
        self.ensure_one()
        theirs = self.exchange_ids.filtered(lambda exchange: exchange.active and exchange.side == "theirs")
        return Party(
            self.id,
            tuple(Exchange(one.kind, one.about == "task", one.is_engineers) for one in theirs),
            bool(self.replied_on),
        )

    @api.depends("standing", "state", *COUNTS.values(), "engineer_count")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for candidate in self:
            candidate.explanation = candidate._explained()

    def _explained(self):
        self.ensure_one()
        if self.state == "declined":
            return self.env._("They declined: not compared.")
        if self.standing == SILENT:
            return self.env._("Nothing is known yet: they have not answered.")
        numbers = {
            "questions": self.question_count,
            "proposals": self.proposal_count,
            "clarifications": self.clarification_count,
            "agreements": self.agreement_count,
            "talks": self.engineer_count,
        }
        if self.standing == PRESCRIPTION:
            if not any(numbers.values()):
                return self.env._("They asked nothing about the task: price and dates alone tell nothing of it.")
            return self.env._(
                "They asked nothing about the task. Proposals: %(proposals)s, clarifications: %(clarifications)s,"
                " agreements: %(agreements)s.",
                **numbers,
            )
        return self.env._(
            "Questions about the task: %(questions)s, proposals: %(proposals)s, clarifications: %(clarifications)s,"
            " agreements: %(agreements)s; talks between engineers: %(talks)s.",
            **numbers,
        )

    @api.depends("asked_on", "replied_on")
    def _compute_reply_days(self):
        for candidate in self:
            is_known = candidate.asked_on and candidate.replied_on
            candidate.reply_days = (candidate.replied_on - candidate.asked_on).days if is_known else 0

    @api.constrains("asked_on", "replied_on", "price", "delivery_days")
    def _check_answer(self):
        for candidate in self:
            if candidate.price < 0 or candidate.delivery_days < 0:
                raise ValidationError(
                    self.env._("%(company)s: a price or delivery time is below zero.", company=candidate.display_name)
                )
            if candidate.asked_on and candidate.replied_on and candidate.replied_on < candidate.asked_on:
                raise ValidationError(
                    self.env._("%(company)s cannot have answered before we asked.", company=candidate.display_name)
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for candidate in self:
            if candidate.partner_id.commercial_partner_id != candidate.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s belongs to %(company)s: choose the company.",
                        person=candidate.partner_id.name,
                        company=candidate.partner_id.commercial_partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_states({vals.get("state", "asked") for vals in vals_list} - {"asked"})
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_states("state" in vals)
        if "selection_id" in vals and any(one.selection_id.state != "open" for one in self):
            raise UserError(self.env._("What was decided stays as it was compared: open the selection again first."))
        return super().write(vals)

    @api.model
    def _refuse_states(self, written):
        self.env["supplier.selection"]._refuse_choices(written)

    def action_decline(self):
        """They will not do the work: compared no more."""
        self._change_state("asked", "declined")
        return True

    def action_take_back(self):
        """They would do it after all."""
        self._change_state("declined", "asked")
        return True

    def _change_state(self, before, after):
        self.check_access("write")
        # Written with the buttons only, so that no choice is made by the way.
        self.sudo().filtered(lambda candidate: candidate.state == before).state = after

    def action_write_to(self):
        """Open a letter to the person, or to the company."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to a candidate"),
            "res_model": "mail.compose.message",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": (self.contact_id or self.partner_id).ids,
                "default_subject": self.selection_id.name,
                "default_body": self.selection_id.note or "",
            },
        }
