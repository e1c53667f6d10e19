from odoo import fields, models


class ClientProblemFamily(models.Model):
    """A kind of problem, as it comes back: what makes two complaints, or two experiences, alike (L9)."""

    _name = "client.problem.family"
    _description = "Problem family"
    _parent_store = True
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, help="By which the program finds it, for example late_delivery.")
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one("client.problem.family", string="Wider family", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("client.problem.family", "parent_id", string="Narrower families")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A problem family with this code already exists.")

    def _of_code(self, code):
        """The family of this ``code``, archived or not; none where a director deleted it."""
        return self.with_context(active_test=False).search([("code", "=", code)], limit=1)
