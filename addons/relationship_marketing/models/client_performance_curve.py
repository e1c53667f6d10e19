from odoo import fields, models
from odoo.tools import SQL

from ..engine.months import month_of
from .client_performance_standard import INDICATORS, UNITS


class ClientPerformanceCurve(models.Model):
    """What we did and what was expected in complete months, one under the other, for the graph; read, not stored."""

    _name = "client.performance.curve"
    _description = "Performance against the standard"
    _auto = False
    _order = "month, series, id"
    _rec_name = "group_id"
    _depends = {
        "client.performance": ["company_id", "group_id", "indicator", "month", "standard", "state", "unit", "value"]
    }

    series = fields.Selection([("measured", "What we did"), ("standard", "The standard")], readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    month = fields.Date(readonly=True)
    indicator = fields.Selection(INDICATORS, readonly=True)
    unit = fields.Selection(UNITS, readonly=True)
    value = fields.Float(readonly=True, aggregator="avg", digits=(16, 2))

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT id * 2 AS id, 'measured' AS series, group_id, company_id, month, indicator, unit, value
              FROM client_performance WHERE value IS NOT NULL AND month < %(this_month)s
             UNION ALL
            SELECT id * 2 + 1, 'standard', group_id, company_id, month, indicator, unit, standard
              FROM client_performance WHERE has_standard AND month < %(this_month)s
            """,
            this_month=month_of(fields.Date.context_today(self)),
        )
