from markupsafe import Markup

from odoo import models

LINKS_SHOWN = 20


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

    def _evidence_links(self):
        parts = []
        for model, domain in self._evidence_parts():
            records = self.env[model].with_context(active_test=False)
            if not records.has_access("read"):
                continue
            count = records.search_count(domain)
            lines = Markup().join(
                Markup('<li><a href="/odoo/%s/%s">%s</a></li>') % (model, record.id, record.display_name)
                for record in records.search(domain, limit=LINKS_SHOWN)
            )
            if count > LINKS_SHOWN:
                lines += Markup("<li>%s</li>") % self.env._("and %(count)s more", count=count - LINKS_SHOWN)
            name = self.env["ir.model"]._get(model).sudo().name  # what a kind of record is called is no secret
            if count:
                parts.append(Markup("<h5>%s</h5><ul>%s</ul>") % (name, lines))
        return Markup().join(parts) or False
