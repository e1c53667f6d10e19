"""What is known of a client at one glance, in one statement."""

from datetime import date
from typing import NamedTuple

from odoo.tools import SQL


class DivisionRow(NamedTuple):
    """A division with its client group, and the months in which it first and last bought."""

    id: int
    name: str
    city: str | None
    group_id: int | None
    group_name: str | None
    is_key_client: bool | None
    first_month: date | None
    last_month: date | None


def divisions_at_a_glance(division_ids, company_ids):
    """These divisions and all others of their client groups, with the months in which they bought.

    :param company_ids: our companies whose supplies, groups and contacts may be seen
    :returns: rows as ``DivisionRow`` has them; no group where it may not be seen
    """
    return SQL(
        """
        SELECT division.id, division.name, division.city,
               client.id, client.name, client.is_key_client,
               supplied.first_month, supplied.last_month
          FROM res_partner division
          LEFT JOIN client_group client ON client.id = division.client_group_id
                                       AND (client.company_id IS NULL OR client.company_id = ANY(%(companies)s))
          LEFT JOIN LATERAL (
               SELECT MIN(supply.month) AS first_month, MAX(supply.month) AS last_month
                 FROM client_supply supply
                WHERE supply.partner_id = division.id AND supply.company_id = ANY(%(companies)s) AND supply.amount > 0
               ) supplied ON TRUE
         WHERE division.id IN (
                   SELECT UNNEST(%(divisions)s)
                    UNION
                   SELECT other.id
                     FROM res_partner one
                     JOIN res_partner other ON other.client_group_id = one.client_group_id
                                           AND other.is_company AND other.active
                                           AND (other.company_id IS NULL OR other.company_id = ANY(%(companies)s))
                    WHERE one.id = ANY(%(divisions)s))
           AND (client.id IS NOT NULL OR division.id = ANY(%(divisions)s))
        """,
        divisions=list(division_ids),
        companies=list(company_ids),
    )
