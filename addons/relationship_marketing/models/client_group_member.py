from odoo import fields, models


class ClientGroupMember(models.Model):
    _name = "client.group.member"
    _description = "Member of a client team"
    _order = "function, id"
    _rec_name = "user_id"

    group_id = fields.Many2one("client.group", string="Client group", required=True, index=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Colleague", required=True, domain=[("share", "=", False)])
    function = fields.Selection(
        [
            ("account", "Account"),
            ("technology", "Technology"),
            ("quality", "Quality"),
            ("marketing", "Marketing"),
            ("director", "Director"),
        ],
        required=True,
    )

    _one_function = models.Constraint(
        "UNIQUE (group_id, user_id, function)",
        "This colleague already has this function in the client team.",
    )
