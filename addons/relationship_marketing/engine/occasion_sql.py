"""SQL that keeps the personal occasions (birthdays, anniversaries) in line with what is known of the clients (R5).

Each function returns one ``odoo.tools.SQL`` statement over all partners, or over ``partner_ids``. The next date is
left empty where the day changed: ``client.occasion._refresh_next_dates`` fills it.
"""

from odoo.tools import SQL

BIRTHDAY_DAYS_AHEAD = 3
ANNIVERSARY_DAYS_AHEAD = 14
# Round years are marked; each year would be a letter nobody reads.
ANNIVERSARY_YEARS = 5

_COLUMNS = SQL(
    "partner_id, kind, company_id, rule, month, day, start_on, every, days_ahead, activity_type_id, active,"
    " create_uid, write_uid, create_date, write_date"
)
# What a user changed of the row (how early, how often) stays; the day follows the client.
_ON_CONFLICT = SQL(
    """
    ON CONFLICT (partner_id, kind, COALESCE(company_id, 0))
          WHERE kind IN ('birthday', 'first_order', 'cooperation', 'founding')
       DO UPDATE SET month = EXCLUDED.month, day = EXCLUDED.day, start_on = EXCLUDED.start_on, active = TRUE,
                     next_date = NULL, next_end = NULL, plan_from = NULL, write_date = EXCLUDED.write_date
    WHERE (client_occasion.month, client_occasion.day, client_occasion.start_on, client_occasion.active)
          IS DISTINCT FROM (EXCLUDED.month, EXCLUDED.day, EXCLUDED.start_on, TRUE)
    """
)


def upsert_birthdays(partner_ids, activity_type_id, uid):
    """A birthday for each living entry of a person with one; without a year where the year is not known."""
    return _upsert(
        SQL(
            """
            SELECT id, NULL::integer AS company_id, birthday AS day,
                   CASE WHEN birthday_without_year THEN NULL ELSE birthday END AS start_on
              FROM res_partner
             WHERE birthday IS NOT NULL AND active AND NOT COALESCE(is_company, FALSE)
            """
        ),
        ("birthday", 1, BIRTHDAY_DAYS_AHEAD),
        partner_ids,
        activity_type_id,
        uid,
    )


def upsert_days(column, kind, partner_ids, activity_type_id, uid):
    """An anniversary for each company with a date in ``column``."""
    return _upsert(
        SQL(
            "SELECT id, NULL::integer AS company_id, %(column)s AS day, %(column)s AS start_on"
            " FROM res_partner WHERE %(column)s IS NOT NULL AND active",
            column=SQL.identifier(column),
        ),
        (kind, ANNIVERSARY_YEARS, ANNIVERSARY_DAYS_AHEAD),
        partner_ids,
        activity_type_id,
        uid,
    )


def upsert_first_orders(activity_type_id, uid):
    """The anniversary of each division's first order with each company of ours.

    The month is the ledger's; the day is that of the first confirmed order where it lies in that month or before,
    else the first of the month.
    """
    return _upsert(
        SQL(
            """
            SELECT division.id, first.company_id,
                   CASE WHEN first.ordered < first.supplied + INTERVAL '1 month' OR first.supplied IS NULL
                        THEN first.ordered ELSE first.supplied END AS day,
                   CASE WHEN first.ordered < first.supplied + INTERVAL '1 month' OR first.supplied IS NULL
                        THEN first.ordered ELSE first.supplied END AS start_on
              FROM (SELECT company_id, partner_id, MIN(supplied) AS supplied, MIN(ordered) AS ordered
                      FROM (SELECT company_id, partner_id, MIN(month) AS supplied, NULL::date AS ordered
                              FROM client_supply WHERE amount > 0 GROUP BY company_id, partner_id
                             UNION ALL
                            SELECT sale.company_id, buyer.commercial_partner_id, NULL, MIN(sale.date_order)::date
                              FROM sale_order sale
                              JOIN res_partner buyer ON buyer.id = sale.partner_id
                             WHERE sale.state = 'sale'
                             GROUP BY sale.company_id, buyer.commercial_partner_id) known
                     GROUP BY company_id, partner_id) first
              JOIN res_partner division ON division.id = first.partner_id
             WHERE division.active AND division.client_group_id IS NOT NULL
            """
        ),
        ("first_order", ANNIVERSARY_YEARS, ANNIVERSARY_DAYS_AHEAD),
        None,
        activity_type_id,
        uid,
    )


def expire_personal(partner_ids):
    """Archive the days of persons and clients that are archived themselves or whose day was taken out."""
    return SQL(
        """
        UPDATE client_occasion occasion SET active = FALSE
          FROM res_partner partner
         WHERE partner.id = occasion.partner_id AND occasion.active
           AND (%(ids)s::integer[] IS NULL OR partner.id = ANY(%(ids)s))
           AND ((occasion.kind = 'birthday' AND (partner.birthday IS NULL OR NOT partner.active))
                OR (occasion.kind = 'founding' AND (partner.founded_on IS NULL OR NOT partner.active))
                OR (occasion.kind = 'cooperation' AND (partner.cooperation_since IS NULL OR NOT partner.active))
                OR (occasion.kind = 'first_order' AND NOT partner.active))
        """,
        ids=partner_ids,
    )


def _upsert(days, settings, partner_ids, activity_type_id, uid):
    kind, every, ahead = settings
    return SQL(
        """
        INSERT INTO client_occasion (%(columns)s)
        SELECT known.id, %(kind)s, known.company_id, 'fixed', EXTRACT(MONTH FROM known.day)::integer::varchar,
               EXTRACT(DAY FROM known.day)::integer, known.start_on, %(every)s, %(ahead)s, %(type)s, TRUE,
               %(uid)s, %(uid)s, NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
          FROM (%(days)s) known
         WHERE %(ids)s::integer[] IS NULL OR known.id = ANY(%(ids)s)
        %(on_conflict)s
        """,
        columns=_COLUMNS,
        kind=kind,
        every=every,
        ahead=ahead,
        type=activity_type_id,
        uid=uid,
        days=days,
        ids=partner_ids,
        on_conflict=_ON_CONFLICT,
    )
