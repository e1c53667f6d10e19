"""SQL of the net value of clients (R11; ``003``: all costs of serving and of the relationship counted).

Net value = margin − service − relationship − complaints − discounts outside the invoice. What is unknown makes it a
bound: turnover of unknown cost is counted as if its goods had cost nothing, unknown costs as if nothing was spent, so
that the true net value is *at most* the one given. Every part is a sum of rows: the values of all clients add up to
the company's.

A *client* is a client group, or a company outside of any group; ``clients`` in a signature is a query of
``partner_id, group_id, single_id``, each partner once. All amounts are in the company's currency.
"""

from odoo.tools import SQL

from .contact_cost_sql import contact_cost

PARTS = (
    "turnover",
    "margin",
    "unknown_turnover",
    "unknown_volume",
    "volume",
    "service_cost",
    "contact_cost",
    "event_cost",
    "complaint_cost",
    "discount",
    "investment",
    "hours",
    "document_count",
    "service_count",
    "unknown_service_count",
    "unknown_contact_count",
    "unknown_complaint_count",
)
STORED = (
    "turnover",
    "margin",
    "unknown_turnover",
    "known_share",
    "service_cost",
    "relationship_cost",
    "complaint_cost",
    "discount",
    "investment",
    "net_value",
    "hours",
    "document_count",
    "service_count",
    "unknown_service_count",
    "unknown_contact_count",
    "unknown_complaint_count",
    "is_at_most",
    "state",
    "is_prestige",
    "prestige_cost",
)
KEY = ("company_id", "group_id", "partner_id", "period", "date_from")


def clients_of_groups(group_ids):
    return SQL(
        "SELECT id AS partner_id, client_group_id AS group_id, NULL::integer AS single_id FROM res_partner"
        " WHERE client_group_id = ANY(%s)",
        list(group_ids),
    )


def other_clients(company_id):
    """Whoever is in no group in use of this company: alone, in an archived group, or in another company's group.

    Who is alone is a client once he bought, complained, or was served at a cost; one whom we only speak to is none.
    """
    return SQL(
        """
        SELECT partner.id AS partner_id,
               CASE WHEN client.id IS NOT NULL THEN client.id END AS group_id,
               CASE WHEN client.id IS NULL THEN partner.commercial_partner_id END AS single_id
          FROM res_partner partner
     LEFT JOIN client_group client
            ON client.id = partner.client_group_id AND COALESCE(client.company_id, %(company)s) = %(company)s
         WHERE client.active IS NOT TRUE
           AND (client.id IS NOT NULL OR partner.commercial_partner_id IN (
                SELECT known.commercial_partner_id
                  FROM (SELECT partner_id FROM client_supply WHERE company_id = %(company)s
                         UNION SELECT partner_id FROM client_service_cost WHERE company_id = %(company)s
                         UNION SELECT partner_id FROM client_complaint WHERE company_id = %(company)s) event
                  JOIN res_partner known ON known.id = event.partner_id))
        """,
        company=company_id,
    )


def in_groups(group_ids):
    """Condition on a column with the id of a client group: it is one of those of ``clients_of_groups``."""
    return lambda column: SQL("%s = ANY(%s)", column, list(group_ids))


def in_other_groups(company_id):
    """The same for ``other_clients``: in none of the groups in use."""
    return lambda column: SQL(
        "(%(column)s IS NULL OR %(column)s IN (SELECT id FROM client_group WHERE active IS NOT TRUE"
        " OR COALESCE(company_id, %(company)s) <> %(company)s))",
        column=column,
        company=company_id,
    )


