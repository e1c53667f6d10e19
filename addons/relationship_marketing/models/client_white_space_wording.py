from odoo import api, models
from odoo.tools import format_date

from ..engine.months import month_of


class ClientWhiteSpace(models.AbstractModel):
    """What an introduction path says: each step as a sentence, with the dated records behind it."""

    _inherit = "client.white.space"

    @api.model
    def _path_values(self, path):
        holders = [step.start for step in path.steps if step.start._name == "res.users"]
        return {
            "user_id": holders[-1].id,
            "user": holders[-1].name,
            "person_id": path.door.id,
            "person": path.door.name,
            "is_met": path.steps[0].kind != "unmet",
            "steps": [
                {"text": self._step_text(step), "evidence": getattr(self, f"_evidence_of_{step.kind}")(step)}
                for step in path.steps
            ],
        }

    @api.model
    def _step_text(self, step):
        one, other = step.start.name, step.end.name
        employer = step.start.commercial_partner_id.name if step.start._name == "res.partner" else ""
        sentences = {
            "colleague": self.env._("Ask our colleague %(other)s", other=other),
            "tie": self.env._("%(one)s knows %(other)s", one=one, other=other),
            "unmet": self.env._("%(other)s is among our contacts", other=other),
            "together": self.env._("%(one)s and %(other)s worked together", one=one, other=other),
            "works_there": self.env._("%(one)s works there", one=one),
            "worked_there": self.env._("%(one)s used to work there", one=one),
            "buys_family": self.env._("%(one)s works at %(employer)s, which buys this", one=one, employer=employer),
            "same_client": self.env._(
                "%(one)s works at %(employer)s, another division of the client", one=one, employer=employer
            ),
        }
        return sentences[step.kind]

    @api.model
    def _evidence(self, text, res_model, domain):
        return {"text": text, "res_model": res_model, "domain": domain}

    @api.model
    def _evidence_of_colleague(self, step):
        return None

    @api.model
    def _evidence_of_tie(self, step):
        tie = step.evidence
        if tie.last_two_way:
            text = self.env._(
                "last two-way contact on %(day)s, days with contact in 24 months: %(count)s",
                day=format_date(self.env, tie.last_two_way),
                count=tie.contact_days,
            )
        else:
            text = self.env._("no two-way contact on record")
        domain = [("user_id", "=", tie.user_id.id), ("partner_id", "=", tie.partner_id.id)]
        return self._evidence(text, "client.contact", domain)

    @api.model
    def _evidence_of_unmet(self, step):
        return self._evidence(
            self.env._("nobody of us has a two-way contact on record"),
            "res.partner",
            [("id", "=", step.end.id)],
        )

    @api.model
    def _evidence_of_together(self, step):
        text = self.env._("both at %(employer)s", employer=step.evidence[:1].employer_id.name)
        return self._evidence(text, "client.post", [("id", "in", step.evidence.ids)])

    @api.model
    def _evidence_of_works_there(self, step):
        if step.evidence._name == "client.post":
            return self._evidence_of_post(step.evidence)
        return self._evidence(step.start.function or "", "res.partner", [("id", "=", step.start.id)])

    @api.model
    def _evidence_of_worked_there(self, step):
        return self._evidence_of_post(step.evidence)

    @api.model
    def _evidence_of_post(self, post):
        start = format_date(self.env, post.date_from)
        if post.date_to:
            period = self.env._("%(start)s to %(end)s", start=start, end=format_date(self.env, post.date_to))
        else:
            period = self.env._("since %(start)s", start=start)
        text = ", ".join(filter(None, (post.function, period)))
        return self._evidence(text, "client.post", [("id", "=", post.id)])

    @api.model
    def _evidence_of_buys_family(self, step):
        division, family, month = step.evidence
        text = self.env._(
            "last supply: %(month)s", month=format_date(self.env, month_of(month), date_format="LLLL yyyy")
        )
        domain = [("partner_id", "=", division.id), ("categ_id", "=", family.id)]
        return self._evidence(text, "client.supply", domain)

    @api.model
    def _evidence_of_same_client(self, step):
        return self._evidence("", "res.partner", [("id", "=", step.evidence.id)])
