from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class LossQuote(models.Model):
    """What a person of a lost client said, in his words (003, stage 5).

    Seen by interviewers and management until the person consents; neither tracked nor exported before.
    """

    _name = "loss.quote"
    _description = "In the words of a lost client"
    _order = "interview_id, id"
    _rec_name = "text"

    interview_id = fields.Many2one("loss.interview", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(related="interview_id.case_id", store=True, index=True, precompute=True)
    analysis_id = fields.Many2one(related="interview_id.analysis_id", store=True, index=True)
    company_id = fields.Many2one(related="interview_id.company_id", store=True, index=True, precompute=True)
    text = fields.Text("Words", required=True)
    cause_kind_id = fields.Many2one("loss.cause.kind", "About the cause", ondelete="set null")
    is_released = fields.Boolean("May be quoted", readonly=True, copy=False)
    with_name = fields.Boolean("With the name", readonly=True, copy=False)
    consent = fields.Text("How the person agreed", readonly=True, copy=False)
    consented_on = fields.Date("Agreed on", readonly=True, copy=False)
    released_by_id = fields.Many2one("res.users", "Released by", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_released_by_hand(set().union(*vals_list))
        quotes = super().create(vals_list)
        quotes._check_open()
        quotes._check_not_of_own_client()
        return quotes

    def write(self, vals):
        self._check_released_by_hand(vals)
        self._check_open()
        self._check_not_of_own_client()
        if "text" in vals and not self.env.su and any(self.mapped("is_released")):
            raise UserError(self.env._("Words the person agreed to are not changed: take the consent back first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_own_client(self):
        self._check_open()
        self._check_not_of_own_client()

    def export_data(self, fields_to_export):
        if self.filtered(lambda quote: not quote.is_released):
            raise AccessError(self.env._("Words nobody agreed to release are not exported."))
        return super().export_data(fields_to_export)

    def _check_open(self):
        self.analysis_id._check_not_signed()

    def _check_released_by_hand(self, names):
        if not self.env.su and {"is_released", "with_name", "consent", "consented_on", "released_by_id"} & set(names):
            raise AccessError(self.env._("Words are released by recording how the person agreed to it."))

    def _check_not_of_own_client(self):
        """The owner of an account neither enters nor changes nor removes what its people said of us."""
        # sudo: who answers for the account is read, nothing else
        if not self.env.su and self.env.user in self.sudo().interview_id.account_owner_ids:
            raise AccessError(self.env._("What the people of the own client said is kept by somebody else."))

    def _release(self, consent, with_name=False):
        """Record that the person agreed to be quoted: how, on which day, and whether with the name."""
        self._check_open()
        self._check_not_of_own_client()
        self.check_access("write")
        if not (consent or "").strip():
            raise UserError(self.env._("Say how the person agreed: in the interview, by letter, on the page."))
        # sudo: the fields of a release are written here only
        self.sudo().write(
            {
                "is_released": True,
                "with_name": with_name,
                "consent": consent,
                "consented_on": fields.Date.context_today(self),
                "released_by_id": self.env.uid,
            }
        )

    def action_take_back(self):
        """The person does not want to be quoted any more: the words are seen by few again."""
        self._check_open()
        self._check_not_of_own_client()
        self.check_access("write")
        # sudo: the fields of a release are written by the programme only
        self.sudo().write(
            {"is_released": False, "with_name": False, "consent": False, "consented_on": False, "released_by_id": False}
        )