def refresh_net_values(company_id, clients, of_groups, periods, is_discount_apart):
    """Bring the rows of ``clients`` up to date: insert, update where something changed, delete where nothing is left.

    :param of_groups: condition on a column with the id of a client group, as a function of the column
    :param periods: [(``rolling`` or ``year``, first day, last day)]; windows of the last 12 months that are not among
        them stay as they are
    :param is_discount_apart: whether credit notes are outside the ledger of this company
    """
    key, stored = _columns(KEY), _columns(STORED)
    return SQL(
        """
        WITH period (period, date_from, date_to) AS (VALUES %(periods)s),
        client AS MATERIALIZED (%(clients)s),
        part AS (%(parts)s),
        total AS (
            SELECT part.group_id, part.single_id, period.period, period.date_from, period.date_to, %(sums)s
              FROM part JOIN period ON part.day BETWEEN period.date_from AND period.date_to
             GROUP BY part.group_id, part.single_id, period.period, period.date_from, period.date_to
        ),
        bound AS (
            SELECT total.*,
                   contact_cost + event_cost AS relationship_cost,
                   CASE WHEN volume <> 0 THEN ROUND((100 * (1 - unknown_volume / volume))::numeric, 4) END
                       AS known_share,
                   margin + unknown_turnover - service_cost - contact_cost - event_cost - complaint_cost - discount
                       AS net_value,
                   unknown_volume <> 0 OR service_count = 0 OR unknown_service_count > 0
                       OR unknown_contact_count > 0 OR unknown_complaint_count > 0 AS is_at_most,
                   EXISTS (SELECT FROM client_prestige prestige
                             JOIN client_group named ON named.id = prestige.group_id
                            WHERE prestige.active AND prestige.company_id = %(company)s
                              AND total.group_id IN (named.id, named.joined_into_id)
                              AND prestige.date_from <= total.date_to
                              AND COALESCE(prestige.date_to, 'infinity') >= total.date_from) AS is_prestige
              FROM total
        ),
        fresh AS MATERIALIZED (
            SELECT %(company)s AS company_id, group_id, single_id AS partner_id, period, date_from, date_to,
                   turnover, margin, unknown_turnover, known_share, service_cost, relationship_cost, complaint_cost,
                   discount, investment, net_value, hours, document_count, service_count, unknown_service_count,
                   unknown_contact_count, unknown_complaint_count, is_at_most,
                   CASE WHEN net_value <= 0 THEN 'negative' WHEN is_at_most THEN 'unknown' ELSE 'positive' END
                       AS state,
                   is_prestige,
                   CASE WHEN is_prestige THEN GREATEST(-net_value, 0) ELSE 0 END AS prestige_cost
              FROM bound
        ),
        gone AS (
            DELETE FROM client_net_value
             WHERE company_id = %(company)s AND %(own_rows)s
               AND (period, date_from) IN (SELECT period, date_from FROM period)
               AND NOT EXISTS (
                   SELECT FROM fresh
                    -- Not IS NOT DISTINCT FROM, by which PostgreSQL cannot hash: each row would meet all others.
                    WHERE COALESCE(fresh.group_id, 0) = COALESCE(client_net_value.group_id, 0)
                      AND COALESCE(fresh.partner_id, 0) = COALESCE(client_net_value.partner_id, 0)
                      AND fresh.period = client_net_value.period
                      AND fresh.date_from = client_net_value.date_from)
        )
        INSERT INTO client_net_value (%(key)s, date_to, is_current, %(stored)s)
        SELECT %(key)s, date_to, TRUE, %(stored)s FROM fresh
        ON CONFLICT (company_id, COALESCE(group_id, 0), COALESCE(partner_id, 0), period, date_from)
        DO UPDATE SET (date_to, is_current, %(stored)s) = ROW(EXCLUDED.date_to, TRUE, %(excluded)s)
         WHERE (client_net_value.date_to, client_net_value.is_current, %(present)s)
               IS DISTINCT FROM (EXCLUDED.date_to, TRUE, %(excluded)s)
        """,
        company=company_id,
        periods=SQL(", ").join(
            SQL("(%s::varchar, %s::date, %s::date)", period, first, last) for period, first, last in periods
        ),
        clients=clients,
        parts=SQL(" UNION ALL ").join(
            (
                _supplies(company_id),
                _services(company_id),
                _complaints(company_id, is_discount_apart),
                _contacts(company_id, of_groups),
            )
        ),
        sums=SQL(", ").join(SQL("SUM(part.%s) AS %s", SQL.identifier(name), SQL.identifier(name)) for name in PARTS),
        own_rows=of_groups(SQL("client_net_value.group_id")),
        key=key,
        stored=stored,
        excluded=SQL(", ").join(SQL("EXCLUDED.%s", SQL.identifier(name)) for name in STORED),
        present=SQL(", ").join(SQL("client_net_value.%s", SQL.identifier(name)) for name in STORED),
    )


def end_other_windows(company_id, date_from):
    """Windows of twelve months that begin on another day are not the last ones (any more)."""
    return SQL(
        "UPDATE client_net_value SET is_current = (date_from = %(first)s)"
        " WHERE company_id = %(company)s AND period = 'rolling'"
        " AND is_current IS DISTINCT FROM (date_from = %(first)s)",
        first=date_from,
        company=company_id,
    )


