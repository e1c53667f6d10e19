from odoo import api, fields, models
from odoo.tools import format_date


class LeadHandover(models.Model):
    """The dossier as its reader sees it: what was known then, with labels in his language."""

    _inherit = "lead.handover"

    dossier_html = fields.Html("Dossier", compute="_compute_dossier_html", sanitize=False)

    @api.depends("dossier")
    @api.depends_context("lang")
    def _compute_dossier_html(self):
        labels = self._dossier_labels()
        for handover in self:
            # Nothing of it is kept as markup: the template escapes what people wrote.
            handover.dossier_html = handover.dossier and self.env["ir.qweb"]._render(
                "lead_filter.lead_handover_dossier",
                {
                    "dossier": handover.dossier,
                    "labels": labels,
                    "revenue": handover._dossier_revenue(),
                    "need_date": format_date(self.env, handover.dossier["need"]["date"]),
                },
            )

    @api.model
    def _dossier_labels(self):
        """{field: {key: label}} of the states kept by their keys."""
        leads, conditions, roles = (self.env[model] for model in ("crm.lead", "lead.condition", "lead.role"))
        return {
            name: dict(records._fields[field]._description_selection(self.env))
            for name, records, field in (
                ("verdict", leads, "filter_verdict"),
                ("decision", leads, "filter_decision"),
                ("timing", leads, "need_timing"),
                ("condition", conditions, "state"),
                ("stance", roles, "stance"),
            )
        }

    def _dossier_revenue(self):
        need = self.dossier["need"]
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", need["currency"])])
        return currency.format(need["revenue"]) if currency and need["revenue"] else ""
