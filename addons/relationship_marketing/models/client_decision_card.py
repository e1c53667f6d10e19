from markupsafe import Markup

from odoo import api, models

ICONS = {
    "met": "fa-check-circle text-success",
    "not_met": "fa-times-circle text-danger",
    "unknown": "fa-question-circle text-warning",
}


class ClientDecision(models.Model):
    """The client's card as it was when the decision was made, in the language of that day."""

    _inherit = "client.decision"

    @api.depends("card")
    def _compute_card_html(self):
        for decision in self:
            sections = (decision.card or {}).get("sections", [])
            decision.card_html = Markup('<div class="row g-2">%s</div>') % Markup().join(map(self._section, sections))

    @api.model
    def _section(self, section):
        lines = Markup().join(
            Markup(
                '<div class="d-flex align-items-baseline small">%s<span class="text-muted me-2">%s</span>'
                '<span class="ms-auto text-end">%s</span></div>'
            )
            % (self._icon(line.get("state")), line["label"], line["value"])
            for line in section.get("lines") or []
        )
        return Markup(
            '<section class="col-12 col-md-6"><div class="border rounded p-2 h-100">'
            '<div class="fw-bold">%s%s</div><div>%s</div>%s</div></section>'
        ) % (self._icon(section.get("state")), section["title"], section.get("headline") or "", lines)

    @api.model
    def _icon(self, state):
        return Markup('<i class="fa fa-fw me-1 %s"></i>') % ICONS[state] if state in ICONS else ""
