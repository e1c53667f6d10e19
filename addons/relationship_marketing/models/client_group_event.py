from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientGroupEvent(models.Model):
    """What made divisions change their client group: a joining, a splitting, or the undoing of one (R1).

    Written by the joining and splitting themselves, never by hand; it holds all that is needed to restore exactly
    what was before.
    """

    _name = "client.group.event"
    _description = "Joining or splitting of client groups"
    _order = "date DESC, id DESC"

    kind = fields.Selection(
        [("join", "Joined"), ("split", "Split off"), ("undo", "Undone")], required=True, readonly=True
    )
    date = fields.Datetime("When", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="Who", readonly=True, default=lambda self: self.env.user)
    reason = fields.Text("Why", readonly=True)
    group_id = fields.Many2one(
        "client.group",
        string="Client group",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Joined into, or split off from.",
    )
    group_ids = fields.Many2many(
        "client.group", "client_group_event_rel", "event_id", "group_id", string="Groups concerned", readonly=True
    )
    line_ids = fields.One2many("client.group.event.line", "event_id", string="Moved", readonly=True)
    link_id = fields.Many2one(
        "client.link", string="Because of", readonly=True, index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", related="group_id.company_id", store=True, index="btree_not_null")
    undoes_id = fields.Many2one("client.group.event", readonly=True, index="btree_not_null")
    undone_by_id = fields.Many2one("client.group.event", readonly=True, index="btree_not_null")

    created_group_id = fields.Many2one("client.group", string="New group", readonly=True)
    archived_group_ids = fields.Many2many(
        "client.group", "client_group_event_archived_rel", "event_id", "group_id", string="Joined away", readonly=True
    )
    member_ids = fields.Many2many(
        "client.group.member",
        "client_group_event_member_rel",
        "event_id",
        "member_id",
        string="Team members brought along",
        readonly=True,
    )
    activity_origins = fields.Json("Activities brought along", readonly=True, help="{activity id: group id}")
    moved_count = fields.Integer("Moved companies", compute="_compute_moved_count")
    blocker = fields.Char("What stands in the way of undoing", compute="_compute_blocker")

    _undone_once = models.UniqueIndex("(undoes_id) WHERE undoes_id IS NOT NULL", "This has been undone already.")

    @api.depends("kind", "group_id", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            event.display_name = f"{kinds.get(event.kind, '')} – {event.group_id.name or ''}"

    @api.depends("line_ids")
    def _compute_moved_count(self):
        counts = dict(
            self.env["client.group.event.line"]._read_group([("event_id", "in", self.ids)], ["event_id"], ["__count"])
        )
        for event in self:
            event.moved_count = counts.get(event, 0)

    @api.depends(
        "undone_by_id",
        "line_ids.partner_id.client_group_id",
        "line_ids.from_group_id.joined_into_id",
        "archived_group_ids.active",
        "archived_group_ids.joined_into_id",
    )
    def _compute_blocker(self):
        for event in self:
            event.blocker = event._find_blocker()

    def _find_blocker(self):
        """What has changed since, in one sentence; nothing where the event can be undone exactly."""
        self.ensure_one()
        # Also what the user may not see decides whether the former state can come back.
        event = self.sudo().with_context(active_test=False)
        if event.kind == "undo":
            return self.env._("An undoing is not undone: join or split the groups again.")
        if event.undone_by_id:
            return self.env._("This has been undone already.")
        lines = event.line_ids.filtered("partner_id")
        for line in lines:
            if line.partner_id.client_group_id != line.to_group_id:
                return self.env._(
                    "%(division)s is no longer in %(group)s but in %(now)s: undo that first.",
                    division=line.partner_id.display_name,
                    group=line.to_group_id.name,
                    now=line.partner_id.client_group_id.name or self.env._("no group"),
                )
        for partner, doubles in lines.grouped("partner_id").items():
            if len(doubles.from_group_id) > 1:
                return self.env._(
                    "%(division)s was merged since from companies of different groups.", division=partner.display_name
                )
        for group in event.archived_group_ids:
            if group.active or group.joined_into_id != event.group_id:
                return self.env._("%(group)s has been opened again since.", group=group.name)
        for group in (lines.from_group_id - event.archived_group_ids).filtered("joined_into_id"):
            return self.env._(
                "%(group)s was joined into %(into)s since: undo that first.",
                group=group.name,
                into=group.joined_into_id.name,
            )
        return False

    def action_undo(self):
        """Restore the membership before the event.

        :raises UserError: where something has changed since, saying what, or somebody else is at work on it
        """
        for event in self:
            event.group_id.check_access("write")
            event._undo()

    def _undo(self, reason=False):
        self.ensure_one()
        # Whoever may tend the group may take its last joining back, whatever else of it he may change.
        event = self.sudo().with_context(active_test=False)
        self.env["client.group"]._lock_membership(event.group_ids, event.line_ids.partner_id)
        event.invalidate_recordset()
        if blocker := self._find_blocker():
            raise UserError(blocker)
        event.archived_group_ids.write({"active": True, "joined_into_id": False})
        for former, lines in event.line_ids.filtered("partner_id").grouped("from_group_id").items():
            lines.partner_id._set_client_group(former)
        undo = event.create(
            {
                "kind": "undo",
                "user_id": self.env.uid,
                "reason": reason or False,
                "group_id": event.group_id.id,
                "group_ids": [(6, 0, event.group_ids.ids)],
                "undoes_id": event.id,
                "link_id": event.link_id.id,
                "line_ids": event.line_ids._prepare(
                    (line.partner_id, line.to_group_id, line.from_group_id)
                    for line in event.line_ids.filtered("partner_id")
                ),
            }
        )
        event.undone_by_id = undo
        event._give_back()
        event.group_ids._tell_of_event(undo)
        return undo

    def _give_back(self):
        """Team members and activities return to the groups they came from; a group made for the event is closed."""
        origins = self.activity_origins or {}
        activities = self.env["mail.activity"].with_context(active_test=False)
        for activity in activities.browse(map(int, origins)).exists():
            if activity.res_model == "client.group" and activity.res_id == self.group_id.id:
                activity.res_id = origins[str(activity.id)]
        self.member_ids.unlink()
        created = self.created_group_id
        if created and not self.env["res.partner"].with_context(active_test=False).search_count(
            [("client_group_id", "=", created.id)], limit=1
        ):
            created.active = False

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("The history of joinings and splittings is not deleted."))
