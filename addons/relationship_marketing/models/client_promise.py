from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.promise_state import promise_state

REMINDER = "relationship_marketing.mail_activity_type_promise"
TITLE_LENGTH = 80
SETTLED_ON = ("kept_on", "broken_on", "withdrawn_on")


class ClientPromise(models.Model):
    """What one side promised the other, until when, and what became of it (R6; 003: obligations are fixed).

    The state follows from dates: the day it was kept, broken or withdrawn. Each move of the due date is recorded
    as a ``client.promise.move``, so that the first one and every reason stay.
    """

    _name = "client.promise"
    _description = "Promise"
    _inherit = [
        "client.record.mixin",
        "client.message.mixin",
        "client.reminder.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due, id"
    _mail_post_access = "read"

    name = fields.Text("What was promised", required=True)
    side = fields.Selection(
        [("ours", "Ours to the client"), ("theirs", "Theirs to us")],
        required=True,
        default="ours",
        tracking=True,
    )
    given_on = fields.Date("Given on", required=True, default=fields.Date.context_today)
    due = fields.Date(required=True, tracking=True, index=True)
    first_due = fields.Date("First due date", readonly=True, copy=False)
    move_ids = fields.One2many("client.promise.move", "promise_id", string="Moves of the due date")
    responsible_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
        help="Our colleague who keeps the promise, or watches over theirs.",
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Person of theirs",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        help="Who of them gave the promise, or to whom we gave ours.",
    )
    lead_id = fields.Many2one("crm.lead", check_company=True, ondelete="set null", index="btree_not_null")
    order_id = fields.Many2one("sale.order", check_company=True, ondelete="set null", index="btree_not_null")

    kept_on = fields.Date("Kept on", copy=False, tracking=True)
    broken_on = fields.Date("Broken on", copy=False, readonly=True, tracking=True)
    broken_by = fields.Selection(
        [("declared", "Declared"), ("lapsed", "Still open long after it was due")],
        string="Broken as",
        copy=False,
        readonly=True,
    )
    broken_reason = fields.Text("Why it was broken", copy=False)
    withdrawn_on = fields.Date("Withdrawn on", copy=False, readonly=True, tracking=True)
    withdrawn_by_id = fields.Many2one("res.users", string="Withdrawn by", copy=False, readonly=True)
    released_by_id = fields.Many2one(
        "res.partner",
        string="Released by",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Who of theirs said that it is no longer wanted.",
    )
    withdrawn_reason = fields.Text("Why it was withdrawn", copy=False)
    reminded_on = fields.Date("Reminded on", copy=False, readonly=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("kept", "Kept"),
            ("late", "Kept late"),
            ("broken", "Broken"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_state",
        inverse="_inverse_state",
        store=True,
        index=True,
        tracking=True,
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_is_overdue")
    days_overdue = fields.Integer("Days overdue", compute="_compute_is_overdue")

    _given_before_due = models.Constraint("CHECK (given_on <= due)", "The promise is due before it was given.")
    _open_idx = models.Index("(company_id, due) WHERE state = 'open'")

    @api.depends("due", "kept_on", "broken_on", "withdrawn_on")
    def _compute_state(self):
        for promise in self:
            promise.state = promise_state(promise.due, promise.kept_on, promise.broken_on, promise.withdrawn_on)

    def _inverse_state(self):
        """Naming a state enters its day, today; which state follows from the days is computed again."""
        today = fields.Date.context_today(self)
        for promise in self:
            state = promise.state
            if state in ("kept", "late"):
                promise.kept_on = promise.kept_on or today
            elif state == "broken":
                promise.write({"broken_on": promise.broken_on or today, "broken_by": promise.broken_by or "declared"})
            elif state == "withdrawn":
                promise.withdrawn_on = promise.withdrawn_on or today
            elif any(promise[name] for name in SETTLED_ON):
                promise.action_reopen()
        self.env.add_to_compute(self._fields["state"], self)

    @api.depends("state", "due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for promise in self:
            late = (today - promise.due).days if promise.state == "open" and promise.due else 0
            promise.days_overdue = max(late, 0)
            promise.is_overdue = late > 0

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "open"), ("due", "<", fields.Date.context_today(self))]

    @api.depends("name")
    def _compute_display_name(self):
        for promise in self:
            line = next(iter((promise.name or "").strip().splitlines()), "")
            promise.display_name = line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"

    @api.constrains("given_on", *SETTLED_ON)
    def _check_settled_on(self):
        today = fields.Date.context_today(self)
        for promise in self:
            for day in filter(None, (promise[name] for name in SETTLED_ON)):
                if not promise.given_on <= day <= today:
                    raise ValidationError(
                        self.env._(
                            "“%(promise)s” is settled between the day it was given and today, not on %(day)s.",
                            promise=promise.display_name,
                            day=day,
                        )
                    )

    @api.constrains("withdrawn_on", "withdrawn_reason", "released_by_id", "side")
    def _check_withdrawn(self):
        """Nobody drops our own promise in silence: the client lets us off, or a director answers for it.

        Not asked of the system, which loads history as it finds it.
        """
        if self.env.uid == SUPERUSER_ID:
            return
        for promise in self.filtered("withdrawn_on"):
            if not (promise.withdrawn_reason or "").strip():
                raise ValidationError(self.env._("Say why “%(promise)s” is withdrawn.", promise=promise.display_name))
            is_director = promise.withdrawn_by_id.has_group("relationship_marketing.group_director")
            if promise.side == "ours" and not promise.released_by_id and not is_director:
                raise ValidationError(
                    self.env._(
                        "“%(promise)s” is our promise: name the person of theirs who released us from it,"
                        " or ask a director to withdraw it.",
                        promise=promise.display_name,
                    )
                )

    @api.constrains("broken_on", "broken_by", "broken_reason")
    def _check_broken(self):
        """Whoever declares a promise broken says why; history is loaded as it is found."""
        if self.env.uid == SUPERUSER_ID:
            return
        for promise in self:
            if promise.broken_by == "declared" and not (promise.broken_reason or "").strip():
                raise ValidationError(self.env._("Say why “%(promise)s” was broken.", promise=promise.display_name))

    @api.constrains("person_id", "partner_id")
    def _check_person(self):
        for promise in self:
            if promise.person_id and promise.person_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a company: a promise is given by a person, or by none that is known.",
                        name=promise.person_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            vals["first_due"] = vals.get("due")
            vals.pop("withdrawn_by_id", None)
            due = fields.Date.to_date(vals.get("due"))
            if due and not vals.get("given_on"):  # recorded afterwards: given by then at the latest
                settled = filter(None, (fields.Date.to_date(vals.get(name)) for name in SETTLED_ON))
                vals["given_on"] = min(due, fields.Date.context_today(self), *settled)
            if not vals.get("partner_id") and vals.get("person_id"):
                vals["partner_id"] = vals["person_id"]
            if vals.get("withdrawn_on"):
                vals["withdrawn_by_id"] = self.env.uid
        return super().create(vals_list)

    def write(self, vals):
        """Each move of the due date is recorded; a promise that is settled reminds nobody any more."""
        if "first_due" in vals:
            raise UserError(self.env._("The first due date stays as it was given."))
        if "due" in vals:
            self._record_moves(fields.Date.to_date(vals["due"]))
        if vals.get("withdrawn_on") or vals.get("withdrawn_by_id"):
            vals = {**vals, "withdrawn_by_id": self.env.uid}
        if any(name in vals and not vals[name] and any(self.mapped(name)) for name in SETTLED_ON):
            self._check_may_reopen()
        if vals.get("active") is False and not self._may_hide():
            raise UserError(self.env._("Only a director archives promises: a promise made is not hidden."))
        result = super().write(vals)
        settled = self.filtered(lambda promise: promise.state != "open" and promise.activity_ids)
        if settled:
            settled.activity_unlink([REMINDER])
        return result

    def _check_may_reopen(self):
        if not (self.env.su or self.env.user.has_group("relationship_marketing.group_account_manager")):
            raise UserError(self.env._("Only an account manager opens a settled promise again."))

    def _may_hide(self):
        return self.env.su or self.env.user.has_group("relationship_marketing.group_director")

    def _record_moves(self, due):
        """Add the move to ``due`` where the date was not written by a move."""
        moved = self.filtered(lambda promise: due not in (promise.due, promise.move_ids.sorted("id")[-1:].new_due))
        self.env["client.promise.move"].create([{"promise_id": promise.id, "new_due": due} for promise in moved])

    def _move_due(self, due):
        """Set the due date of the latest ``client.promise.move``, and take the reminder along."""
        self.ensure_one()
        reminder = self.env.ref(REMINDER)
        # Reminders of all colleagues move along, whoever moves the date.
        reminders = self.sudo().activity_ids.filtered(lambda activity: activity.activity_type_id == reminder)
        reminders.write({"date_deadline": due})
        self.write({"due": due, "reminded_on": fields.Date.context_today(self) if reminders else False})
