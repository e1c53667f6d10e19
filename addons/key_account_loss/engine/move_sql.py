"""What the search for moved clients reads, each in one query over all partners. Functions return ``SQL``."""

from odoo.tools import SQL

from .volume_sql import client_key


def ledger_partners(company_id, parameters):
    """(partner id, client, tax id, name, street, city) of every partner in the ledger up to the reference month."""
    return SQL(
        """
        SELECT p.id, %s, p.vat, p.name, p.street, p.city
          FROM (SELECT DISTINCT partner_id FROM client_supply WHERE company_id = %s AND month <= %s) s
          JOIN res_partner p ON p.id = s.partner_id
        """,
        client_key(parameters.grain),
        company_id,
        parameters.month,
    )


def lives(company_id, parameters, partner_ids, key):
    """(``key``, first month, last month) with a positive amount up to the reference month, all families together.

    :param key: ``client_key(grain)``, or SQL("s.partner_id")
    """
    return SQL(
        """
        SELECT key, MIN(month), MAX(month)
          FROM (SELECT %(key)s AS key, s.month
                  FROM client_supply s
                  JOIN res_partner p ON p.id = s.partner_id
                 WHERE s.company_id = %(company)s AND s.month <= %(month)s AND s.partner_id = ANY(%(partners)s)
              GROUP BY 1, 2
                HAVING SUM(s.amount) > 0) alive
      GROUP BY key
        """,
        key=key,
        company=company_id,
        month=parameters.month,
        partners=sorted(partner_ids),
    )


def last_year_amounts(company_id, parameters, partner_ids):
    """(partner id, amount of the last year as text)."""
    return SQL(
        """
        SELECT partner_id, SUM(amount)::text
          FROM client_supply
         WHERE company_id = %s AND month BETWEEN %s AND %s AND partner_id = ANY(%s)
      GROUP BY partner_id
        """,
        company_id,
        *parameters.year_span(1),
        sorted(partner_ids),
    )


def end_client_amounts(company_id, parameters):
    """(client of the end client, end client, buyer, client of the buyer, amount of the last year as text)."""
    return SQL(
        """
        SELECT %s, e.id, s.partner_id, %s, SUM(s.amount)::text
          FROM client_supply s
          JOIN res_partner p ON p.id = s.partner_id
          JOIN res_partner e ON e.id = s.end_client_id
         WHERE s.company_id = %s AND s.month BETWEEN %s AND %s
      GROUP BY 1, 2, 3, 4
        """,
        client_key(parameters.grain, "e"),
        client_key(parameters.grain),
        company_id,
        *parameters.year_span(1),
    )


def successors(company_id, parameters, today):
    """(client, its partner, successor, client of the successor, link id) of the links in force on ``today``."""
    return SQL(
        """
        SELECT %s, lost.id, next.id, %s, link.id
          FROM client_link link
          JOIN client_link_type type ON type.id = link.type_id AND type.code = 'successor'
          JOIN res_partner lost ON lost.id = link.other_partner_id
          JOIN res_partner next ON next.id = link.partner_id
         WHERE link.active AND (link.date_to IS NULL OR link.date_to >= %s)
           AND (next.company_id IS NULL OR next.company_id = %s)
           AND (lost.company_id IS NULL OR lost.company_id = %s)
      ORDER BY link.id
        """,
        client_key(parameters.grain, "lost"),
        client_key(parameters.grain, "next"),
        today,
        company_id,
        company_id,
    )
