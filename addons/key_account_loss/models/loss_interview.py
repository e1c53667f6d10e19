from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OUTCOMES = [
    ("not_sent", "Letter not sent yet"),
    ("silent", "Letter sent, no answer"),
    ("in_person", "Interviewed in person"),
    ("phone", "Interviewed by phone"),
    ("link", "Answered through the link"),
    ("refused", "Does not want to"),
    ("closed", "The company is closed"),
    ("undelivered", "Letter came back"),
]
HEARD = ("in_person", "phone")
FOUND_BY_PROGRAMME = ("waiver_user_id", "waiver_on", "letter_sent_on", "input_id", "link_input_id", "account_owner_ids")


class LossInterview(models.Model):
    """One person of a lost client, asked what we did wrong (003, stage 5; L5).

    Interviewed in person or by phone, by appointment, at their workplace as a rule; by somebody else than the owner of
    the account, or with a director's waiver that the report prints.
    """

    _name = "loss.interview"
    _description = "Interview with a lost client"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "analysis_id DESC, case_id, id"
    _rec_name = "person_id"
    _check_company_auto = True

    case_id = fields.Many2one("loss.case", required=True, index=True, ondelete="restrict")
    analysis_id = fields.Many2one(related="case_id.analysis_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True, precompute=True)
    active = fields.Boolean(default=True, tracking=True)
    person_id = fields.Many2one(
        "res.partner",
        "Whom we ask",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
        help="The manager of theirs who answered for purchases.",
    )
    function = fields.Char(related="person_id.function")
    interviewer_id = fields.Many2one("res.users", index="btree_not_null", tracking=True)
    account_owner_ids = fields.Many2many(
        "res.users", "loss_interview_owner_rel", string="Owners of the account", readonly=True
    )
    is_owner_interviewing = fields.Boolean(compute="_compute_is_owner_interviewing")
    waiver_reason = fields.Text("Why the owner of the account may ask", readonly=True, tracking=True)
    waiver_user_id = fields.Many2one("res.users", "Allowed by", readonly=True, tracking=True)
    waiver_on = fields.Date("Allowed on", readonly=True)

    outcome = fields.Selection(OUTCOMES, required=True, default="not_sent", index=True, tracking=True)
    letter_sent_on = fields.Date("Letter sent on", readonly=True, copy=False)
    meeting_id = fields.Many2one("calendar.event", "Appointment", copy=False, ondelete="set null")
    place = fields.Selection(
        [("theirs", "At their workplace"), ("phone", "By phone"), ("ours", "At our place"), ("other", "Elsewhere")],
        default="theirs",
    )
    interviewed_on = fields.Date("Interviewed on", copy=False, tracking=True)
    input_id = fields.Many2one("survey.user_input", "Answers taken down", readonly=True, copy=False)
    link_input_id = fields.Many2one("survey.user_input", "Answers through the link", readonly=True, copy=False)
    link_url = fields.Char("Link to the questionnaire", compute="_compute_link_url")
    quote_ids = fields.One2many("loss.quote", "interview_id", string="In their words")

    _one_person = models.UniqueIndex(
        "(case_id, person_id) WHERE active IS TRUE", "This person is asked already about this client."
    )

    @api.depends("interviewer_id", "account_owner_ids")
    def _compute_is_owner_interviewing(self):
        for interview in self:
            interview.is_owner_interviewing = interview.interviewer_id in interview.account_owner_ids

    @api.depends("link_input_id")
    def _compute_link_url(self):
        for interview in self:
            # sudo: the link is for those who may ask this person, its answers are not
            answers = interview.link_input_id.sudo()
            interview.link_url = answers and answers.get_base_url() + answers.get_start_url()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_entered_by_hand(set().union(*vals_list))
        interviews = super().create(vals_list)
        interviews._refresh_owners()
        interviews._check_work()
        return interviews

    def write(self, vals):
        self._check_entered_by_hand(vals)
        self.analysis_id._check_not_signed()
        if not self.env.su:
            self._check_not_hidden_by_owner(vals)
        result = super().write(vals)
        if "interviewer_id" in vals and not self.env.su:
            # sudo: a waiver holds for the interviewer it was given for, and is written by the programme only
            waived = self.sudo().filtered("waiver_on")
            waived.write({"waiver_on": False, "waiver_user_id": False, "waiver_reason": False})
        if {"case_id", "interviewer_id", "outcome", "interviewed_on"} & vals.keys():
            self._refresh_owners()
            self._check_work()
        return result

    def _check_entered_by_hand(self, names):
        if not self.env.su and (found := [name for name in FOUND_BY_PROGRAMME if name in names]):
            raise AccessError(
                self.env._(
                    "%(field)s is not entered by hand.", field=self._fields[found[0]]._description_string(self.env)
                )
            )

    def _check_not_hidden_by_owner(self, vals):
        """Whoever answers for the account neither drops a person to be asked nor says what came of it."""
        if {"active", "case_id", "person_id", "outcome", "interviewed_on"} & vals.keys():
            if self.sudo().filtered(lambda one: self.env.user in one.account_owner_ids and not one.waiver_on):
                raise AccessError(
                    self.env._("Whom of the own client we ask, and what came of it, is for somebody else to enter.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self.analysis_id._check_not_signed()
        if self.filtered(lambda interview: interview.outcome != "not_sent"):
            raise UserError(
                self.env._("A person a letter went to is part of the count: archive it with a note instead.")
            )

    def _refresh_owners(self):
        for case in self.case_id:
            # sudo: kept by the programme
            interviews = self.filtered(lambda one, case=case: one.case_id == case).sudo()
            owners = case._account_owners()
            interviews.filtered(lambda one, owners=owners: one.account_owner_ids != owners).account_owner_ids = owners

    def _check_work(self):
        """
        :raises UserError: where an interview is said to have been held without an interviewer or a day, or by one who
            answers for the account
        """
        self.analysis_id._check_not_signed()
        for interview in self:
            if interview.is_owner_interviewing and not interview.waiver_on:
                raise UserError(
                    self.env._(
                        "%(user)s answers for this client and does not interview it, unless a director allows it.",
                        user=interview.interviewer_id.name,
                    )
                )
            if interview.outcome in HEARD and not (interview.interviewer_id and interview.interviewed_on):
                raise UserError(
                    self.env._("Say who interviewed %(person)s, and on which day.", person=interview.person_id.name)
                )

    def _answers_given(self, answers):
        """Called when a questionnaire is filled in to its end, by the interviewer or through the link."""
        for interview in self.sudo():  # sudo: a client answers through a link, without rights of his own
            if interview.link_input_id in answers and interview.outcome not in HEARD:
                interview.outcome = "link"
            interview.message_post(body=self.env._("The questionnaire was filled in."))
            interview._take_causes_from(answers)

    def _take_causes_from(self, answers):
        """What the client names is the client's word for a cause; improper treatment is one too."""
        lines = answers.user_input_line_ids.filtered(lambda line: not line.skipped)
        kinds = lines.suggested_answer_id.loss_cause_kind_id
        improper = lines.filtered(lambda line: line.suggested_answer_id.loss_treatment == "improper")
        evidence = {}
        if improper and (treatment := self.env.ref("key_account_loss.loss_cause_kind_treatment", False)):
            kinds |= treatment
            evidence[treatment] = ", ".join(improper.matrix_row_id.mapped("value"))
        named = self.case_id.cause_ids.filtered(lambda cause: cause.said_by == "client").kind_id
        self.env["loss.cause"].create(
            [
                {
                    "case_id": self.case_id.id,
                    "kind_id": kind.id,
                    "said_by": "client",
                    "user_id": self.interviewer_id.id,
                    "confidence": "high",
                    "evidence": evidence.get(kind),
                }
                for kind in kinds - named
            ]
        )
