from odoo import fields, models


class ClientContact(models.Model):
    """A two-way contact of one of us with one of theirs, on one day (R5).

    Nobody types it: it is read by a nightly job from meetings held, calls and meetings done with an answer, and
    letters answered within 14 days. Generated mail never counts.
    """

    _name = "client.contact"
    _description = "Two-way contact"
    _order = "date DESC, id DESC"
    _log_access = False

    user_id = fields.Many2one("res.users", string="Who of us", required=True, readonly=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The person; the company where no person is known.",
    )
    division_id = fields.Many2one(
        "res.partner",
        string="Division",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where the person worked that day.",
    )
    group_id = fields.Many2one(
        "client.group", string="Client group", related="division_id.client_group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    date = fields.Date(required=True, readonly=True, index=True)
    channel = fields.Selection(
        [("meeting", "Meeting"), ("visit", "Meeting in person"), ("call", "Call"), ("mail", "Letters")],
        required=True,
        readonly=True,
    )
    res_model = fields.Char("Evidence is a", required=True, readonly=True)
    res_id = fields.Many2oneReference("Evidence", model_field="res_model", required=True, readonly=True)

    _evidence_uniq = models.UniqueIndex("(res_model, res_id, user_id, COALESCE(partner_id, 0))")
