from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError

from ..engine import tie_sql


class ClientTieTransfer(models.Model):
    """A person of theirs handed over from one of us to another (R7).

    It says to whom, not why: no verdict on the person is stored anywhere. Seen by those concerned and directors only;
    hence no chatter, no tracking and no followers, and the one who is asked has a to-do that only he sees.
    """

    _name = "client.tie.transfer"
    _description = "Hand-over of a business contact"
    _order = "proposed_on DESC, id DESC"

    tie_id = fields.Many2one("client.tie", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Person", related="tie_id.partner_id", store=True, index=True)
    group_id = fields.Many2one(
        "client.group", string="Client group", related="tie_id.group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", related="tie_id.company_id", store=True, index=True
    )
    from_user_id = fields.Many2one(
        "res.users", string="Handed over by", related="tie_id.user_id", store=True, index=True
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="Handed over to",
        index="btree_not_null",
        domain="[('share', '=', False), ('id', '!=', from_user_id)]",
        help="A colleague of the client team. Empty: a director decides.",
    )
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("declined", "Declined"), ("withdrawn", "Withdrawn")],
        required=True,
        default="proposed",
        readonly=True,
    )
    proposed_on = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    answered_on = fields.Date(readonly=True)
    answer = fields.Char("A word to it")
    activity_id = fields.Many2one(
        "mail.activity", string="To-do", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    can_answer = fields.Boolean(compute="_compute_what_i_can")
    can_propose = fields.Boolean(compute="_compute_what_i_can")

    _one_open = models.UniqueIndex(
        "(tie_id) WHERE state = 'proposed'", "A hand-over of this contact is already proposed."
    )

    @api.depends("partner_id", "to_user_id")
    def _compute_display_name(self):
        for transfer in self:
            transfer.display_name = f"{transfer.partner_id.name} → {transfer.to_user_id.name or '?'}"

    @api.depends("to_user_id", "tie_id", "state")
    @api.depends_context("uid")
    def _compute_what_i_can(self):
        for transfer in self:
            is_open = transfer.state == "proposed"
            transfer.can_answer = is_open and transfer.to_user_id == self.env.user
            transfer.can_propose = bool(is_open and transfer.tie_id and transfer.tie_id._may_hand_over())

    @api.constrains("tie_id", "to_user_id")
    def _check_to_user_id(self):
        for transfer in self.filtered("to_user_id"):
            colleague, group = transfer.to_user_id, transfer.group_id
            if colleague == transfer.tie_id.user_id:
                raise ValidationError(self.env._("%(user)s holds this contact already.", user=colleague.name))
            if colleague.share or not colleague.active:
                raise ValidationError(self.env._("%(user)s is no colleague of ours.", user=colleague.name))
            team = group.member_ids.user_id | group.key_account_manager_id
            if team and colleague not in team:
                raise ValidationError(
                    self.env._(
                        "%(user)s is not in the client team of %(client)s: add this colleague there first.",
                        user=colleague.name,
                        client=group.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A hand-over begins as a proposal, by whose tie it is, the account manager or a director."""
        if not self.env.su:
            vals_list = [{name: vals.get(name) for name in ("tie_id", "to_user_id")} for vals in vals_list]
            ties = self.env["client.tie"].browse(vals["tie_id"] for vals in vals_list if vals["tie_id"])
            if not all(tie._may_hand_over() for tie in ties):
                raise AccessError(self._who_may())
            if not all(vals["to_user_id"] for vals in vals_list):
                raise UserError(self.env._("Say to whom the contact is handed over."))
        transfers = super().create(vals_list)
        transfers._notify()
        return transfers

    def write(self, vals):
        """Only the word of whoever answers, and the colleague of an open proposal, are changed by hand."""
        if not self.env.su:
            for transfer in self:
                allowed = ({"answer"} if transfer.can_answer else set()) | (
                    {"to_user_id"} if transfer.can_propose else set()
                )
                if set(vals) - allowed:
                    raise AccessError(self._who_may())
        result = super().write(vals)
        if "to_user_id" in vals:
            self._notify()
        return result

    def _who_may(self):
        return self.env._(
            "A contact is handed over by whose tie it is, the key account manager or a director, and taken over by"
            " whom it is proposed to."
        )

    def _notify(self):
        """A to-do for each colleague who is asked, without a document: nobody else sees it."""
        # The to-do belongs to another colleague than the one who proposes.
        transfers = self.sudo().filtered(lambda transfer: transfer.state == "proposed" and transfer.to_user_id)
        users = transfers.to_user_id
        if not users:
            return
        to_do = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        link = "/odoo/" + self.env.ref("relationship_marketing.client_tie_transfer_action").sudo().path
        quiet = transfers.env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities = quiet.create(
            [
                {
                    "user_id": user.id,
                    "activity_type_id": to_do.id if to_do else False,
                    "summary": self.with_context(lang=user.lang).env._("Business contacts are handed over to you"),
                    "note": Markup('<a href="%s">%s</a>')
                    % (link, self.with_context(lang=user.lang).env._("Open the hand-overs")),
                }
                for user in users
            ]
        )
        before = transfers.activity_id
        self.env.flush_all()
        self.env.cr.execute(tie_sql.remind(transfers.ids, dict(zip(users.ids, activities.ids, strict=True))))
        transfers.invalidate_recordset(["activity_id"])
        before._no_longer_needed()

    def _close(self, state):
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self.env._("A colleague is answering this hand-over just now: look again.")) from error
        if self.filtered(lambda transfer: transfer.state != "proposed"):
            raise UserError(self.env._("This hand-over was answered already."))
        # The state is written by these buttons alone, after they have looked who presses them.
        transfers = self.sudo()
        activities = transfers.activity_id
        transfers.write({"state": state, "answered_on": fields.Date.context_today(self), "activity_id": False})
        activities._no_longer_needed()
        return transfers

    def action_accept(self):
        """Take the person over: the tie answers for him from now on, open activities about him come along."""
        if not self.env.su and any(transfer.to_user_id != self.env.user for transfer in self):
            raise AccessError(self.env._("Only whom the contact is handed over to accepts it."))
        if not all(transfer.to_user_id for transfer in self):
            raise UserError(self.env._("Say first to whom the contact is handed over."))
        transfers = self._close("accepted")
        transfers.tie_id._give(transfers)
        transfers._move_activities()
        return True

    def action_decline(self):
        """Say no, if you like with a word."""
        if not self.env.su and any(transfer.to_user_id != self.env.user for transfer in self):
            raise AccessError(self.env._("Only whom the contact is handed over to declines it."))
        self._close("declined")
        return True

    def action_withdraw(self):
        if not self.env.su and not all(transfer.tie_id._may_hand_over() for transfer in self):
            raise AccessError(self._who_may())
        self._close("withdrawn")
        return True

    def _move_activities(self):
        """Open activities of the old owner about the person, also on documents with him, go to the new one."""
        pairs = {(transfer.from_user_id.id, transfer.partner_id.id): transfer.to_user_id for transfer in self}
        persons, old_owners = self.partner_id, self.from_user_id
        about = {("res.partner", person.id): person.id for person in persons}
        for model in ("crm.lead", "sale.order"):
            for document in self.env[model].search_fetch([("partner_id", "in", persons.ids)], ["partner_id"]):
                about[model, document.id] = document.partner_id.id
        activities = self.env["mail.activity"].search(
            [("user_id", "in", old_owners.ids), ("res_model", "in", ["res.partner", "crm.lead", "sale.order"])]
        )
        moved = activities.grouped(
            lambda activity: pairs.get((activity.user_id.id, about.get((activity.res_model, activity.res_id))))
        )
        for new_owner, own in moved.items():
            if new_owner:
                own.with_context(mail_activity_quick_update=True).user_id = new_owner

    @api.model
    def _propose_for(self, users):
        """Propose successors for all ties of ``users``, who leave; a constant number of queries, none twice."""
        self.env.flush_all()
        today, now = fields.Date.context_today(self), fields.Datetime.now()
        rows = self.env.execute_query(tie_sql.propose_successors(users.ids, today, self.env.uid, now))
        self.invalidate_model()
        self.browse(transfer_id for transfer_id, _to in rows)._notify()
