from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import hash_sign, verify_hash_signed

SCOPE = "lead_filter.client_page.questions"
PATH = "/client/questions/%s"
# A hundred years: longer periods would leave the calendar.
LONGEST = 36_500
# What a person chooses and writes before the letter leaves; the rest is kept by the system.
CHOSEN = {"question_ids", "person_id", "email", "lang", "subject", "body", "expires_on", "user_id"}


class LeadQuestionSending(models.Model):
    """Counter-questions put to one person by one letter, with a page to answer on; used once, and until a day."""

    _name = "lead.question.sending"
    _description = "Letter with questions"
    _order = "sent_on DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", "Our company", required=True, index=True, readonly=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "Waiting for an answer"),
            ("answered", "Answered"),
            ("replied", "They wrote back otherwise"),
            ("silent", "No answer"),
            ("revoked", "Withdrawn"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        copy=False,
    )
    person_id = fields.Many2one("res.partner", "Addressee", index="btree_not_null", ondelete="set null")
    email = fields.Char("E-mail address")
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), "Language", help="Of the letter and of the page."
    )
    question_ids = fields.Many2many("lead.question", string="Questions", copy=False)
    answer_ids = fields.One2many("lead.answer", "sending_id", "Answers", copy=False)
    user_id = fields.Many2one("res.users", "Who asks", required=True, default=lambda self: self.env.user)
    subject = fields.Char(copy=False)
    body = fields.Html("Letter", copy=False)
    expires_on = fields.Datetime("Page open until", required=True)
    sent_on = fields.Datetime(readonly=True, copy=False)
    answered_on = fields.Datetime(readonly=True, copy=False)
    revoked_on = fields.Datetime("Withdrawn on", readonly=True, copy=False)
    reminder_count = fields.Integer("Reminders", readonly=True, copy=False)
    next_step_on = fields.Datetime(
        "Next reminder", readonly=True, copy=False, help="After the last one the letter counts as not answered."
    )
    url = fields.Char("Address of the page", compute="_compute_url")
    addressee = fields.Char("Name in the letter", compute="_compute_addressee")
    open_question_ids = fields.Many2many(
        "lead.question", string="Not answered yet", compute="_compute_open_question_ids"
    )

    _next_step_index = models.Index("(next_step_on) WHERE state = 'waiting'")

    def _compute_url(self):
        for sending in self:
            sending.url = sending._origin and sending.get_base_url() + PATH % sending._origin._token()

    @api.depends("person_id", "lead_id.contact_name")
    def _compute_addressee(self):
        for sending in self:
            person = sending.person_id
            sending.addressee = (person.name if not person.is_company else False) or sending.lead_id.contact_name

    @api.depends("answer_ids.state")
    def _compute_open_question_ids(self):
        for sending in self:
            sending.open_question_ids = sending._open_answers().question_id

    @api.model_create_multi
    def create(self, vals_list):
        leads = [self.env["crm.lead"].browse(vals.get("lead_id") or ()) for vals in vals_list]
        if not self.env.su:
            self.env["crm.lead"].union(*leads).check_access("write")
            vals_list = [{name: vals[name] for name in vals if name in CHOSEN | {"lead_id"}} for vals in vals_list]
        values_list = []
        for lead, vals in zip(leads, vals_list, strict=True):
            company = lead.company_id or self.env.company
            expires_on = fields.Datetime.now() + timedelta(days=min(company.question_link_days, LONGEST))
            values_list.append({"expires_on": expires_on, "company_id": company.id, **vals})
        return super().create(values_list)

    def write(self, vals):
        """A letter is changed until it is sent; then its page is only kept open longer or shorter."""
        if not self.env.su:
            is_sent = any(sending.state != "draft" for sending in self)
            if vals.keys() - ({"expires_on"} if is_sent else CHOSEN):
                raise AccessError(
                    self.env._("A letter that was sent is not changed any more: withdraw it, or ask anew.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(sending.state != "draft" for sending in self):
            raise UserError(self.env._("A letter that was sent is withdrawn, not deleted."))

    @api.onchange("person_id")
    def _onchange_person(self):
        if self.person_id:
            self.email = self.person_id.email
            self.lang = self.person_id.lang or self.lang

    def _token(self):
        """The day until which it holds is kept here and not in the token: a page kept open longer keeps its address."""
        self.ensure_one()
        # The secret that signs is for nobody to read.
        return hash_sign(self.sudo().env, SCOPE, self.id)

    @api.model
    def _of_token(self, token):
        """The letter of a signed ``token``, whatever its state; none where the signature is not ours."""
        try:
            # The visitor has no rights of his own; the signature is what he shows.
            sending_id = verify_hash_signed(self.sudo().env, SCOPE, token)
        except ValueError:
            return self.sudo().browse()
        return self.sudo().browse(sending_id if type(sending_id) is int else []).exists()

    def _open_answers(self):
        """What is still to be answered on the page: a colleague may have written an answer down meanwhile."""
        return self.answer_ids.filtered(lambda answer: answer.state == "asked").sorted("id")

    def _in_one_line(self):
        """Where the letter stands, for whoever looks at the request."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        values = {"day": self.lead_id._day(self.sent_on.date()), "state": states[self.state]}
        if self.state in ("waiting", "silent") and self.reminder_count:
            return self.env._("Letter of %(day)s: %(state)s, reminders: %(count)s", count=self.reminder_count, **values)
        return self.env._("Letter of %(day)s: %(state)s", **values)

    def _is_expired(self):
        return self.expires_on <= fields.Datetime.now()

    def action_revoke(self):
        """Close the page: nobody answers on it any more, and nobody is reminded."""
        self.check_access("write")
        # Kept by the system: a state is not written by hand.
        self.filtered(lambda sending: sending.state in ("waiting", "silent", "replied")).sudo().write(
            {"state": "revoked", "revoked_on": fields.Datetime.now(), "next_step_on": False}
        )

    @api.autovacuum
    def _gc_drafts(self):
        """Letters that nobody sent for a month."""
        self.search([("state", "=", "draft"), ("write_date", "<", "today -30d")]).unlink()
