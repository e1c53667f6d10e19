"""SQL over links between clients: which are in force on a day, and who stands above whom."""

from odoo.tools import SQL

# Links that put one company below another in the division map, the closer kind first.
ABOVE = ("division", "subsidiary")


def in_force(alias, day):
    """Whether the link ``alias`` holds on ``day``."""
    return SQL(
        "(%(link)s.active AND COALESCE(%(link)s.date_from <= %(day)s, TRUE)"
        " AND COALESCE(%(link)s.date_to >= %(day)s, TRUE))",
        link=SQL.identifier(alias),
        day=day,
    )


def _since(alias):
    """The day from which the link ``alias`` is known to hold: without one, when it was entered, or its last day."""
    return SQL("COALESCE(%(l)s.date_from, LEAST(%(l)s.create_date::date, %(l)s.date_to))", l=SQL.identifier(alias))


def parents_that_differ(day, partner_ids=None):
    """Rows (partner, the company above by the links of ``day`` or NULL) where ``client_parent_id`` says otherwise.

    Of several links the closer kind counts, then the latest.
    """
    return SQL(
        """
        WITH wanted AS (
            SELECT DISTINCT ON (link.partner_id) link.partner_id, link.other_partner_id
              FROM client_link link
              JOIN client_link_type type ON type.id = link.type_id AND type.code = ANY(%(codes)s)
             WHERE %(in_force)s
             ORDER BY link.partner_id, ARRAY_POSITION(%(codes)s, type.code::text), link.date_from DESC NULLS LAST,
                      link.id DESC
        )
        SELECT partner.id, wanted.other_partner_id
          FROM res_partner partner
          LEFT JOIN wanted ON wanted.partner_id = partner.id
         WHERE partner.client_parent_id IS DISTINCT FROM wanted.other_partner_id
           AND %(only)s
         ORDER BY partner.id
        """,
        codes=list(ABOVE),
        in_force=in_force("link", day),
        only=SQL("TRUE") if partner_ids is None else SQL("partner.id = ANY(%s)", list(partner_ids)),
    )


def rings(link_ids, codes):
    """Ids among ``link_ids`` that close a ring: going up over links of ``codes`` leads back to where one began.

    Only links that hold at one and the same time make a ring.
    """
    return SQL(
        """
        WITH RECURSIVE upward AS (
            SELECT link.id AS link_id, link.partner_id AS start, link.other_partner_id AS reached,
                   %(link_since)s AS since, COALESCE(link.date_to, 'infinity') AS until
              FROM client_link link
              JOIN client_link_type type ON type.id = link.type_id AND type.code = ANY(%(codes)s)
             WHERE link.id = ANY(%(links)s) AND link.active
             UNION
            SELECT upward.link_id, upward.start, step.other_partner_id,
                   GREATEST(upward.since, %(step_since)s), LEAST(upward.until, step.date_to)
              FROM upward
              JOIN client_link step ON step.partner_id = upward.reached AND step.active
              JOIN client_link_type type ON type.id = step.type_id AND type.code = ANY(%(codes)s)
             WHERE upward.reached <> upward.start
               AND %(step_since)s <= upward.until
               AND COALESCE(step.date_to >= upward.since, TRUE)
        )
        SELECT DISTINCT link_id FROM upward WHERE reached = start ORDER BY link_id
        """,
        links=list(link_ids),
        codes=list(codes),
        link_since=_since("link"),
        step_since=_since("step"),
    )


def doubles(link_ids):
    """Pairs (link among ``link_ids``, other link) that say the same of the same two clients at the same time.

    Where the kind makes both sides one client, the same said the other way round is a double too.
    """
    return SQL(
        """
        SELECT link.id, other.id
          FROM client_link link
          JOIN client_link_type type ON type.id = link.type_id
          JOIN client_link other ON other.type_id = link.type_id AND other.id <> link.id AND other.active
           AND ((other.partner_id = link.partner_id AND other.other_partner_id = link.other_partner_id)
                OR (type.same_client
                    AND other.partner_id = link.other_partner_id AND other.other_partner_id = link.partner_id))
         WHERE link.id = ANY(%(links)s) AND link.active
           AND COALESCE(%(other_since)s <= link.date_to, TRUE)
           AND COALESCE(other.date_to >= %(link_since)s, TRUE)
         ORDER BY link.id, other.id
        """,
        links=list(link_ids),
        link_since=_since("link"),
        other_since=_since("other"),
    )
