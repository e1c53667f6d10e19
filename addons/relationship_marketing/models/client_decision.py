from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

CLASS_OF_KIND = {"key": "client_class_key", "regular": "client_class_regular", "refuse": "client_class_refused"}


class ClientDecision(models.Model):
    """A director decides what a client is to us: key, regular, or to be refused (R8; 003: choosing and refusing).

    Made with the card of the client's value before him, which is kept as it was at that moment. A decision is not
    changed: a later one takes its place.
    """

    _name = "client.decision"
    _description = "Decision on a client"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date DESC, id DESC"
    _check_company_auto = True
    _mail_post_access = "read"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("key", "Key client"), ("regular", "Regular client"), ("refuse", "To be refused")],
        string="Decision",
        required=True,
    )
    date = fields.Date("Decided on", required=True, readonly=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="Decided by", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    reason = fields.Text(required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    past_turnover = fields.Monetary("Turnover, last 12 months", readonly=True)
    past_value = fields.Monetary("Net value, last 12 months", readonly=True)
    past_state = fields.Selection(
        [("known", "All costs are known"), ("at_most", "At most: not all costs are known"), ("unknown", "Unknown")],
        string="How sure is the net value",
        required=True,
        readonly=True,
        default="unknown",
    )
    expected_income = fields.Monetary(
        "Expected future income", help="What the client would bring in the next years if he were not refused."
    )
    expected_years = fields.Integer("Over how many years", default=3)
    expected_basis = fields.Text("What the expectation rests on")
    card = fields.Json(readonly=True, copy=False)
    card_html = fields.Html("What was known then", compute="_compute_card_html", sanitize=False)
    class_id = fields.Many2one("client.class", string="Class given", readonly=True, ondelete="restrict")
    is_last = fields.Boolean("In force", compute="_compute_is_last", search="_search_is_last")
    letter_partner_id = fields.Many2one(
        "res.partner",
        string="Letter to",
        domain="[('client_group_id', '=', group_id)]",
        ondelete="set null",
        index="btree_not_null",
        help="Who of theirs gets the letter of refusal, in their language.",
    )
    letter_sent_on = fields.Date("Letter sent on", readonly=True, copy=False, tracking=True)
    active = fields.Boolean(default=True)

    _last_idx = models.Index("(group_id, company_id, date DESC, id DESC)")

    @api.depends("group_id", "kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for decision in self:
            decision.display_name = f"{decision.group_id.name or ''}: {kinds.get(decision.kind, '')}"

    @api.depends("group_id", "company_id", "date")
    def _compute_is_last(self):
        last = self._last_ids(self.group_id.ids)
        for decision in self:
            decision.is_last = decision.id in last

    def _search_is_last(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", list(self._last_ids()))]

    @api.model
    def _last_ids(self, group_ids=None):
        domain = [] if group_ids is None else [("group_id", "in", group_ids)]
        rows = self._read_group(domain, ["group_id", "company_id"], ["id:array_agg"], order="group_id")
        decisions = self.browse([decision for row in rows for decision in row[2]])
        last = {}
        for decision in decisions.sorted(lambda decision: (decision.date, decision.id)):
            last[decision.group_id, decision.company_id] = decision.id
        return set(last.values())

    @api.constrains("reason", "kind", "expected_basis", "expected_years")
    def _check_reason(self):
        for decision in self:
            if not (decision.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why you decide so on %(group)s: the decision is kept with its reason.",
                        group=decision.group_id.name,
                    )
                )
            if decision.kind == "refuse" and not (decision.expected_basis or "").strip():
                raise self._income_missing(decision.group_id)
            if decision.kind == "refuse" and decision.expected_years < 1:
                raise ValidationError(self.env._("Income is expected over at least one year."))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_director()
        prepared = []
        for vals in self._with_group(vals_list):
            group = self.env["client.group"].browse(vals["group_id"])
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            # No income at all is an expectation too; nothing entered is none.
            income = vals.get("expected_income")
            if vals.get("kind") == "refuse" and (income is None or income is False):
                raise self._income_missing(group)
            vals = {**vals, **group.with_company(company)._prepare_decision_values(), "company_id": company.id}
            if not self.env.su:
                vals |= {"user_id": self.env.uid, "date": fields.Date.context_today(self)}
            prepared.append({**vals, "class_id": self._class_of(vals.get("kind")).id, "letter_sent_on": False})
        decisions = super().create(prepared)
        for decision in decisions:
            decision._carry_out()
        return decisions

    @api.model
    def _with_group(self, vals_list):
        """The client of each decision, where none is given that of the context.

        :raises UserError: where there is none
        """
        group_id = self.default_get(["group_id"]).get("group_id")
        vals_list = [{"group_id": group_id, **vals} for vals in vals_list]
        if not all(vals["group_id"] for vals in vals_list):
            raise UserError(self.env._("Choose the client that is decided on."))
        return vals_list

    def write(self, vals):
        """Only what follows the decision is written: the letter, and the talk about it."""
        fixed = {
            name
            for name in vals
            if name in self._fields and name not in ("letter_partner_id", "letter_sent_on", "active")
            if name not in self.env["mail.thread"]._fields and name not in self.env["mail.activity.mixin"]._fields
        }
        if fixed and not self.env.su:
            raise UserError(self.env._("A decision stays as it was made: make a new one."))
        if "active" in vals or "letter_partner_id" in vals:
            self._check_director()
        return super().write(vals)

    @api.model
    def _check_director(self):
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_director")):
            raise AccessError(self.env._("Only a director decides what a client is to us."))

    @api.model
    def _income_missing(self, group):
        """The exception for whoever refuses ``group`` without the income he expects of it."""
        return ValidationError(
            self.env._(
                "Nobody is refused for his past alone: enter what income you expect of %(group)s in the"
                " coming years, and what that rests on.",
                group=group.name,
            )
        )

    @api.model
    def _class_of(self, kind):
        """The class a decision gives; none where the company deleted it."""
        name = CLASS_OF_KIND.get(kind)
        return name and self.env.ref(f"relationship_marketing.{name}", raise_if_not_found=False) or self.class_id

    def _carry_out(self):
        """The client's class and whether it is a key client follow from the decision."""
        self.ensure_one()
        group = self.group_id
        if self.class_id:
            # Nobody writes the class of whom we refuse but by a decision, which this is.
            group.sudo().class_id = self.class_id
        values = {}
        if self.kind == "key" or group.is_key_client:
            values = {"is_key_client": self.kind == "key", "key_reason": self.reason}
        if values:
            group.write(values)
            # A decision of the past that is loaded was not made today.
            group.write({"key_decided_on": self.date, "key_decided_by_id": self.user_id.id})
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        group.message_post(body=self.env._("Decided: %(kind)s. %(reason)s", kind=kinds[self.kind], reason=self.reason))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))
