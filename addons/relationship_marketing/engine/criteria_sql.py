"""What the ten criteria are judged by (R8): one statement for each rule and batch of client groups.

Each returns rows (group id, figures, evidence) of those groups of which anything is known, the latter two as in
``client.assessment``. Periods end at the first of this month where years or half-years are compared: ``until``.
"""

from odoo.tools import SQL

EVIDENCE_KEPT = 200


def records(model, record_id, order, condition=None):
    """The evidence {"model", "ids"}: the newest records first; of those only that meet ``condition``, if any do."""
    ids = SQL("jsonb_agg(%s ORDER BY %s DESC)", record_id, order)
    if condition:
        ids = SQL("COALESCE(%s FILTER (WHERE %s), %s)", ids, condition, ids)
    return SQL(
        "jsonb_build_object('model', %s::varchar, 'ids', jsonb_path_query_array(%s, %s::jsonpath))",
        model,
        ids,
        f"$[0 to {EVIDENCE_KEPT - 1}]",
    )


def net_value(company_id, groups, since, until, today):
    """The net value of the last twelve complete months, as it was worked out."""
    return SQL(
        """
        SELECT group_id, jsonb_build_object('net', net_value, 'at_most', is_at_most),
               jsonb_build_array(jsonb_build_object('model', 'client.net.value', 'domain', jsonb_build_array(
                   jsonb_build_array('group_id', '=', group_id), jsonb_build_array('company_id', '=', company_id),
                   jsonb_build_array('period', '=', period), jsonb_build_array('date_to', '=', date_to))))
          FROM client_net_value
         WHERE company_id = %s AND group_id = ANY(%s) AND period = 'rolling' AND is_current
        """,
        company_id,
        groups,
    )


def promises(company_id, groups, since, until, today):
    """Theirs due before today; one that is not kept in time is a breach."""
    return SQL(
        """
        SELECT promise.group_id,
               jsonb_build_object(
                   'due', COUNT(*), 'kept', COUNT(*) FILTER (WHERE state = 'kept'),
                   'late', COUNT(*) FILTER (WHERE state = 'late'),
                   'broken', COUNT(*) FILTER (WHERE state = 'broken'),
                   'overdue', COUNT(*) FILTER (WHERE state = 'open')),
               jsonb_build_array(%(records)s)
          FROM client_promise promise
         WHERE side = 'theirs' AND active AND state <> 'withdrawn' AND company_id = %(company)s
           AND group_id = ANY(%(groups)s) AND due >= %(since)s AND due < %(today)s
         GROUP BY promise.group_id
        """,
        records=records(
            "client.promise", SQL("promise.id"), SQL("promise.due, promise.id"), SQL("promise.state <> 'kept'")
        ),
        company=company_id,
        groups=groups,
        since=since,
        today=today,
    )


def funds(company_id, groups, since, until, today):
    """Requests lost for lack of funds, beside the months in which he bought."""
    return SQL(
        """
        WITH dropped AS (
            SELECT client.client_group_id AS group_id, COUNT(*) AS count, %(records)s AS evidence
              FROM crm_lead lead
              JOIN crm_lost_reason reason ON reason.id = lead.lost_reason_id AND reason.is_lack_of_funds
              JOIN res_partner client ON client.id = lead.partner_id
             WHERE client.client_group_id = ANY(%(groups)s) AND lead.won_status = 'lost'
               AND COALESCE(lead.company_id, %(company)s) = %(company)s
               AND COALESCE(lead.date_closed, lead.write_date) >= %(since)s
             GROUP BY client.client_group_id
        ), bought AS (
            SELECT client.client_group_id AS group_id, COUNT(DISTINCT supply.month) AS count
              FROM client_supply supply
              JOIN res_partner client ON client.id = supply.partner_id
             WHERE client.client_group_id = ANY(%(groups)s) AND supply.company_id = %(company)s
               AND supply.month >= %(since)s AND supply.month < %(until)s AND supply.amount > 0
             GROUP BY client.client_group_id
        )
        SELECT group_id,
               jsonb_build_object('dropped', COALESCE(dropped.count, 0), 'bought', COALESCE(bought.count, 0)),
               jsonb_build_array(COALESCE(dropped.evidence, jsonb_build_object('model', 'client.supply', 'domain',
                   %(supplies)s)))
          FROM dropped FULL JOIN bought USING (group_id)
        """,
        records=records("crm.lead", SQL("lead.id"), SQL("lead.id")),
        supplies=_supply_domain(company_id, since, until),
        company=company_id,
        groups=groups,
        since=since,
        until=until,
    )