def _columns(names):
    return SQL(", ").join(SQL.identifier(name) for name in names)


def _part(day, source, **parts):
    """One kind of row, summed by month: ``parts`` as given, zero for the others."""
    columns = SQL(", ").join(
        SQL("SUM(%s) AS %s" if name in parts else "%s AS %s", parts.get(name, SQL("0::numeric")), SQL.identifier(name))
        for name in PARTS
    )
    return SQL(
        "SELECT client.group_id, client.single_id, %s AS day, %s FROM client %s GROUP BY 1, 2, 3",
        day,
        columns,
        source,
    )


def _month(day):
    """The first day of the month of the date ``day``, in no time zone."""
    return SQL("(%s - (EXTRACT(DAY FROM %s)::integer - 1))", day, day)


def _supplies(company_id):
    """Ledger rows. A return of unknown cost takes nothing from the bound but its known part."""
    unknown = SQL("(supply.amount - COALESCE(supply.margin_amount, 0))")
    return _part(
        SQL("supply.month"),
        SQL(
            "JOIN client_supply supply ON supply.partner_id = client.partner_id AND supply.company_id = %s", company_id
        ),
        turnover=SQL("supply.amount"),
        margin=SQL("COALESCE(supply.margin, 0)"),
        unknown_turnover=SQL("GREATEST(%s, 0)", unknown),
        unknown_volume=SQL("ABS(%s)", unknown),
        # Never less than its unknown part, so that a share lies between 0 and 100 %.
        volume=SQL("ABS(%s) + ABS(COALESCE(supply.margin_amount, 0))", unknown),
        document_count=SQL("COALESCE(supply.document_count, 0)"),
    )


def _services(company_id):
    is_investment = SQL("(service.nature = 'investment' AND service.effect <> 'failed')")
    is_event, is_discount = SQL("service.kind = 'relationship'"), SQL("service.kind = 'discount'")
    return _part(
        _month(SQL("service.date")),
        SQL(
            "JOIN client_service_cost service ON service.partner_id = client.partner_id"
            " AND service.company_id = %s AND service.active IS TRUE",
            company_id,
        ),
        service_cost=SQL(
            "CASE WHEN NOT %s AND NOT %s AND NOT %s THEN service.cost ELSE 0 END", is_investment, is_event, is_discount
        ),
        event_cost=SQL("CASE WHEN NOT %s AND %s THEN service.cost ELSE 0 END", is_investment, is_event),
        discount=SQL("CASE WHEN NOT %s AND %s THEN service.cost ELSE 0 END", is_investment, is_discount),
        investment=SQL("CASE WHEN %s THEN service.cost ELSE 0 END", is_investment),
        hours=SQL("COALESCE(service.hours, 0)::numeric"),
        service_count=SQL("1"),
        unknown_service_count=SQL("CASE WHEN service.is_cost_unknown AND NOT %s THEN 1 ELSE 0 END", is_investment),
    )


def _complaints(company_id, is_discount_apart):
    """What complaints cost, in the month they were raised; credit notes only where the ledger has none."""
    counted = SQL("TRUE") if is_discount_apart else SQL("cost.kind <> 'credit_note'")
    return _part(
        _month(SQL("complaint.date")),
        SQL(
            """
            JOIN client_complaint complaint
              ON complaint.partner_id = client.partner_id AND complaint.company_id = %s
            CROSS JOIN LATERAL (
                SELECT COALESCE(SUM(cost.amount), 0) AS amount
                  FROM client_complaint_cost cost
                 WHERE cost.complaint_id = complaint.id AND %s
            ) spent
            """,
            company_id,
            counted,
        ),
        complaint_cost=SQL("spent.amount"),
        unknown_complaint_count=SQL(
            "CASE WHEN complaint.is_cost_complete IS NOT TRUE"
            " AND complaint.state NOT IN ('proposed', 'rejected', 'withdrawn') THEN 1 ELSE 0 END"
        ),
    )


def _contacts(company_id, of_groups):
    return _part(
        _month(SQL("contact.date")),
        SQL(
            "JOIN (%s) contact ON contact.division_id = client.partner_id AND contact.company_id = %s",
            contact_cost(of_groups),
            company_id,
        ),
        contact_cost=SQL("COALESCE(contact.cost, 0)"),
        unknown_contact_count=SQL("contact.without_cost"),
    )
