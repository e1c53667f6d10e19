from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.context_sql import DivisionRow, divisions_at_a_glance
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
        rows = self._divisions_at_a_glance(divisions)
        bought = {row.id for row in rows.values() if row.first_month}
        linked = self._linked_since(divisions.filtered(lambda division: division.id not in bought))
        links = self._links_to_other_clients(divisions)
        this_year = add_months(month_of(fields.Date.context_today(self)), -12)
        contexts = {}
        for partner in partners:
            division = partner.commercial_partner_id
            row = rows[division.id]
            same = [other for other in rows.values() if row.group_id and other.group_id == row.group_id]
            first_months = [other.first_month for other in same if other.first_month]
            contexts[partner.id] = {
                "group": bool(row.group_id)
                and {"id": row.group_id, "name": row.group_name, "is_key_client": bool(row.is_key_client)},
                "division": {"id": row.id, "name": row.name},
                "since": fields.Date.to_string(row.first_month or linked.get(division)) or False,
                "group_since": fields.Date.to_string(min(first_months, default=None)) or False,
                "links": links.get(division, [])[:DIVISIONS_NAMED],
                **self._other_divisions([other for other in same if other is not row], this_year),
            }
        return contexts

    @api.model
    def _divisions_at_a_glance(self, divisions):
        """{division id: ``DivisionRow``} of these and of all other divisions of their groups, as this user may see."""
        self.env["res.partner"].flush_model(["name", "city", "client_group_id", "is_company", "active", "company_id"])
        self.flush_model(["name", "is_key_client", "company_id"])
        rows = self.env.execute_query(divisions_at_a_glance(divisions.ids, self.env.companies.ids))
        return {row[0]: DivisionRow(*row) for row in rows}

    @api.model
    def _other_divisions(self, rows, this_year):
        """The part of a context that names the other divisions and says which of them buy."""
        named = [
            {
                "id": row.id,
                "name": row.name,
                "city": row.city or "",
                "buys": row.last_month >= this_year if row.last_month else None,
            }
            for row in rows
        ]
        named.sort(key=lambda row: (not row["buys"], row["buys"] is None, row["name"] or ""))
        return {
            "divisions": named[:DIVISIONS_NAMED],
            "division_count": len(named),
            "buying_count": sum(row["buys"] is True for row in named),
        }

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
        found = self.env["client.link"].search_fetch(
            [
                ("is_in_force", "=", True),
                ("type_id.same_client", "=", False),
                "|",
                ("partner_id", "in", divisions.ids),
                ("other_partner_id", "in", divisions.ids),
            ],
            ["partner_id", "type_id", "other_partner_id"],
        )
        links = {}
        for link in found:
            ends = (link.partner_id, link.type_id.name, link.other_partner_id)
            back = (link.other_partner_id, link.type_id.inverse_name, link.partner_id)
            for division, reading, other in (ends, back):
                if division in divisions:
                    links.setdefault(division, []).append(
                        {"reading": reading, "id": other.id, "name": other.display_name}
                    )
        return links