def _supply_domain(company_id, since, until):
    """Rows of the ledger are made anew by each refresh: they are named by what they say."""
    return SQL(
        "jsonb_build_array(jsonb_build_array('group_id', '=', group_id), jsonb_build_array('company_id', '=', %s),"
        " jsonb_build_array('month', '>=', %s::date), jsonb_build_array('month', '<', %s::date))",
        company_id,
        since,
        until,
    )


def misuse(company_id, groups, since, until, today):
    """Complaints whose cause is known, and those that came from use against our instructions."""
    return _complaints(
        company_id,
        groups,
        since,
        SQL("'examined', COUNT(*), 'misuse', COUNT(*) FILTER (WHERE root_cause = 'misuse')"),
        SQL("root_cause <> 'unknown'"),
        SQL("complaint.root_cause = 'misuse'"),
    )


def complaints(company_id, groups, since, until, today):
    """Complaints by whether they were justified."""
    return _complaints(
        company_id,
        groups,
        since,
        SQL(
            "'justified', COUNT(*) FILTER (WHERE justified = 'justified'),"
            " 'not_justified', COUNT(*) FILTER (WHERE justified = 'not_justified'),"
            " 'open', COUNT(*) FILTER (WHERE justified = 'open')"
        ),
        SQL("TRUE"),
        SQL("complaint.justified = 'not_justified'"),
    )


def _complaints(company_id, groups, since, figures, condition, breach):
    return SQL(
        """
        SELECT complaint.group_id, jsonb_build_object(%(figures)s), jsonb_build_array(%(records)s)
          FROM client_complaint complaint
         WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND date >= %(since)s
           AND state NOT IN ('proposed', 'withdrawn') AND %(condition)s
         GROUP BY complaint.group_id
        """,
        figures=figures,
        records=records("client.complaint", SQL("complaint.id"), SQL("complaint.date, complaint.id"), breach),
        groups=groups,
        company=company_id,
        since=since,
        condition=condition,
    )


def learning(company_id, groups, since, until, today):
    """Errors of theirs by kind: what went wrong the year before, and how often the same kinds did in this one.

    Errors are promises broken or late, complaints without cause, and use against our instructions; a kind of
    complaint is its problem family.
    """
    return SQL(
        """
        WITH error AS (
            SELECT group_id, 'client.promise' AS model, id, COALESCE(broken_on, kept_on) AS day, 'promise' AS kind
              FROM client_promise
             WHERE side = 'theirs' AND active AND state IN ('broken', 'late')
               AND group_id = ANY(%(groups)s) AND company_id = %(company)s
             UNION ALL
            SELECT group_id, 'client.complaint', id, date,
                   CASE WHEN root_cause = 'misuse' THEN 'misuse ' ELSE 'complaint ' END
                   || COALESCE(problem_family_id::varchar, '')
              FROM client_complaint
             WHERE (root_cause = 'misuse' OR justified = 'not_justified') AND state NOT IN ('proposed', 'withdrawn')
               AND group_id = ANY(%(groups)s) AND company_id = %(company)s
        ), counted AS (
            SELECT *, day >= %(middle)s AS is_now,
                   BOOL_OR(day < %(middle)s) OVER (PARTITION BY group_id, kind) AS is_known
              FROM error
             WHERE day >= %(first)s AND day < %(until)s
        )
        SELECT group_id,
               jsonb_build_object(
                   'before', COUNT(*) FILTER (WHERE NOT is_now),
                   'again', COUNT(*) FILTER (WHERE is_now AND is_known),
                   'new', COUNT(*) FILTER (WHERE is_now AND NOT is_known)),
               jsonb_build_array(
                   jsonb_build_object('model', 'client.promise', 'ids', COALESCE(
                       jsonb_agg(id ORDER BY day DESC, id) FILTER (WHERE model = 'client.promise'), '[]')),
                   jsonb_build_object('model', 'client.complaint', 'ids', COALESCE(
                       jsonb_agg(id ORDER BY day DESC, id) FILTER (WHERE model = 'client.complaint'), '[]')))
          FROM counted
         GROUP BY group_id
        """,
        company=company_id,
        groups=groups,
        until=until,
        middle=SQL("(%s::date - INTERVAL '12 months')", until),
        first=SQL("(%s::date - INTERVAL '24 months')", until),
    )
