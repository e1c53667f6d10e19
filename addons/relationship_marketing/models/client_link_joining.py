import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)


class ClientLink(models.Model):
    """What a link that holds does to client groups and to the division map (R1)."""

    _inherit = "client.link"

    is_in_force = fields.Boolean("Holds today", compute="_compute_is_in_force", search="_search_is_in_force")
    is_joined = fields.Boolean(
        "Client groups joined", readonly=True, copy=False, help="What this link says of client groups has been done."
    )
    is_end_told = fields.Boolean(readonly=True, copy=False)
    event_ids = fields.One2many("client.group.event", "link_id", string="Joinings and splittings", readonly=True)
    joining_id = fields.Many2one(
        "client.group.event",
        compute="_compute_joining_id",
        string="Joining that stands",
        help="What this link joined and nobody has taken back.",
    )

    @api.depends("date_from", "date_to", "active")
    def _compute_is_in_force(self):
        today = fields.Date.context_today(self)
        for link in self:
            link.is_in_force = (
                link.active
                and (not link.date_from or link.date_from <= today)
                and (not link.date_to or link.date_to >= today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        not_ended = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        return Domain("active", "=", True) & begun & not_ended

    @api.depends("event_ids.undone_by_id")
    def _compute_joining_id(self):
        rows = self.env["client.group.event"]._read_group(
            [("link_id", "in", self.ids), ("kind", "=", "join"), ("undone_by_id", "=", False)],
            ["link_id"],
            ["id:max"],
        )
        last = {link.id: event_id for link, event_id in rows}
        for link in self:
            link.joining_id = last.get(link.id)

    def _settle(self, partners=None):
        """Have client groups and the division map say what these links say today.

        :param partners: who stood on the lower side before
        """
        for link in self:
            link._join_clients()
        self.env["res.partner"]._refresh_client_parents(self.partner_id | (partners or self.partner_id))

    def _join_clients(self):
        """Join both sides into one client group, once, from the day on which the link holds.

        :returns: the ``client.group.event``, or an empty recordset where there was nothing to join
        """
        self.ensure_one()
        event = self.env["client.group.event"]
        if self.is_joined or not self.is_in_force or not self.type_id.same_client:
            return event
        # Which groups there are does not depend on who links; joining refuses those of another company.
        lower, upper = self.sudo().partner_id.commercial_partner_id, self.sudo().other_partner_id.commercial_partner_id
        self.env["client.group"]._lock_membership(lower.client_group_id | upper.client_group_id, lower | upper)
        below, above = lower.client_group_id, upper.client_group_id
        reason = self.env._("Link: %(link)s", link=self.display_name)
        if not below and not above:
            if len(owners := (lower | upper).company_id) > 1:
                raise UserError(
                    self.env._(
                        "%(client)s and %(other)s belong to different companies of ours.",
                        client=lower.display_name,
                        other=upper.display_name,
                    )
                )
            shared = lower.company_id != upper.company_id
            group = above.create({"name": upper.name, "company_id": False if shared else owners.id})
            event = group._take(lower | upper, reason, self, created=True)
        elif not above:
            event = below._take(upper, reason, self)
        elif not below:
            event = above._take(lower, reason, self)
        elif below != above:
            event = below._join(above, reason, self)
        self.sudo().write({"is_joined": True})
        return event

    def action_end(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the link"),
            "res_model": "client.link.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_link_id": self.id},
        }

    def action_split_again(self):
        for link in self:
            link.check_access("write")
            link._split_again()

    def _split_again(self, reason=False):
        """Take back what this link joined: exactly, where nothing has changed since, else split its lower side off.

        :returns: the ``client.group.event``
        :raises UserError: where there is nothing to split off
        """
        self.ensure_one()
        if self.joining_id and not self.joining_id._find_blocker():
            return self.joining_id._undo(reason)
        division = self.sudo().partner_id.commercial_partner_id
        if not division.client_group_id:
            raise UserError(self.env._("%(client)s belongs to no client group any more.", client=division.display_name))
        return division.client_group_id._split_off(division, reason=reason, link=self)

    @api.model
    def _cron_follow_the_day(self):
        """Links that begin or end today: groups are joined, the map is redrawn, an ended link is told of, once."""
        run = self.env["client.job.run"]._start(self.env._("Links that begin or end"))
        done = self.env["res.partner"]._refresh_client_parents()
        done += self._move_stragglers()
        self.env["ir.cron"]._commit_progress(done)
        refused = []
        begun = self.search([("is_in_force", "=", True), ("is_joined", "=", False), ("type_id.same_client", "=", True)])
        for link in begun:
            try:
                with self.env.cr.savepoint():
                    link._join_clients()
                done += 1
            except UserError as error:
                refused.append(self.env._("%(link)s: %(why)s", link=link.display_name, why=error))
            self.env["ir.cron"]._commit_progress(1)
        done += self._tell_of_ended()
        run._finish(done, "\n".join(refused) or False)

    @api.model
    def _move_stragglers(self):
        """Companies put into a group while it was joined away follow it.

        :returns: how many
        """
        partners = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search(
                [
                    ("client_group_id.joined_into_id", "!=", False),
                    "|",
                    ("is_company", "=", True),
                    ("parent_id", "=", False),
                ]
            )
        )
        for group, followers in partners.grouped("client_group_id").items():
            into = group._final()
            followers._set_client_group(into)
            moves = [(partner, group, into) for partner in followers]
            into._log_event("join", moves, self.env._("Came after the groups were joined."), None)
        return len(partners)

    @api.model
    def _tell_of_ended(self):
        """Whoever tends the group is asked, once, whether what an ended link joined is to be split off again.

        :returns: how many links
        """
        ended = self.with_context(active_test=False).search(
            [("is_joined", "=", True), ("is_end_told", "=", False), ("date_to", "<", "today")]
        )
        for link in ended.filtered("joining_id"):
            group = link.partner_id.client_group_id
            if group and group == link.other_partner_id.client_group_id:
                group.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Still one client?"),
                    note=self.env._(
                        "%(link)s has ended: decide whether it is split off again.", link=link.display_name
                    ),
                    user_id=group.key_account_manager_id.id or self.env.uid,
                )
        ended.write({"is_end_told": True})
        return len(ended)
