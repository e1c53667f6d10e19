from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import hash_sign, verify_hash_signed

SCOPE = "relationship_marketing.client_page.%s"
PATHS = {"complaint": "/client/complaint/%s"}


class ClientPageLink(models.Model):
    """A page for one person of a client, without a login, for one purpose and until a day; used once."""

    _name = "client.page.link"
    _description = "Link for a client"
    _order = "id DESC"
    _rec_name = "person_id"

    person_id = fields.Many2one("res.partner", string="For", required=True, index=True, ondelete="cascade")
    purpose = fields.Selection([("complaint", "Complaint")], required=True, default="complaint")
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    expires_on = fields.Datetime(
        "Valid until",
        required=True,
        default=lambda self: fields.Datetime.now() + timedelta(days=self.env.company.complaint_link_days),
    )
    sent_on = fields.Datetime(readonly=True)
    revoked_on = fields.Datetime(readonly=True)
    used_on = fields.Datetime(readonly=True)
    complaint_id = fields.Many2one("client.complaint", readonly=True, index="btree_not_null", ondelete="set null")
    url = fields.Char("Web address", compute="_compute_url")
    is_valid = fields.Boolean("Valid", compute="_compute_is_valid")

    @api.depends("expires_on", "revoked_on", "used_on")
    def _compute_is_valid(self):
        now = fields.Datetime.now()
        for link in self:
            link.is_valid = bool(link.id and not link.revoked_on and not link.used_on and link.expires_on > now)

    @api.depends("purpose", "expires_on")
    def _compute_url(self):
        for link in self:
            link.url = link.id and link.get_base_url() + PATHS[link.purpose] % link._token()

    def write(self, vals):
        """A link is prolonged or revoked; what it was used for, and for whom it is, stays."""
        if not self.env.su and (vals.keys() - {"expires_on", "revoked_on"} or vals.get("revoked_on") is False):
            raise AccessError(self.env._("A link for a client is prolonged or revoked, nothing else."))
        return super().write(vals)

    def _token(self):
        self.ensure_one()
        # The secret that signs is for nobody to read.
        return hash_sign(self.sudo().env, SCOPE % self.purpose, self.id, expiration=self.expires_on)

    @api.model
    def _of_token(self, token, purpose):
        """The link of a signed ``token`` made for this ``purpose``, used or not; none if it is not valid.

        Which of wrong, expired, revoked it is, is not told.
        """
        try:
            # The visitor has no rights of his own; the signature is what he shows.
            link_id = verify_hash_signed(self.sudo().env, SCOPE % purpose, token)
        except ValueError:
            return self.sudo().browse()
        link = self.sudo().browse(link_id).exists() if link_id else self.sudo().browse()
        is_open = link and link.person_id.active and not link.revoked_on and link.expires_on > fields.Datetime.now()
        return link if is_open else link.browse()

    @api.model
    def _for_person(self, person, purpose="complaint"):
        """A valid link of this person, made where there is none."""
        found = self.search([("person_id", "=", person.id), ("purpose", "=", purpose)]).filtered("is_valid")
        return found.filtered(lambda link: link.company_id == self.env.company)[:1] or self.create(
            {"person_id": person.id, "purpose": purpose}
        )

    def action_revoke(self):
        self.filtered(lambda link: not link.revoked_on).revoked_on = fields.Datetime.now()

    def action_send(self):
        """Send the link to the person, in the person's language."""
        self.ensure_one()
        if not self.is_valid:
            raise UserError(self.env._("This link is not valid any more: make a new one."))
        if not self.person_id.email:
            raise UserError(self.env._("%(person)s has no e-mail address.", person=self.person_id.display_name))
        self.env.ref("relationship_marketing.mail_template_complaint_link").send_mail(self.id)
        # Kept by the system: nobody says it was sent without sending it.
        self.sudo().sent_on = fields.Datetime.now()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The link is on its way to %(email)s.", email=self.person_id.email),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
