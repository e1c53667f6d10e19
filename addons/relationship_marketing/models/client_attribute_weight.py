from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.attribute_score import Judgement, advice, balance, standing

WEIGHTS = [
    ("0", "Does not matter"),
    ("1", "Matters little"),
    ("2", "Matters somewhat"),
    ("3", "Matters"),
    ("4", "Weighs much"),
    ("5", "Decides"),
]
SCORES = [
    ("1", "Very badly"),
    ("2", "Badly"),
    ("3", "Fairly"),
    ("4", "Well"),
    ("5", "Very well"),
]


class ClientAttributeWeight(models.Model):
    """What one attribute of our offer weighs for one client, and how he gets it (R10; ``003``).

    Dated: a later judgement of the same side is the one in use, the former stay as history. Changing one that was
    made on an earlier day keeps what it said as a line of the history.
    """

    _name = "client.attribute.weight"
    _description = "Weight of an attribute for a client"
    _inherit = ["mail.thread"]
    _order = "group_id, weight DESC, attribute_id, said_on DESC, id DESC"
    _rec_name = "attribute_id"
    _check_company_auto = True
    _mail_post_access = "read"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    attribute_id = fields.Many2one("client.attribute", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(related="attribute_id.kind", store=True)
    side = fields.Selection(
        [("ours", "We think so"), ("theirs", "The client says so")],
        string="Who says so",
        required=True,
        default="ours",
        index=True,
        tracking=True,
    )
    said_on = fields.Date("As of", required=True, default=fields.Date.context_today, index=True)
    person_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', False), ('client_group_id', '=', group_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    weight = fields.Selection(WEIGHTS, tracking=True, help="Empty: unknown.")
    our_score = fields.Selection(SCORES, string="We do it", tracking=True, help="Empty: unknown.")
    rival_score = fields.Selection(SCORES, string="The rival does it", tracking=True, help="Empty: unknown.")
    rival = fields.Char("Best rival")
    felt = fields.Selection(
        [("yes", "Felt"), ("no", "Not felt"), ("unknown", "Unknown")],
        string="Felt by the client",
        required=True,
        default="unknown",
        tracking=True,
        help="What is there but not felt is worth nothing to the client.",
    )
    is_cost_known = fields.Boolean("We know what it costs us")
    our_cost = fields.Monetary("What it costs us a year")
    is_value_known = fields.Boolean("We know what it brings them")
    value_created = fields.Monetary("What it brings them a year")
    note = fields.Text("How we know")
    is_current = fields.Boolean("In use", readonly=True, copy=False, index=True)
    active = fields.Boolean(default=True)

    standing = fields.Selection(
        [("behind", "Rival is ahead"), ("level", "Level"), ("ahead", "We are ahead"), ("unknown", "Unknown")],
        string="Against the best rival",
        compute="_compute_advice",
        store=True,
    )
    advice = fields.Selection(
        [
            ("catch_up", "Catch up with the rival"),
            ("improve", "Do it better"),
            ("make_felt", "Make it felt"),
            ("ask", "Ask"),
            ("keep", "Keep it so"),
            ("leave", "Weighs little"),
        ],
        string="What to do",
        compute="_compute_advice",
        store=True,
        index=True,
    )
    balance = fields.Selection(
        [("pays", "Brings more than it costs"), ("costs_more", "Costs more than it brings"), ("unknown", "Unknown")],
        string="Cost and value",
        compute="_compute_advice",
        store=True,
    )

    _one_in_use = models.UniqueIndex(
        "(group_id, company_id, attribute_id, side) WHERE is_current IS TRUE",
        "This attribute has been weighed for this client at the same moment: look at it again.",
    )
    _amounts_positive = models.Constraint(
        "CHECK (our_cost >= 0 AND value_created >= 0)", "Costs and values of an attribute are entered without a minus."
    )

    @api.depends(
        "weight",
        "our_score",
        "rival_score",
        "felt",
        "side",
        "is_cost_known",
        "our_cost",
        "is_value_known",
        "value_created",
    )
    def _compute_advice(self):
        for line in self:
            judged = line._judgement()
            line.standing = standing(judged.ours, judged.rival)
            line.advice = advice(judged)
            line.balance = balance(
                line.our_cost if line.is_cost_known else None, line.value_created if line.is_value_known else None
            )

    @api.depends("attribute_id", "group_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = self.env._(
                "%(attribute)s: %(client)s", attribute=line.attribute_id.name or "", client=line.group_id.name or ""
            )

    def _judgement(self):
        """The engine's view of this line. Who rates us himself feels what he rates, unless he says not."""
        felt = {"yes": True, "no": False}.get(self.felt)
        if felt is None and self.side == "theirs" and self.our_score:
            felt = True
        return Judgement(
            weight=int(self.weight) if self.weight else None,
            ours=int(self.our_score) if self.our_score else None,
            rival=int(self.rival_score) if self.rival_score else None,
            felt=felt,
        )

    @api.onchange("our_cost")
    def _onchange_our_cost(self):
        self.is_cost_known = self.is_cost_known or bool(self.our_cost)

    @api.onchange("value_created")
    def _onchange_value_created(self):
        self.is_value_known = self.is_value_known or bool(self.value_created)

    @api.constrains("said_on")
    def _check_said_on(self):
        today = fields.Date.context_today(self)
        if self.filtered(lambda line: line.said_on > today):
            raise ValidationError(self.env._("A weight cannot be known as of a day still to come."))

    @api.constrains("side", "person_id", "group_id")
    def _check_person(self):
        for line in self:
            # Whoever recorded it knew who said it; the reader of this check may not see that contact.
            person = line.person_id.sudo()
            if person and person.client_group_id != line.group_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(client)s.", person=person.name, client=line.group_id.name
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("What was said of a client's weights is evidence: archive it instead."))
