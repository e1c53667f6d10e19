from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..engine.volume_chart import ChartLabels, YearVolume, volume_chart_svg

WIDTH, HEIGHT = 680, 190


def chart_html(svg):
    """A drawing as the value of an HTML field, as wide as there is room."""
    return Markup('<div class="o_loss_chart">%s</div>') % Markup(svg)


class LossAnalysis(models.Model):
    _inherit = "loss.analysis"

    # built here from numbers and escaped labels; the sanitizer would drop the drawing
    volume_chart = fields.Html("Volumes of the years", compute="_compute_volume_chart", sanitize=False)

    @api.depends("computed_at", "years", "month")
    @api.depends_context("lang")
    def _compute_volume_chart(self):
        labels = self._chart_labels(self.env._("All clients"), self.env._("Key clients"))
        for analysis in self:
            analysis.volume_chart = analysis.computed_at and analysis._draw_years("total", "key_total", labels)

    def _chart_labels(self, total, key_total=""):
        return ChartLabels(total, key_total, lambda value: formatLang(self.env, value, digits=0))

    def _draw_years(self, total, key_total, labels):
        """The years of this analysis, oldest left."""
        years = [
            YearVolume(self._year_label(year), self[f"{total}_{year}"], self[f"{key_total}_{year}"])
            for year in range(self.years, 0, -1)
        ]
        return chart_html(volume_chart_svg(years, WIDTH, HEIGHT, labels))
