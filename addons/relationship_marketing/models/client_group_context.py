from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.months import add_months, month_of

# Of a large client so many other divisions are named, those that buy first; the rest is a number.
DIVISIONS_NAMED = 8


class ClientGroup(models.Model):
    _inherit = "client.group"

    @api.model
    def _client_contexts(self, partners):
        """What to know of a client before answering: for the panel ``client_context``.

        Other concerns add their section by overriding this, set-based.

        :param partners: divisions or people
        :returns: {partner id: {"group": {id, name, is_key_client} or False, "division": {id, name},
            "since": month of the first supply to the division or day of its first link, or False,
            "group_since": the same of the whole client,
            "links": [{reading, id, name}] of the division to other clients,
            "divisions": [{id, name, city, buys: True / False (earlier) / None (never)}] (not this one),
            "division_count": of them all, "buying_count": how many of them buy}}
        """
        if not partners:
            return {}
        divisions = partners.commercial_partner_id
        # A group of another company is not shown: searched for as this user.
        groups = self.with_context(active_test=False).search_fetch(
            [("id", "in", divisions.client_group_id.ids)], ["name", "is_key_client"]
        )
        members = (groups.division_ids | divisions.filtered("is_company")).sudo(False)
        supplied = self._supply_span(members)
        linked = self._linked_since(members.filtered(lambda division: division not in supplied))
        links = self._links_to_other_clients(divisions)
        this_year = add_months(month_of(fields.Date.context_today(self)), -12)
        contexts = {}
        for partner in partners:
            division = partner.commercial_partner_id
            group = division.client_group_id & groups
            known = [supplied[other][0] for other in group.division_ids if other in supplied]
            since = supplied[division][0] if division in supplied else linked.get(division)
            contexts[partner.id] = {
                "group": {"id": group.id, "name": group.name, "is_key_client": group.is_key_client} if group else False,
                "division": {"id": division.id, "name": division.name},
                "since": fields.Date.to_string(since) or False,
                "group_since": fields.Date.to_string(min(known, default=None)) or False,
                "links": links.get(division, [])[:DIVISIONS_NAMED],
                **self._other_divisions(group.division_ids - division, supplied, this_year),
            }
        return contexts

    @api.model
    def _other_divisions(self, divisions, supplied, this_year):
        """The part of a context that names the other divisions and says which of them buy."""
        rows = [
            {
                "id": division.id,
                "name": division.name,
                "city": division.city or "",
                "buys": supplied[division][1] >= this_year if division in supplied else None,
            }
            for division in divisions
        ]
        rows.sort(key=lambda row: (not row["buys"], row["buys"] is None, row["name"] or ""))
        return {
            "divisions": rows[:DIVISIONS_NAMED],
            "division_count": len(rows),
            "buying_count": sum(row["buys"] is True for row in rows),
        }

    @api.model
    def _supply_span(self, divisions):
        """{division: (first month, last month)} of what was supplied to it by the allowed companies."""
        rows = self.env["client.supply"]._read_group(
            [("partner_id", "in", divisions.ids), ("amount", ">", 0)], ["partner_id"], ["month:min", "month:max"]
        )
        return {partner: (first, last) for partner, first, last in rows}

    @api.model
    def _linked_since(self, divisions):
        """{division: the day from which a link of it is known}."""
        if not divisions:
            return {}
        rows = self.env["client.link"]._read_group(
            [("partner_id", "in", divisions.ids), ("date_from", "!=", False)], ["partner_id"], ["date_from:min"]
        )
        return dict(rows)

    @api.model
    def _client_groups_of_domains(self, domains):
        """Whose e-mail domains these are, as far as our contacts tell: a hint, no fact.

        :returns: {domain: [{id, name}]}, without free-mail domains and without those nobody of a client uses
        """
        domains = domains and self._without_free_mail(domains)
        if not domains:
            return {}
        self.env["res.partner"].flush_model(["email_normalized", "client_group_id", "company_id", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT SPLIT_PART(email_normalized, '@', 2), client_group_id
                  FROM res_partner
                 WHERE client_group_id IS NOT NULL AND active
                   AND SPLIT_PART(email_normalized, '@', 2) = ANY(%s)
                   AND (company_id IS NULL OR company_id = ANY(%s))
                """,
                sorted(domains),
                self.env.companies.ids,
            )
        )
        # A group of another company is no hint: searched for as this user.
        groups = self.search_fetch([("id", "in", [group_id for _domain, group_id in rows])], ["name"])
        hints = {}
        for domain, group_id in rows:
            group = self.browse(group_id)
            if group in groups:
                hints.setdefault(domain, []).append({"id": group.id, "name": group.name})
        return hints

    @api.model
    def _without_free_mail(self, domains):
        """Those of ``domains`` where not just anybody may have an address."""
        # What is free mail is no secret; not everybody may read the list.
        free = self.env["client.free.mail.domain"].sudo().search_fetch([("name", "in", sorted(domains))], ["name"])
        return set(domains) - set(free.mapped("name"))

    @api.model
    def _links_to_other_clients(self, divisions):
        """{division: [{reading, id, name}]} of today's links that do not make both sides one client."""
        readings = self.env["client.link.reading"].search(
            [
                ("partner_id", "in", divisions.ids),
                ("link_id.is_in_force", "=", True),
                ("type_id.same_client", "=", False),
            ]
        )
        links = {}
        for reading in readings:
            other = reading.other_partner_id
            links.setdefault(reading.partner_id, []).append(
                {"reading": reading.reading, "id": other.id, "name": other.display_name}
            )
        return links
