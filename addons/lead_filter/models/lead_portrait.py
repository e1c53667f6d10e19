from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.verdict import Criterion, Portrait


class LeadPortrait(models.Model):
    """Which requests are ours (002): all our services are made for this client, and he is receptive to what is
    unique in our offer.

    A record is one version. A version by which a request was judged is frozen: a change makes the next one.
    """

    _name = "lead.portrait"
    _description = "Client portrait"
    _inherit = ["mail.thread", "lead.number.mixin"]
    _order = "state, product_line_id, team_id, version DESC, id DESC"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    version = fields.Integer(readonly=True, default=1, copy=False)
    previous_id = fields.Many2one("lead.portrait", "Made from", readonly=True, copy=False, index="btree_not_null")
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In force"), ("replaced", "Replaced")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    in_force_since = fields.Datetime(readonly=True, copy=False)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    # One whose line or team went away would judge all other requests instead.
    product_line_id = fields.Many2one(
        "product.category",
        "Product line",
        ondelete="restrict",
        help="Judges requests for this product line, whatever the team.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        check_company=True,
        ondelete="restrict",
        help="Judges requests of this team, unless their product line has a portrait of its own.",
    )
    owner_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Who keeps the portrait: hears of requests that were returned, and makes the next version.",
    )
    lower_threshold = fields.Float(
        "Not ours below", default=30.0, help="A request whose highest possible score is below this is not ours."
    )
    upper_threshold = fields.Float(
        "Ours from", default=70.0, help="A request whose lowest possible score reaches this is ours."
    )
    criterion_ids = fields.One2many("lead.criterion", "portrait_id", "Criteria", copy=True)
    note = fields.Html("Whom we want", translate=True)
    warning = fields.Text(compute="_compute_warning")

    _one_in_force = models.UniqueIndex(
        "(company_id, COALESCE(product_line_id, 0), COALESCE(team_id, 0)) WHERE state = 'in_force'",
        "Another portrait is in force for the same product line or team.",
    )
    _for_line_or_team = models.Constraint(
        "CHECK (product_line_id IS NULL OR team_id IS NULL)",
        "A portrait is for a product line, for a team, or for all other requests: not for two of them.",
    )
    _thresholds = models.Constraint(
        "CHECK (lower_threshold >= 0 AND lower_threshold <= upper_threshold AND upper_threshold <= 100)",
        "Thresholds lie between 0 and 100, and the lower one is not above the upper one.",
    )

    @api.depends("name", "version", "state")
    def _compute_display_name(self):
        for portrait in self:
            portrait.display_name = self.env._(
                "%(name)s, version %(version)s", name=portrait.name or "", version=portrait.version
            )

    @api.depends("criterion_ids.warning")
    def _compute_warning(self):
        for portrait in self:
            portrait.warning = "\n".join(filter(None, portrait.criterion_ids.mapped("warning"))) or False

    @api.constrains("criterion_ids", "state")
    def _check_criteria(self):
        for portrait in self:
            if portrait.state == "in_force" and not portrait.criterion_ids:
                raise ValidationError(
                    self.env._("The portrait %(name)s has no criteria: by what should it judge?", name=portrait.name)
                )

    def _rules(self):
        """The portrait as the engine knows it."""
        self.ensure_one()
        return Portrait(
            tuple(
                Criterion(
                    criterion.id,
                    criterion.is_knock_out,
                    criterion._counted_weight(),
                    # What is asked no more is not proposed; what was answered to it still counts.
                    criterion.question_id.filtered("active").id or None,
                )
                for criterion in self.criterion_ids
            ),
            self.lower_threshold,
            self.upper_threshold,
        )
