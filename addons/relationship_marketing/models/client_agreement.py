from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..engine.agreement_state import agreement_state

REMINDER = "relationship_marketing.mail_activity_type_renewal"


class ClientAgreement(models.Model):
    """A documented relation: no oral deals (R6; 004: nothing seals a deal like a detailed, well-written contract)."""

    _name = "client.agreement"
    _description = "Agreement"
    _inherit = ["client.record.mixin", "client.reminder.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from DESC, id DESC"
    _mail_post_access = "read"

    name = fields.Char("Title or number", required=True, tracking=True)
    covers_group = fields.Boolean(
        "Covers the whole client group",
        tracking=True,
        help="It holds for every division of the client, not only this one.",
    )
    date_from = fields.Date("Valid from", tracking=True)
    date_to = fields.Date("Valid to", tracking=True, help="The last day; empty: until terminated.")
    signed_on = fields.Date("Signed on", tracking=True)
    terminated_on = fields.Date("Terminated on", tracking=True, help="The first day on which it no longer holds.")
    termination_reason = fields.Text("Why it was terminated")
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
    )
    scope = fields.Text(help="What it covers: products, services, terms.")
    party_ids = fields.One2many("client.agreement.party", "agreement_id", string="Parties", copy=True)
    check_ids = fields.One2many(
        "client.agreement.check",
        "agreement_id",
        string="What a good contract has",
        copy=True,
        default=lambda self: self._default_check_ids(),
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", bypass_search_access=True)
    check_summary = fields.Char("Checklist", compute="_compute_check_summary")
    reminded_for = fields.Date("Reminded for", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("not_yet", "Not yet valid"),
            ("valid", "Valid"),
            ("expired", "Expired"),
            ("terminated", "Terminated"),
        ],
        compute="_compute_state",
        search="_search_state",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The agreement ends before it begins.",
    )

    @api.model
    def _default_check_ids(self):
        items = self.env["client.agreement.item"].search_fetch([("active", "=", True)], ["sequence"])
        return [fields.Command.create({"item_id": item.id, "sequence": item.sequence}) for item in items]

    @api.model_create_multi
    def create(self, vals_list):
        """One loaded with the day from which it is valid, and no word of its signature, was signed by that day."""
        today = fields.Date.context_today(self)
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            begins = fields.Date.to_date(vals.get("date_from"))
            if "signed_on" not in vals and begins and begins <= today:
                vals["signed_on"] = begins
        return super().create(vals_list)

    @api.depends("signed_on", "date_from", "date_to", "terminated_on")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement.state = agreement_state(
                today, agreement.signed_on, agreement.date_from, agreement.date_to, agreement.terminated_on
            )

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._state_domain(state) for state in value)

    @api.model
    def _state_domain(self, state, today=None):
        """The agreements in ``state`` today, as ``agreement_state`` says it."""
        today = today or fields.Date.context_today(self)
        terminated = Domain("terminated_on", "<=", today)
        expired = Domain("date_to", "<", today)
        begun = Domain("signed_on", "<=", today) & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
        domains = {
            "terminated": terminated,
            "expired": ~terminated & expired,
            "valid": ~terminated & ~expired & begun,
            "not_yet": ~terminated & ~expired & ~begun,
        }
        return domains.get(state, Domain.FALSE)

    @api.depends("check_ids.answer")
    def _compute_check_summary(self):
        """ "7 of 10": unknown is not yes."""
        for agreement in self:
            agreement.check_summary = self.env._(
                "%(count)s of %(total)s",
                count=sum(check.answer == "yes" for check in agreement.check_ids),
                total=len(agreement.check_ids),
            )

    @api.constrains("terminated_on", "termination_reason")
    def _check_termination_reason(self):
        for agreement in self:
            if agreement.terminated_on and not (agreement.termination_reason or "").strip():
                raise ValidationError(self.env._("Say why %(name)s was terminated.", name=agreement.display_name))

    def write(self, vals):
        """An agreement that is renewed or ended reminds nobody of its old date."""
        result = super().write(vals)
        if not {"date_to", "terminated_on", "active"}.isdisjoint(vals) and self.activity_ids:
            self.activity_unlink([REMINDER])
        return result
