from odoo import api, fields, models

from ..engine.volume_chart import YearVolume, volume_chart_svg
from .loss_analysis_chart import chart_html

CLASSES = [
    ("stopped", "Stopped"),
    ("cut", "Sharply cut"),
    ("declining", "Declining"),
    ("reduced", "Reduced"),
    ("moved", "Moved"),
    ("growing", "Growing"),
    ("new", "New"),
    ("stable", "Stable"),
]
SCOPES = [("total", "As a whole"), ("position", "Key position")]


class LossClient(models.Model):
    """A key client of an analysis, with its volumes and its class (L1). Written by the computation only."""

    _name = "loss.client"
    _description = "Key client of a loss analysis"
    _order = "analysis_id DESC, rank, id"
    _rec_names_search = ["name", "ref"]

    analysis_id = fields.Many2one("loss.analysis", required=True, index=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", related="analysis_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    case_ids = fields.One2many("loss.case", "client_id", string="Cases")
    active = fields.Boolean(default=True, readonly=True)
    rank = fields.Integer(readonly=True, help="By the volume of all years together, largest first.")

    name = fields.Char(required=True, readonly=True)
    ref = fields.Char("Reference", readonly=True)
    group_id = fields.Many2one(
        "client.group", string="Client group", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Division",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty where the client is a whole group.",
    )
    key = fields.Selection(
        [("flagged", "Marked"), ("share", "By share"), ("both", "Marked and by share")],
        string="Key client",
        readonly=True,
    )
    volume_1 = fields.Monetary("Year 1", readonly=True)
    volume_2 = fields.Monetary("Year 2", readonly=True)
    volume_3 = fields.Monetary("Year 3", readonly=True)
    volume_4 = fields.Monetary("Year 4", readonly=True)
    volume_5 = fields.Monetary("Year 5", readonly=True)
    volume_total = fields.Monetary("All years", readonly=True)
    quantity_1 = fields.Float("Quantity, year 1", digits=(16, 2), readonly=True)
    quantity_2 = fields.Float("Quantity, year 2", digits=(16, 2), readonly=True)
    quantity_3 = fields.Float("Quantity, year 3", digits=(16, 2), readonly=True)
    quantity_4 = fields.Float("Quantity, year 4", digits=(16, 2), readonly=True)
    quantity_5 = fields.Float("Quantity, year 5", digits=(16, 2), readonly=True)
    is_one_unit = fields.Boolean("Counted in one unit", readonly=True)
    has_base = fields.Boolean(readonly=True)
    base_years = fields.Integer("Years in the base", readonly=True)
    base = fields.Monetary(
        readonly=True, help="A year's average from the oldest year with purchases to the year before the last."
    )
    classification = fields.Selection(CLASSES, string="Class", required=True, readonly=True, index=True)
    scope = fields.Selection(SCOPES, readonly=True)
    class_found = fields.Selection(
        CLASSES,
        string="Class found",
        required=True,
        readonly=True,
        help="Before a confirmed move is taken into account.",
    )
    scope_found = fields.Selection(SCOPES, readonly=True)
    classification_by_quantity = fields.Selection(
        [*CLASSES, ("unknown", "Unknown (mixed units)")],
        string="Class by quantity",
        required=True,
        readonly=True,
        help="Inflation hides lost pieces: the same rules on quantities, where all is counted in one unit.",
    )
    group_classification = fields.Selection(
        CLASSES,
        string="Class of the whole group",
        readonly=True,
        help="By the total of all its divisions: a division lost inside a growing group does not show there.",
    )
    lost_volume = fields.Monetary("Lost volume", readonly=True)
    # built here from numbers and escaped labels; the sanitizer would drop the drawing
    volume_chart = fields.Html("Yearly volumes", compute="_compute_volume_chart", sanitize=False)
    change_percent = fields.Float("Change on the base, %", compute="_compute_change_percent", digits=(16, 1))

    _analysis_class_idx = models.Index("(analysis_id, classification)")

    @api.depends("has_base", "base", "volume_1")
    def _compute_change_percent(self):
        for client in self:
            has_base = client.has_base and client.base > 0
            client.change_percent = 100 * (client.volume_1 / client.base - 1) if has_base else 0.0

    @api.depends("volume_1", "volume_2", "volume_3", "volume_4", "volume_5")
    @api.depends_context("lang")
    def _compute_volume_chart(self):
        for client in self:
            # sudo: whoever reads the client's volumes may know which months they are of
            analysis = client.analysis_id.sudo()
            oldest_first = range(analysis.years, 0, -1)
            years = [YearVolume(analysis._year_label(year), client[f"volume_{year}"]) for year in oldest_first]
            client.volume_chart = chart_html(volume_chart_svg(years, 480, 170, analysis._chart_labels("")))

    def _key(self):
        """The client as ``volume_sql`` names it."""
        return -self.partner_id.id or self.group_id.id
