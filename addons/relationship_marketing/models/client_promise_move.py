from odoo import api, fields, models
from odoo.exceptions import UserError


class ClientPromiseMove(models.Model):
    """One move of a promise's due date, with its reason; moves are added, never changed.

    The form asks for the reason; where the date was written past it, the move says that none was given.
    """

    _name = "client.promise.move"
    _description = "Move of a due date"
    _order = "id DESC"
    _rec_name = "new_due"

    promise_id = fields.Many2one("client.promise", required=True, index=True, ondelete="cascade")
    old_due = fields.Date("Was due", readonly=True)
    new_due = fields.Date("New due date", required=True)
    reason = fields.Text("Why it is moved")
    was_overdue = fields.Boolean("Moved after it was due", readonly=True)
    user_id = fields.Many2one("res.users", string="Moved by", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Each move sets the due date of its promise, for those who may change the promise.

        :raises UserError: the promise is settled, or due on that day already
        """
        moves = self.browse()
        for vals in vals_list:
            promise = self.env["client.promise"].browse(vals.get("promise_id"))
            promise.check_access("write")
            due = fields.Date.to_date(vals.get("new_due"))
            self._check_move(promise, due)
            moves |= super().create(
                [
                    {
                        **vals,
                        "old_due": promise.due,
                        "was_overdue": promise.due < fields.Date.context_today(self),
                        "user_id": self.env.uid,
                    }
                ]
            )
            promise._track_set_log_message(vals.get("reason") or self.env._("Moved without a reason."))
            promise._move_due(due)
        return moves

    @api.model
    def _check_move(self, promise, due):
        if promise.state != "open":
            raise UserError(self.env._("“%(promise)s” is settled: its due date stays.", promise=promise.display_name))
        if not due or due == promise.due:
            raise UserError(
                self.env._("Give another day: “%(promise)s” is due on this one.", promise=promise.display_name)
            )
