from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

# A map of more cards than this begins as a list.
DIVISIONS_DRAWN = 300


class ClientGroup(models.Model):
    """Groups are joined and divisions split off, each time as an event that can be undone (R1)."""

    _inherit = "client.group"

    joined_into_id = fields.Many2one(
        "client.group",
        string="Joined into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Where the divisions of this group went.",
    )
    event_ids = fields.Many2many(
        "client.group.event",
        "client_group_event_rel",
        "group_id",
        "event_id",
        string="Joinings and splittings",
        readonly=True,
        copy=False,
    )

    def write(self, vals):
        """A group opened again by hand no longer points to where it went."""
        if vals.get("active") and "joined_into_id" not in vals:
            vals = {**vals, "joined_into_id": False}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        for group in self.filtered("event_ids"):
            raise UserError(
                self.env._("%(group)s has a history of joinings and splittings: archive it instead.", group=group.name)
            )

    def _final(self):
        """The group this one was joined into, and that one in turn; itself where it was not."""
        self.ensure_one()
        group, seen = self, self.browse()
        while group.joined_into_id and group not in seen:
            seen |= group
            group = group.joined_into_id
        return group

    @api.model
    def _lock_membership(self, groups, partners):
        """Nobody else changes which of these belongs to which until this transaction ends.

        :raises UserError: where somebody else is at it
        """
        try:
            groups.sorted("id").lock_for_update(allow_referencing=True)
            partners.sorted("id").lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is joining or splitting these clients at this moment: try again shortly.")
            ) from error
        groups.invalidate_recordset(["active", "joined_into_id"])
        partners.invalidate_recordset(["client_group_id"])

    def _check_one_owner(self):
        """Groups of different companies of ours are not one client's: each would see the other's."""
        owners = {group.company_id for group in self}
        if len(owners) > 1:
            raise UserError(
                self.env._(
                    "%(groups)s do not belong to the same of our companies: give them the same company first.",
                    groups=", ".join(self.mapped("name")),
                )
            )

    def _join(self, into, reason=False, link=None):
        """Join these groups into ``into``: its divisions are theirs too, they are archived and point to it.

        :raises UserError: where a group is archived, belongs to another company, or is being changed by somebody else
        :returns: the ``client.group.event``
        """
        # Who may tend groups may move their divisions, whatever else of a contact he may change.
        into, groups = into.sudo(), (self - into).sudo()
        partners = self._companies_of(groups)
        self._lock_membership(into | groups, partners)
        partners = self._companies_of(groups)
        (into | groups)._check_one_owner()
        if away := (into | groups).filtered(lambda group: not group.active):
            raise UserError(self.env._("%(group)s is archived: only groups in use can be joined.", group=away[0].name))
        if not groups:
            raise UserError(self.env._("Choose at least two groups to join."))
        moves = [(partner, partner.client_group_id, into) for partner in partners]
        partners._set_client_group(into)
        values = into._prepare_taken_over(groups)
        groups.write({"active": False, "joined_into_id": into.id})
        return into._log_event("join", moves, reason, link, groups=groups, archived_group_ids=groups.ids, **values)

    def _take(self, partners, reason=False, link=None, created=False):
        """Companies that belong to no group join this one, those below them too.

        :returns: the ``client.group.event``
        """
        # As in _join.
        group, partners = self.sudo(), partners.sudo()
        below = partners.with_context(active_test=False).search(
            [("id", "child_of", partners.ids), ("is_company", "=", True), ("client_group_id", "=", False)]
        )
        partners |= below
        self._lock_membership(group, partners)
        moves = [(partner, partner.client_group_id, group) for partner in partners]
        partners._set_client_group(group)
        return group._log_event("join", moves, reason, link, created_group_id=created and group.id)

    def _split_off(self, divisions, into=None, name=None, reason=False, link=None):
        """Divisions of this group leave it for ``into``, or for a new group called ``name``.

        :raises UserError: where nothing would be left, or the divisions are not of this group (any more)
        :returns: the ``client.group.event``
        """
        # As in _join.
        group, divisions = self.sudo(), divisions.sudo()
        target = into.sudo() if into else self.browse().sudo()
        self._lock_membership(group | target, divisions)
        if strange := divisions.filtered(lambda division: division.client_group_id != group):
            raise UserError(
                self.env._(
                    "%(division)s is not a division of %(group)s.", division=strange[0].display_name, group=group.name
                )
            )
        if not divisions:
            raise UserError(self.env._("Choose the divisions to split off."))
        if target == group:
            raise UserError(self.env._("The divisions are in %(group)s already.", group=group.name))
        if target and not target.active:
            raise UserError(self.env._("%(group)s is archived: only groups in use can be joined.", group=target.name))
        if not self._companies_of(group) - divisions:
            raise UserError(
                self.env._("Nothing would be left of %(group)s: join it into the other group.", group=group.name)
            )
        (group | target)._check_one_owner()
        created = False
        if not target:
            target = created = group.create(
                {
                    "name": name or divisions[0].name,
                    "company_id": group.company_id.id,
                    "key_account_manager_id": group.key_account_manager_id.id,
                }
            )
        moves = [(division, group, target) for division in divisions]
        divisions._set_client_group(target)
        return group._log_event("split", moves, reason, link, groups=target, created_group_id=created and created.id)

    @api.model
    def _companies_of(self, groups):
        """Whoever is in these groups by himself: companies, and people without a company; archived ones too."""
        return (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .search([("client_group_id", "in", groups.ids), "|", ("is_company", "=", True), ("parent_id", "=", False)])
        )

    def _prepare_taken_over(self, groups):
        """The team and the open activities of ``groups`` go on here; what else is theirs stays with them."""
        self.ensure_one()
        known = {(member.user_id, member.function) for member in self.member_ids}
        brought = []
        for member in groups.member_ids:
            if (member.user_id, member.function) not in known:
                known.add((member.user_id, member.function))
                brought.append({"group_id": self.id, "user_id": member.user_id.id, "function": member.function})
        activities = self.env["mail.activity"].search([("res_model", "=", self._name), ("res_id", "in", groups.ids)])
        origins = {str(activity.id): activity.res_id for activity in activities}
        activities.write({"res_id": self.id})
        return {"member_ids": self.member_ids.create(brought).ids, "activity_origins": origins or False}

    def _log_event(self, kind, moves, reason, link, groups=(), **values):
        self.ensure_one()
        concerned = self.union(*groups, *(former | then for _partner, former, then in moves))
        event = self.env["client.group.event"].create(
            {
                "kind": kind,
                "user_id": self.env.uid,
                "reason": reason,
                "group_id": self.id,
                "group_ids": concerned.ids,
                "link_id": link and link.id,
                "line_ids": self.env["client.group.event.line"]._prepare(moves),
                **values,
            }
        )
        concerned._tell_of_event(event)
        return event

    def _tell_of_event(self, event):
        """A note in the chatter of each group concerned."""
        names = ", ".join(event.line_ids.mapped("partner_name"))
        others = ", ".join((event.group_ids - event.group_id).mapped("name"))
        texts = {
            "join": self.env._("Joined into %(group)s: %(divisions)s.", group=event.group_id.name, divisions=names),
            "split": self.env._(
                "Split off from %(group)s to %(others)s: %(divisions)s.",
                group=event.group_id.name,
                others=others,
                divisions=names,
            ),
            "undo": self.env._("Undone, back where they were: %(divisions)s.", divisions=names),
        }
        self._note(texts[event.kind])

    def _note(self, text):
        """The same note in the chatter of each of these groups."""
        for group in self:
            group.message_post(body=text)

    def action_open_division_map(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.division_map_action")
        first = "hierarchy" if self.division_count <= DIVISIONS_DRAWN else "list"
        return {
            **action,
            "display_name": self.env._("Division map of %(group)s", group=self.name),
            "domain": [("client_group_id", "=", self.id), ("is_company", "=", True)],
            "context": {},
            "views": sorted(action["views"], key=lambda view: view[1] != first),
        }

    def action_open_links(self):
        """Links of its divisions as seen from them; those within the client are read once."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_link_reading_action")
        domain = [
            ("partner_id.client_group_id", "=", self.id),
            "|",
            ("is_back", "=", False),
            ("other_partner_id.client_group_id", "!=", self.id),
        ]
        return {**action, "domain": domain}

    def action_open_events(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_group_event_action")
        return {**action, "domain": [("group_ids", "in", self.ids)], "context": {"active_test": False}}
