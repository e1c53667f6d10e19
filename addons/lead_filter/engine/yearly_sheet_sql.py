"""The requests of a year as SQL: what came in, what became of it, what it took (F1, 000).

A request is of the year in which it was received, by the calendar of the company it came to.
"""

from odoo.tools import SQL

CLASSES = ("target", "vague", "empty", "none")
# What can be opened: the column of ``facts`` that says so.
FIGURES = ("received", "taken", "clarified", "contract", "refused", "looked_again", "wrong", "lost")


def facts(sheet_ids=None):
    """Rows (sheet_id, lead_id, class, …) of the requests of each yearly sheet, or of these only.

    taken: somebody of ours had it; clarified: they went on after the first answer (000): answered a second question, or
    asked or proposed something themselves; looked_again, wrong: what a second person found of a refused one; lost: its
    value was lost at the entry, before any offer: it was lost, taken by nobody, or refused wrongly and not won since.
    An empty request has no value to lose.
    """
    return SQL(
        """
        WITH zone AS MATERIALIZED (
            SELECT company.id AS company_id, COALESCE(known.name, 'UTC') AS name
              FROM res_company company
              JOIN res_partner partner ON partner.id = company.partner_id
              LEFT JOIN pg_timezone_names known ON known.name = partner.tz
        ), sheet AS (
            SELECT sheet.id, sheet.company_id,
                   MAKE_TIMESTAMP(sheet.year, 1, 1, 0, 0, 0) AT TIME ZONE zone.name AT TIME ZONE 'UTC' AS begins,
                   MAKE_TIMESTAMP(sheet.year + 1, 1, 1, 0, 0, 0) AT TIME ZONE zone.name AT TIME ZONE 'UTC' AS ends
              FROM lead_yearly_sheet sheet
              JOIN zone ON zone.company_id = sheet.company_id
             WHERE %(which)s
        ), request AS (
            SELECT sheet.id AS sheet_id, sheet.company_id, lead.*,
                   COALESCE(lead.request_class, lead.request_class_proposed, 'none') AS class,
                   lead.id IN (SELECT lead_id FROM lead_answer
                                GROUP BY lead_id
                               HAVING COUNT(DISTINCT question_id) FILTER (WHERE state = 'answered') > 1
                                      OR BOOL_OR(side = 'theirs')) AS is_clarified,
                   lead.id IN (SELECT lead_id FROM lead_answer WHERE side = 'ours') AS is_asked,
                   lead.id IN (SELECT opportunity_id FROM sale_order
                                WHERE state IN ('sent', 'sale') AND opportunity_id IS NOT NULL) AS is_offered
              FROM sheet
              JOIN crm_lead lead ON lead.create_date >= sheet.begins AND lead.create_date < sheet.ends
              LEFT JOIN res_users creator ON creator.id = lead.create_uid
             WHERE COALESCE(lead.company_id, creator.company_id) = sheet.company_id
        )
        SELECT request.sheet_id, request.id AS lead_id, request.class,
               request.request_class IS NULL AS is_unconfirmed,
               TRUE AS received,
               request.user_id IS NOT NULL OR request.date_open IS NOT NULL
                   OR request.filter_outcome_by_id IS NOT NULL OR request.is_asked AS taken,
               request.is_clarified AS clarified,
               request.won_status = 'won' AS contract,
               request.filter_outcome IN ('disqualified', 'empty') OR request.second_look = 'wrong' AS refused,
               request.second_look IN ('right', 'wrong') AS looked_again,
               COALESCE(request.second_look = 'wrong', FALSE) AS wrong,
               request.class != 'empty' AND NOT request.is_offered AND (
                   request.won_status = 'lost'
                   OR request.won_status = 'pending' AND (
                       request.second_look = 'wrong'
                       OR request.active AND request.user_id IS NULL)) AS lost,
               COALESCE(request.expected_revenue, 0) AS revenue,
               NULLIF(request.request_hours, 0) AS hours,
               request.product_line_id, request.disqualification_reason_id, request.filter_outcome
          FROM request
        """,
        which=SQL("sheet.id = ANY(%s)", list(sheet_ids)) if sheet_ids is not None else SQL("TRUE"),
    )


def lines():
    """Rows of ``lead.yearly.sheet.line``: one for each sheet and class of requests that came in."""
    return SQL(
        """
        SELECT fact.sheet_id * 8 + ARRAY_POSITION(%(classes)s, fact.class) AS id,
               fact.sheet_id, sheet.company_id, fact.class AS request_class,
               ARRAY_POSITION(%(classes)s, fact.class) AS sequence,
               COUNT(*) AS received,
               COUNT(*) FILTER (WHERE fact.is_unconfirmed) AS unconfirmed,
               COUNT(*) FILTER (WHERE fact.taken) AS taken,
               COUNT(*) FILTER (WHERE fact.clarified) AS clarified,
               COUNT(*) FILTER (WHERE fact.contract) AS contracts,
               COUNT(*) FILTER (WHERE fact.refused) AS refused,
               COUNT(*) FILTER (WHERE fact.looked_again) AS looked_again,
               COUNT(*) FILTER (WHERE fact.wrong) AS wrong,
               COALESCE(SUM(fact.hours), 0) AS hours_noted,
               COUNT(*) FILTER (WHERE fact.hours IS NULL AND fact.taken) AS hours_missing,
               SUM(fact.revenue) AS revenue,
               COALESCE(SUM(fact.revenue) FILTER (WHERE fact.refused), 0) AS revenue_refused,
               COALESCE(SUM(fact.revenue) FILTER (WHERE fact.lost), 0) AS revenue_lost
          FROM (%(facts)s) fact
          JOIN lead_yearly_sheet sheet ON sheet.id = fact.sheet_id
         GROUP BY fact.sheet_id, sheet.company_id, fact.class
        """,
        classes=list(CLASSES),
        facts=facts(),
    )


def reasons():
    """Rows of ``lead.yearly.sheet.reason``: what was refused, by product line and reason, for product owners."""
    return SQL(
        """
        SELECT fact.sheet_id * 100000 + ROW_NUMBER() OVER (
                   PARTITION BY fact.sheet_id
                   ORDER BY COUNT(*) DESC, fact.product_line_id, fact.disqualification_reason_id, fact.filter_outcome
               ) AS id,
               fact.sheet_id, sheet.company_id, fact.product_line_id, fact.disqualification_reason_id,
               fact.filter_outcome AS outcome, COUNT(*) AS refused,
               SUM(fact.revenue) AS revenue
          FROM (%s) fact
          JOIN lead_yearly_sheet sheet ON sheet.id = fact.sheet_id
         WHERE fact.filter_outcome IN ('disqualified', 'empty')
         GROUP BY fact.sheet_id, sheet.company_id, fact.product_line_id, fact.disqualification_reason_id,
                  fact.filter_outcome
        """,
        facts(),
    )


def opened(sheet_id, figure, request_class=None):
    """SELECT of the ids of the requests behind a figure of a sheet, of one class or of all."""
    if figure not in FIGURES:
        raise ValueError(f"{figure} is no figure of the sheet.")
    return SQL(
        "SELECT fact.lead_id FROM (%s) fact WHERE %s AND %s",
        facts([sheet_id]),
        SQL.identifier("fact", figure),
        SQL("fact.class = %s", request_class) if request_class else SQL("TRUE"),
    )
