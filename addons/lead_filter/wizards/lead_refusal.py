from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

TEMPLATE = "lead_filter.mail_template_lead_refusal"


class LeadRefusal(models.TransientModel):
    """Refuse requests politely: why, what the client may be told, and a letter that a person reads before it leaves."""

    _name = "lead.refusal"
    _description = "Refusal of requests"

    lead_ids = fields.Many2many("crm.lead", string="Requests", required=True, context={"active_test": False})
    lead_id = fields.Many2one("crm.lead", "Request", compute="_compute_lead_id")
    is_refused = fields.Boolean(compute="_compute_lead_id", help="Refused before: only the letter is still to write.")
    filter_reason = fields.Char("Why", compute="_compute_lead_id")
    outcome = fields.Selection(
        [("disqualified", "Not ours: refuse it"), ("empty", "Empty: there is nobody or nothing behind it")],
        "What it is",
        required=True,
        default="disqualified",
    )
    reason_id = fields.Many2one("lead.disqualification.reason")
    note = fields.Char("Note for us")
    account_manager_id = fields.Many2one("res.users", compute="_compute_account_manager_id")
    client_name = fields.Char(compute="_compute_account_manager_id")
    recipient = fields.Char("To", compute="_compute_recipient")
    lang = fields.Char("Language of the letter", compute="_compute_recipient")
    subject = fields.Char(compute="_compute_letter", compute_sudo=False, store=True, readonly=False)
    body = fields.Html("Letter", compute="_compute_letter", compute_sudo=False, store=True, readonly=False)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "lead_ids" in fields and not values.get("lead_ids") and self.env.context.get("active_model") == "crm.lead":
            values["lead_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        refusals = super().create(vals_list)
        # What stands here of a request is for those who read it.
        refusals.lead_ids.check_access("read")
        return refusals

    @api.depends("lead_ids")
    def _compute_lead_id(self):
        for refusal in self:
            lead = refusal.lead_ids._origin if len(refusal.lead_ids) == 1 else self.env["crm.lead"]
            refusal.lead_id = lead
            lead.check_access("read")
            refusal.filter_reason = lead.filter_reason
            refusal.is_refused = lead.filter_outcome == "disqualified"

    @api.depends("lead_ids")
    def _compute_account_manager_id(self):
        for refusal in self:
            lead = refusal.lead_id
            group = lead._account_kept_by_another() if lead else self.env["client.group"]
            refusal.account_manager_id = group.key_account_manager_id
            refusal.client_name = group.name

    @api.depends("lead_ids")
    def _compute_recipient(self):
        names = dict(self.env["res.lang"].get_installed())
        for refusal in self:
            lead = refusal.lead_id
            refusal.recipient = lead.partner_id.email_formatted or lead.email_from
            refusal.lang = names.get(refusal._lang(), "")

    @api.depends("lead_ids", "reason_id")
    def _compute_letter(self):
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        for refusal in self:
            refusal.subject = refusal.body = False
            if lead := template and refusal.lead_id:
                lang = refusal._lang()
                letter = template.with_context(
                    refusal_reason=refusal._client_text(lang), template_preview_lang=lang
                )._generate_template(lead.ids, ("subject", "body_html"))[lead.id]
                refusal.subject, refusal.body = letter["subject"], letter["body_html"]

    def _lang(self):
        """The client's language, or the reader's own where it is not known."""
        lead = self.lead_id
        return lead.lang_id.code or lead.partner_id.lang or self.env.lang or "en_US"

    def _client_text(self, lang):
        """What the client may be told, in his language: the reason's words, or those of what speaks against it."""
        if self.reason_id:
            return self.reason_id.with_context(lang=lang).client_text or ""
        lead = self.lead_id
        # What may be told to the client may be told to whoever writes to him.
        return (
            lead.filter_verdict == "not_ours" and lead.sudo().filter_criterion_id.with_context(lang=lang).refusal_reason
        ) or ""

    def action_refuse(self):
        """Refuse without a letter."""
        self.ensure_one()
        if self.outcome == "disqualified" and not self.reason_id:
            raise UserError(self.env._("Say why the request is refused."))
        values = {"disqualification_reason_id": self.reason_id.id, "refusal_note": self.note}
        if self.outcome == "empty":
            values["request_class"] = "empty"
        self.lead_ids._set_filter_outcome(self.outcome, **values)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse_and_send(self):
        """Refuse, and send the letter as it stands here."""
        self.ensure_one()
        self._check_letter()
        if not self.is_refused:
            self.action_refuse()
        self.lead_id._send_refusal_letter(self.subject, self.body, self._lang())
        return {"type": "ir.actions.act_window_close"}

    def _check_letter(self):
        """:raises UserError: there is no one to write to, or nothing to send"""
        if not self.lead_id:
            raise UserError(self.env._("A letter goes to one client: refuse the requests one by one to write letters."))
        if not self.recipient:
            raise UserError(
                self.env._("%(request)s has no e-mail address to write to.", request=self.lead_id.display_name)
            )
        if not (self.subject or "").strip() or is_html_empty(self.body):
            raise UserError(self.env._("The letter of refusal needs a subject and a text."))

    def action_give_to_account_manager(self):
        """The request of a known client goes to his account manager first."""
        self.ensure_one()
        self.lead_id._give_to_account_manager()
        return {"type": "ir.actions.act_window_close"}
