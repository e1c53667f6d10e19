from odoo import fields, models
from odoo.exceptions import LockError, UserError


class LeadHandover(models.Model):
    """Accepted, returned or taken back: once, by who is asked for it (002)."""

    _inherit = "lead.handover"

    def action_accept(self):
        """Take the request: it is this user's now, and a lead becomes an opportunity."""
        self._check_answerable()
        for handover in self:
            # Whoever was asked may have left since.
            handover._check_taker()
            # It is somebody else's until it is accepted: accepting takes it.
            handover.sudo()._take()
            handover._close()
            handover._tell(
                handover.from_user_id,
                self.env._("%(user)s takes %(request)s.", user=handover.to_user_id.name, request=handover.lead_id.name),
            )
        return True

    def action_return(self):
        """A dialog with the reason."""
        self.ensure_one()
        self._check_answerable()
        return {
            **self.env["crm.lead"]._dialog("lead.handover.return", self.env._("Return the request")),
            "context": {"default_handover_id": self.id},
        }

    def action_withdraw(self):
        """Whoever handed the request over takes it back while nobody has answered."""
        self._check_waiting()
        user = self.env.user
        for handover in self:
            if handover.from_user_id != user and not user.has_group("relationship_marketing.group_director"):
                raise UserError(
                    self.env._("%(user)s handed it over and may take it back.", user=handover.from_user_id.name)
                )
            handover._withdraw()
            handover._close()
        return True

    def _check_waiting(self):
        """
        :raises UserError: answered already, or somebody is answering just now
        """
        try:
            # Whether a hand-over is open is looked at where it is locked.
            self.sudo().lock_for_update()
        except LockError:
            raise UserError(self.env._("Somebody else is answering this hand-over just now: try again.")) from None
        for handover in self:
            if handover.state != "proposed":
                raise UserError(
                    self.env._("The hand-over of %(request)s is answered already.", request=handover.lead_id.name)
                )

    def _check_answerable(self):
        """
        :raises UserError: as ``_check_waiting``, or somebody else is asked
        """
        self._check_waiting()
        for handover in self:
            if not handover._is_asked():
                raise UserError(self.env._("%(user)s is asked to take it, and answers.", user=handover.to_user_id.name))

    def _take(self):
        self.ensure_one()
        lead, company = self.lead_id, self.lead_id.company_id or self.env.company
        is_first = self.kind == "development"
        self.write(
            {
                "state": "accepted",
                "answered_on": fields.Datetime.now(),
                "hours_saved": company.handover_hours_saved if is_first else 0.0,
            }
        )
        if is_first:
            lead.user_id = self.to_user_id
            if lead.type == "lead":
                lead.convert_opportunity(lead.partner_id)
        else:
            self._take_client()
        lead._follow_handovers()

    def _take_client(self):
        """After the first order: the client has an account manager from now on, unless he had one."""
        client = self.lead_id.partner_id.commercial_partner_id
        group = client.client_group_id
        if group and not group.key_account_manager_id:
            group.key_account_manager_id = self.to_user_id
        elif client and not group and not client.user_id:
            client.user_id = self.to_user_id

    def _give_back(self, reason, note, keep_meeting):
        """The request is again with whoever handed it over; the portrait's owner hears why.

        :param keep_meeting: a meeting still to come is led by whoever gets the request back; otherwise it is called off
        """
        self.ensure_one()
        self._check_answerable()
        # Nobody writes these but by the button; the meeting is a colleague's.
        handover = self.sudo()
        handover.write(
            {
                "state": "returned",
                "answered_on": fields.Datetime.now(),
                "return_reason_id": reason.id,
                "return_note": note,
            }
        )
        handover.lead_id._follow_handovers()
        handover._settle_meeting(keep_meeting)
        self._close()
        text = self.env._(
            "%(user)s returns %(request)s: %(reason)s. %(note)s",
            user=self.env.user.name,
            request=handover.lead_id.name,
            reason=reason.name,
            note=note or "",
        )
        self._tell(handover.from_user_id, text)
        handover.lead_id.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=handover.from_user_id.id,
            summary=self.env._("Returned: %(reason)s", reason=reason.name),
            note=note,
        )
        owner = handover.portrait_owner_id
        if reason.is_of_portrait and owner:
            handover.portrait_id.message_post(
                body=text, author_id=self.env.user.partner_id.id, partner_ids=owner.partner_id.ids
            )

    def _settle_meeting(self, keep):
        meeting = self.meeting_id
        if not meeting or meeting.start <= fields.Datetime.now():
            return
        if keep:
            leaving, coming = self.to_user_id.partner_id, self.from_user_id.partner_id
            meeting.write(
                {
                    "user_id": self.from_user_id.id,
                    "partner_ids": [fields.Command.unlink(leaving.id), fields.Command.link(coming.id)],
                }
            )
        else:
            meeting.active = False

    def _withdraw(self):
        # Who may is checked before; the state is nobody's to write.
        for handover in self.sudo():
            handover.write({"state": "withdrawn", "answered_on": fields.Datetime.now()})
            handover._settle_meeting(keep=True)
        self.lead_id._follow_handovers()

    def _close(self):
        """Nobody is asked to answer any more."""
        # The activity is of whoever was asked; a director or the giver may have answered.
        self.sudo().activity_ids.action_feedback()

    def _tell(self, user, text):
        self.ensure_one()
        if user != self.env.user:
            self.message_post(body=text, partner_ids=user.partner_id.ids)
        else:
            self._message_log(body=text)
