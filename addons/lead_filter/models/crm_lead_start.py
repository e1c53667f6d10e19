from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

SHOWN = 5
# A place with more requests is told by what they have in common, not by their ids.
NAMED = 500
ROLES = {
    "telemarketer": "lead_filter.group_telemarketer",
    "development": "lead_filter.group_development",
}
TOLD = ("name", "partner_id", "partner_name", "contact_name", "create_date", "filter_verdict", "user_id")


class CrmLead(models.Model):
    """The start screen of whoever works on requests: what to do now, in order; each request once."""

    _inherit = "crm.lead"

    @api.model
    @api.readonly
    def get_start_screen(self, role=None, everybody=False):
        """What to do now, for the client action ``lead_filter_start``.

        :param role: "telemarketer" or "development"; the first one of the user if none is given
        :param everybody: requests of colleagues too, as far as the user may read them
        :returns: {"role", "roles": [{"key", "label"}], "sections": as ``_start_sections``, "waiting": number of
            requests with nothing to do but wait, "waiting_domain"}
        :raises AccessError: the role is not one of the user's
        """
        roles = [key for key, group in ROLES.items() if self.env.user.has_group(group)]
        role = role or (roles[0] if roles else None)
        if role not in roles:
            raise AccessError(self.env._("This screen is for telemarketers and development specialists."))
        labels = {
            "telemarketer": self.env._("Telemarketer"),
            "development": self.env._("Development specialist"),
        }
        sections = self.with_context(start_everybody=bool(everybody))._start_sections(role)
        rest = self._start_domain(role, everybody)
        waiting = self.search_count(rest) - sum(section["count"] for section in sections)
        for section in sections:
            rest &= ~section.pop("taken")
            section["domain"] = list(section["domain"])
        return {
            "role": role,
            "roles": [{"key": key, "label": labels[key]} for key in roles],
            "sections": [section for section in sections if section["count"]],
            "waiting": waiting,
            "waiting_domain": list(rest),
        }

    @api.model
    def _start_sections(self, role):
        """What this role has to do now, the most urgent first; a request stands in the first section it fits.

        :returns: [{"key", "title", "help", "button": {"label", "method"} or False, "leads": [{"id", "name", "client",
            "since", "verdict", "user", "why"}], "domain", "count", "taken": the domain of its requests among those that
            stand in no section before it}]
        """
        open_ones = self._start_domain(role, self.env.context.get("start_everybody"))
        sections = []
        not_before = not_before_for_client = Domain.TRUE
        for step in self._start_plan(role):
            domain = open_ones & step["domain"] & not_before
            found = self.search(domain, order=step.get("order", "create_date, id"), limit=NAMED + 1)
            leads = found[:SHOWN]
            leads.fetch(TOLD)
            count = len(found) if len(found) <= NAMED else self.search_count(domain)
            domain_for_client = open_ones & step["domain"] & not_before_for_client
            # What is in a place is left out of the next ones by its ids, or by one subquery: a step turned round would
            # ask PostgreSQL for its records lead by lead.
            taken = Domain("id", "in", found.ids) if count <= NAMED else step["domain"]
            if count:
                not_before &= ~(taken if count <= NAMED else Domain("id", "in", self._search(domain)))
                not_before_for_client &= ~taken
            sections.append(
                {
                    "key": step["key"],
                    "title": step["title"],
                    "help": step["help"],
                    "button": step.get("button", False),
                    "leads": leads._start_rows(step.get("why")),
                    "domain": domain_for_client,
                    "count": count,
                    "taken": taken,
                }
            )
        return sections

    @api.model
    def _start_plan(self, role):
        """The steps of this role in order: [{"key", "title", "help", "domain", "why", "button", "order"}].

        ``why`` is a method that takes the requests shown and returns {id: what there is to see}.
        """
        return self._start_plan_of_telemarketer() if role == "telemarketer" else self._start_plan_of_development()

    @api.model
    def _start_domain(self, role, everybody):
        """The requests in work that are this user's; for who takes requests in, those of nobody too."""
        open_ones = Domain("won_status", "=", "pending") & Domain("active", "=", True)
        if everybody:
            return open_ones
        if role == "telemarketer":
            return open_ones & Domain("user_id", "in", [self.env.uid, False])
        return open_ones & (Domain("user_id", "=", self.env.uid) | Domain("handover_user_id", "=", self.env.uid))

    def _start_rows(self, why):
        verdicts = dict(self._fields["filter_verdict"]._description_selection(self.env))
        reasons = why(self) if why else {}
        return [
            {
                "id": lead.id,
                "name": lead.name,
                "client": lead.partner_id.display_name or lead.partner_name or lead.contact_name or "",
                "since": fields.Datetime.to_string(lead.create_date),
                "verdict": lead.filter_verdict or "",
                "verdict_label": verdicts.get(lead.filter_verdict, ""),
                "user": lead.user_id.name or "",
                "why": reasons.get(lead.id) or "",
            }
            for lead in self
        ]
