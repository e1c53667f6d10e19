from odoo import api, fields, models
from odoo.tools import SQL

from .loss_client import CLASSES, SCOPES


class LossVolume(models.Model):
    """The volumes of key clients, one row for each client and year: for pivots and charts."""

    _name = "loss.volume"
    _description = "Yearly volume of a key client"
    _auto = False
    _order = "analysis_id DESC, year_label, volume DESC"
    _rec_name = "name"
    _depends = {
        "loss.analysis": ["active", "company_id", "month", "years"],
        "loss.client": [
            "active",
            "analysis_id",
            "classification",
            "company_id",
            "group_id",
            "key",
            "name",
            "partner_id",
            "scope",
            *(f"{measure}_{year}" for measure in ("volume", "quantity") for year in range(1, 6)),
        ],
    }

    analysis_id = fields.Many2one("loss.analysis", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    client_id = fields.Many2one("loss.client", string="Key client", readonly=True)
    name = fields.Char(readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    key = fields.Selection(
        [("flagged", "Marked"), ("share", "By share"), ("both", "Marked and by share")],
        string="Chosen",
        readonly=True,
    )
    classification = fields.Selection(CLASSES, string="Class", readonly=True)
    scope = fields.Selection(SCOPES, readonly=True)
    is_latest = fields.Boolean("Latest analysis", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None, help="1 = the 12 months up to the reference month.")
    year_label = fields.Char("Twelve months", readonly=True)
    volume = fields.Monetary(readonly=True)
    quantity = fields.Float(digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        return SQL("%s %s", self._select(), self._from())

    @api.model
    def _select(self):
        def of_year(measure):
            return SQL(
                "(ARRAY[%s])[y.year]", SQL(", ").join(SQL.identifier("c", f"{measure}_{n}") for n in range(1, 6))
            )

        return SQL(
            """
            SELECT c.id * 8 + y.year AS id, c.id AS client_id, y.year,
                   a.id = FIRST_VALUE(a.id) OVER (PARTITION BY a.company_id ORDER BY a.month DESC, a.id DESC)
                       AS is_latest,
                   c.analysis_id, c.company_id, c.name, c.group_id, c.partner_id, c.key, c.classification, c.scope,
                   TO_CHAR(a.month - MAKE_INTERVAL(months => 12 * y.year - 1), 'YYYY-MM') || ' – '
                       || TO_CHAR(a.month - MAKE_INTERVAL(months => 12 * (y.year - 1)), 'YYYY-MM') AS year_label,
                   %s AS volume, %s AS quantity
            """,
            of_year("volume"),
            of_year("quantity"),
        )

    @api.model
    def _from(self):
        return SQL(
            """
              FROM loss_client c
              JOIN loss_analysis a ON a.id = c.analysis_id
        CROSS JOIN LATERAL GENERATE_SERIES(1, a.years) AS y(year)
             WHERE c.active AND a.active
            """
        )
