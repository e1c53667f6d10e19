from odoo import api, fields, models
from odoo.exceptions import AccessError


class ClientTieNote(models.Model):
    """What one of us notes for himself about a business contact; read by its author and directors only (R7)."""

    _name = "client.tie.note"
    _description = "Private note"
    _order = "date DESC, id DESC"
    _rec_name = "text"

    tie_id = fields.Many2one("client.tie", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Person", related="tie_id.partner_id")
    company_id = fields.Many2one("res.company", related="tie_id.company_id", store=True, index=True)
    author_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    text = fields.Text(required=True)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "author_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """A director reads a private note; only its author changes it."""
        if not self.env.su and (self.author_id - self.env.user or vals.get("author_id", self.env.uid) != self.env.uid):
            raise AccessError(self.env._("Only the author changes a private note."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_author(self):
        """What an author noted is not taken away by those who may read it."""
        if not self.env.su and self.author_id - self.env.user:
            raise AccessError(self.env._("Only the author changes a private note."))
