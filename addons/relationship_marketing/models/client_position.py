from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_date

from ..engine import position_sql

VIEWS = [("ours", "As we see it"), ("theirs", "As the client says it")]
# Observed behaviour older than this says nothing about today.
BEHAVIOUR_DAYS = 365


class ClientPosition(models.Model):
    """Where a client sees us as a supplier from a day on: risk/significance × total value, 0–100 (R9; ``003``).

    Append-only: a row is added when what it is computed from has changed, when somebody moves the client by hand
    and when that is taken back; the last one is in force. A place set by hand stands beside the computed one, with
    who, when and why, until it is taken back. Unknown figures are NULL.
    """

    _name = "client.position"
    _description = "Supplier position"
    _order = "date DESC, id DESC"
    _rec_name = "group_id"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    view = fields.Selection(VIEWS, string="Whose view", required=True, readonly=True, default="ours")
    date = fields.Date("Since", required=True, readonly=True)
    origin = fields.Selection(
        [("computed", "Computed"), ("moved", "Moved by hand"), ("undone", "Move taken back")],
        string="What happened",
        required=True,
        readonly=True,
        default="computed",
    )
    is_current = fields.Boolean("In force", readonly=True)
    basis = fields.Char(readonly=True, help="A fingerprint of what it was computed from.")

    risk = fields.Float("Risk and significance", digits=(16, 1), readonly=True, aggregator="avg")
    value = fields.Float("Total value", digits=(16, 1), readonly=True, aggregator="avg")
    is_placed = fields.Boolean("Has a place", readonly=True, help="Both axes are known.")
    cell_id = fields.Many2one("client.position.cell", readonly=True, index="btree_not_null")
    behaviour = fields.Text(related="cell_id.behaviour")
    advice = fields.Text(related="cell_id.advice")

    computed_risk = fields.Float("Computed risk and significance", digits=(16, 1), readonly=True, aggregator="avg")
    computed_value = fields.Float("Computed total value", digits=(16, 1), readonly=True, aggregator="avg")
    known_risk = fields.Float("Known part of risk", readonly=True, aggregator="avg")
    known_value = fields.Float("Known part of value", readonly=True, aggregator="avg")
    has_computed_risk = fields.Boolean("Risk is known", readonly=True)
    has_computed_value = fields.Boolean("Value is known", readonly=True)
    line_ids = fields.One2many("client.position.line", "position_id", string="What it is made of", readonly=True)

    is_moved = fields.Boolean("Set by hand", readonly=True)
    moved_risk = fields.Float("Risk set by hand", digits=(16, 1), readonly=True, aggregator=None)
    moved_value = fields.Float("Value set by hand", digits=(16, 1), readonly=True, aggregator=None)
    moved_by_id = fields.Many2one("res.users", string="Moved by", readonly=True)
    moved_on = fields.Date(readonly=True)
    moved_reason = fields.Text("Why it was moved", readonly=True)

    turnover = fields.Monetary(
        "Turnover, last 12 months", readonly=True, help="As it was when this position was computed."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    key_account_manager_id = fields.Many2one(related="group_id.key_account_manager_id")
    is_key_client = fields.Boolean(related="group_id.is_key_client")
    contrary_behaviour_ids = fields.Many2many(
        "client.position.behaviour", string="What contradicts it", compute="_compute_contrary_behaviours"
    )
    is_contradicted = fields.Boolean(
        "Contradicted", compute="_compute_contrary_behaviours", search="_search_is_contradicted"
    )

    _one_current = models.UniqueIndex(
        "(group_id, company_id, view) WHERE is_current IS TRUE", "A client has one position in force."
    )
    _history_idx = models.Index("(group_id, company_id, view, date DESC, id DESC)")
    _placed_idx = models.Index("(company_id, view) WHERE is_current IS TRUE AND is_placed IS TRUE")

    @api.depends("group_id", "date", "view")
    def _compute_display_name(self):
        for position in self:
            position.display_name = self.env._(
                "%(group)s, %(date)s", group=position.group_id.name, date=format_date(self.env, position.date)
            )

    @api.model
    def _behaviour_since(self):
        return fields.Date.context_today(self) - timedelta(days=BEHAVIOUR_DAYS)

    @api.depends("cell_id", "is_current")
    def _compute_contrary_behaviours(self):
        found = self._contrary_behaviours(self.ids)
        for position in self:
            behaviours = self.env["client.position.behaviour"].browse(found.get(position.id, ()))
            position.contrary_behaviour_ids = behaviours
            position.is_contradicted = bool(behaviours)

    @api.model
    def _contrary_behaviours(self, position_ids):
        """{position id: [ids of behaviours observed in the last year that speak against its cell]}"""
        self.env["client.position.behaviour"].flush_model()
        found = {}
        for position, behaviour in self.env.execute_query(
            position_sql.contrary_behaviours(self._behaviour_since(), position_ids)
        ):
            found.setdefault(position, []).append(behaviour)
        return found

    def _search_is_contradicted(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["client.position.behaviour"].flush_model()
        rows = self.env.execute_query(position_sql.contrary_behaviours(self._behaviour_since()))
        return [("id", "in", sorted({row[0] for row in rows}))]

    @api.model
    def _check_may_move(self, group):
        """:raises AccessError: where the user does not tend this client"""
        if not self.env.user.has_group("relationship_marketing.group_account_manager"):
            raise AccessError(self.env._("Only an account manager sets where a client stands in the matrix."))
        group.check_access("write")

    @api.model
    def _move(self, group, risk, value, reason, seen_id=False):
        """Set our view of ``group`` by hand, 0–100 on each axis; the computed place stays beside it.

        :param seen_id: the position the user had before his eyes; another one moved by somebody else is not
            overwritten
        :raises UserError: without a reason, outside of the matrix, or where somebody else moved it meanwhile
        :returns: the new position
        """
        self._check_may_move(group)
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why %(group)s stands there: a move is kept with its reason.", group=group.name)
            )
        if not all(isinstance(axis, (int, float)) and 0 <= axis <= 100 for axis in (risk, value)):
            raise UserError(self.env._("A place in the matrix lies between 0 and 100 on both axes."))
        current = self._lock_current(group)
        if current.id != (seen_id or False) and current.origin != "computed":
            raise UserError(
                self.env._(
                    "%(user)s changed the position of %(group)s in the meantime: look at it again.",
                    user=current.create_uid.name,
                    group=group.name,
                )
            )
        moved = {
            "is_moved": True,
            "moved_risk": round(risk, 1),
            "moved_value": round(value, 1),
            "moved_by_id": self.env.uid,
            "moved_on": fields.Date.context_today(self),
            "moved_reason": reason.strip(),
        }
        return self._append_by_hand(group, current, "moved", moved)

    def action_undo(self):
        """Take the last move back: what was in force before it is so again.

        :raises UserError: where the position is no longer in force, or nothing was moved
        """
        self.ensure_one()
        self._check_may_move(self.group_id)
        current = self._lock_current(self.group_id)
        if current != self:
            raise UserError(
                self.env._(
                    "The position of %(group)s has changed in the meantime: look at it again.",
                    group=self.group_id.name,
                )
            )
        if not self.is_moved:
            raise UserError(self.env._("%(group)s was not moved by hand.", group=self.group_id.name))
        self._append_by_hand(self.group_id, self, "undone", self._before_move())
        return True

    def _before_move(self):
        """What was set by hand before the move in force, as values; nothing where it was computed then."""
        history = self.search(
            [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("view", "=", self.view),
                ("id", "<=", self.id),
            ],
            order="id DESC",
        )
        # Each move was made upon what an earlier one had left; those taken back count no more.
        standing = []
        for position in history.sorted("id"):
            if position.origin == "moved":
                standing.append(position)
            elif position.origin == "undone" and standing:
                standing.pop()
        if len(standing) < 2:
            return {"is_moved": False}
        names = ("is_moved", "moved_risk", "moved_value", "moved_by_id", "moved_on", "moved_reason")
        before = standing[-2]
        return {name: before[name].id if name == "moved_by_id" else before[name] for name in names}

    @api.model
    def _lock_current(self, group):
        """The position of ours in force; nobody else moves this client until the transaction ends.

        :raises UserError: where somebody else is at it
        """
        try:
            # Whoever may tend the group may hold it, whatever else of it he may change.
            group.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is changing %(group)s at this moment: try again shortly.", group=group.name)
            ) from error
        return self._in_force_of(group)

    @api.model
    def _in_force_of(self, group, view="ours"):
        """The position of ``group`` in force, in the current company; none where nothing is known."""
        return self.search(
            [
                ("group_id", "=", group.id),
                ("company_id", "=", self.env.company.id),
                ("view", "=", view),
                ("is_current", "=", True),
            ]
        )

    def action_record_answer(self):
        """A new answer about this client, in a dialog."""
        return self.group_id.action_record_position_answer(self.view)

    def action_record_behaviour(self):
        return self.group_id.action_record_behaviour()

    def action_open_attributes(self):
        return self.group_id.action_open_attributes()

    def action_open_matrix(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_position_matrix_action")
        return {**action, "context": {"default_group_id": self.group_id.id, "default_view": self.view}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("The history of supplier positions is not deleted."))
