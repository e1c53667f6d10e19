from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date

LINKS_SHOWN = 20
# The day of a record, by whichever of these names it has.
DAYS = ("date", "due", "asked_on", "month", "invoice_date", "date_to", "sent_datetime", "start", "date_closed")


class ClientAssessment(models.Model):
    """The dated records an assessment was read from, each a click away; those the reader may not see are left out."""

    _inherit = "client.assessment"

    def _evidence_parts(self):
        """[(model, domain)] of the records behind it; kinds whose addon is gone are left out."""
        self.ensure_one()
        return [
            (part["model"], part.get("domain") or [("id", "in", part["ids"])])
            for part in self.evidence or []
            if part["model"] in self.env and (part.get("ids") or part.get("domain"))
        ]

    def _evidence_action(self, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": self.half_id.name,
            "res_model": model,
            "domain": domain,
            "views": [[False, "list"], [False, "form"]],
            "context": {"active_test": False},
        }

    def _day_of(self, record):
        name = next((name for name in DAYS if name in record._fields), "create_date")
        return format_date(self.env, fields.Date.to_date(record[name])) if record[name] else ""

    def _evidence_links(self):
        parts = []
        for model, domain in self._evidence_parts():
            records = self.env[model].with_context(active_test=False)
            if not records.has_access("read"):
                continue
            count = records.search_count(domain)
            lines = Markup().join(
                Markup('<li>%s <a href="/odoo/%s/%s">%s</a></li>')
                % (self._day_of(record), model, record.id, record.display_name)
                for record in records.search(domain, limit=LINKS_SHOWN)
            )
            if count > LINKS_SHOWN:
                lines += Markup("<li>%s</li>") % self.env._("and %(count)s more", count=count - LINKS_SHOWN)
            name = self.env["ir.model"]._get(model).sudo().name  # what a kind of record is called is no secret
            if count:
                parts.append(Markup("<h5>%s</h5><ul>%s</ul>") % (name, lines))
        return Markup().join(parts) or False
