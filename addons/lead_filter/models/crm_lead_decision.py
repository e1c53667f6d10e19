from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_lead_verdict import WORKED_OUT

DECISIONS = [("ours", "Ours"), ("conditions", "Ours on conditions"), ("not_ours", "Not ours")]
# Who decided, and when, is noted and not written.
NOTED = {"filter_decided_by_id", "filter_decided_on"}


class CrmLead(models.Model):
    """What a person decided, beside what was worked out: neither overwrites the other."""

    _inherit = "crm.lead"

    filter_decision = fields.Selection(
        DECISIONS, "Decision", tracking=True, copy=False, help="A person's, with reason; the verdict stays beside it."
    )
    filter_decision_reason = fields.Char("Reason for the decision", tracking=True, copy=False)
    filter_decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False)
    filter_decided_on = fields.Datetime("Decided on", readonly=True, copy=False)

    @api.model
    def default_get(self, fields):
        """Nothing is decided or worked out by default."""
        taken = {*WORKED_OUT, *NOTED, "filter_decision", "filter_decision_reason"}
        return {name: value for name, value in super().default_get(fields).items() if name not in taken}

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._decided(vals) for vals in vals_list]
        leads = super().create(vals_list)
        if any(vals.get("filter_decision") for vals in vals_list):
            leads._check_asked_account_manager()
        return leads

    def write(self, vals):
        vals = self._decided(vals)
        result = super().write(vals)
        # Who the client is may come out after he was refused.
        if vals.get("filter_decision") or vals.get("partner_id"):
            self._check_asked_account_manager()
        return result

    @api.model
    def _decided(self, vals):
        """These values with who decided and when; what is taken over from another request brings its own."""
        if self.env.su and NOTED & set(vals):
            return vals
        vals = {name: value for name, value in vals.items() if name not in NOTED}
        if vals.get("filter_decision"):
            return {**vals, "filter_decided_by_id": self.env.uid, "filter_decided_on": fields.Datetime.now()}
        return {**vals, **dict.fromkeys(NOTED, False)} if "filter_decision" in vals else vals

    @api.constrains("filter_decision", "filter_decision_reason")
    def _check_decision_reason(self):
        for lead in self:
            if lead.filter_decision and not (lead.filter_decision_reason or "").strip():
                raise ValidationError(self.env._("A decision on %(request)s needs a reason.", request=lead.name))

    def _check_asked_account_manager(self):
        """A known client is not refused behind the back of his account manager (002, key clients).

        :raises UserError: neither he nor a director refused, or says now whose request it is
        """
        refused = self.filtered(lambda lead: lead.filter_decision == "not_ours")
        refused._check_not_behind_account_manager("filter_decided_by_id")
        aside = self.filtered(lambda lead: lead.filter_outcome in ("disqualified", "empty"))
        aside._check_not_behind_account_manager("filter_outcome_by_id")

    def _check_not_behind_account_manager(self, decider=None):
        """These requests are refused, a known client's only by his account manager or a director.

        :param decider: the field that says who refused them; none where they are about to be refused
        :raises UserError: somebody else refuses
        """
        groups = self._client_groups()
        for lead in self:
            if group := lead._account_kept_by_another(decider, groups[lead]):
                raise UserError(
                    self.env._(
                        "%(client)s is a client of ours: the request goes to %(manager)s first, and is not refused"
                        " without the account manager.",
                        client=group.name,
                        manager=group.key_account_manager_id.name,
                    )
                )

    def _client_groups(self):
        """{request: client group of whoever wrote}, by the contact or by the address alone."""
        groups = {}
        # Who keeps the account is told also to those who may not read the group.
        for company, leads in self.sudo().grouped(lambda lead: lead.company_id or self.env.company).items():
            senders = leads._senders(company)
            for lead in leads:
                group = senders.get(lead, lead.partner_id).commercial_partner_id.client_group_id
                groups[lead.with_env(self.env)] = group
        return groups

    def _account_kept_by_another(self, decider=None, group=None):
        """The client group of the request where its account manager has to be asked before it is refused, or none.

        :param group: of the client, as ``_client_groups`` found it
        """
        self.ensure_one()
        # As above.
        lead = self.sudo()
        group = self._client_groups()[self] if group is None else group
        manager = group.key_account_manager_id
        refusing = self.env.user | (lead[decider] if decider else self.env["res.users"])
        if self.env.su or not manager or manager in refusing:
            return group.browse()
        is_director = any(user.has_group("relationship_marketing.group_director") for user in refusing)
        return group.browse() if is_director else group
