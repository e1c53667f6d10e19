"""What is known of clients for the conditions of the levels (R13): one figure for each client group, set-based."""

from dataclasses import dataclass
from datetime import date

from odoo.tools import SQL

from .agreement_sql import in_force, spoken_of
from .dependence_sql import dependence_rows
from .months import add_months, month_of

# A share of fewer promises than this says nothing.
LEAST_PROMISES = 5
# An agreement without an end runs for so many days.
ENDLESS = 36_500
DAYS_IN_MONTH = 30.4375
# Supplies to end clients count for so many months back.
END_CLIENT_MONTHS = 36
# An indicator that could not be judged last month is read from the months before, so many in all.
PERFORMANCE_MONTHS = 3


@dataclass(frozen=True)
class Scope:
    """Of whom, by which company of ours, and on which day."""

    group_ids: tuple
    company_id: int
    today: date

    @property
    def groups(self):
        return list(self.group_ids)

    @property
    def year_ago(self):
        return add_months(month_of(self.today), -12)


def manager(scope):
    """1 where a key account manager answers for the client."""
    return SQL(
        "SELECT id AS group_id, 1::float8 AS value FROM client_group"
        " WHERE id = ANY(%s) AND key_account_manager_id IS NOT NULL",
        scope.groups,
    )


def people(scope):
    """How many of their people we can write to or call."""
    return SQL(
        """
        SELECT person.client_group_id AS group_id, COUNT(*)::float8 AS value
          FROM res_partner person
         WHERE person.client_group_id = ANY(%(groups)s) AND person.active AND person.is_company IS NOT TRUE
           AND COALESCE(person.company_id, %(company)s) = %(company)s
           AND (COALESCE(person.email, '') <> '' OR COALESCE(person.phone, '') <> '')
         GROUP BY person.client_group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
    )


def input_asked(scope):
    """Of the divisions, in %, those asked who takes in supplier information; unknown where none was asked."""
    return SQL(
        """
        SELECT input.group_id, 100 * AVG((input.answer <> 'not_asked')::integer)::float8 AS value
          FROM client_input_interface input
         WHERE input.group_id = ANY(%(groups)s) AND input.company_id = %(company)s AND input.active
         GROUP BY input.group_id
        HAVING BOOL_OR(input.answer <> 'not_asked')
        """,
        groups=scope.groups,
        company=scope.company_id,
    )


def contact(scope):
    """Days since the last two-way contact; unknown where there was none."""
    return SQL(
        """
        SELECT contact.group_id, (%(today)s::date - MAX(contact.date))::float8 AS value
          FROM client_contact contact
         WHERE contact.group_id = ANY(%(groups)s) AND contact.company_id = %(company)s
           AND contact.date <= %(today)s
         GROUP BY contact.group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
        today=scope.today,
    )


def agreement(scope):
    """How many agreements are in force."""
    return _agreements(scope, SQL("COUNT(DISTINCT agreement.id)"))


def agreement_days(scope):
    """For how many days the longest agreement in force still runs."""
    return _agreements(scope, SQL("MAX(COALESCE(agreement.date_to - %s::date, %s))", scope.today, ENDLESS))


def _agreements(scope, figure):
    return SQL(
        """
        SELECT client.client_group_id AS group_id, %(figure)s::float8 AS value
          FROM (%(spoken_of)s) spoken
          JOIN client_agreement agreement ON agreement.id = spoken.agreement_id
          JOIN res_partner client ON client.id = spoken.partner_id
         WHERE client.client_group_id = ANY(%(groups)s) AND spoken.company_id = %(company)s AND %(in_force)s
         GROUP BY client.client_group_id
        """,
        figure=figure,
        spoken_of=spoken_of(),
        groups=scope.groups,
        company=scope.company_id,
        in_force=in_force(scope.today),
    )


def our_promises(scope):
    """Of our promises due by today, in %, those kept by their date; unknown below five."""
    return _promises(scope, "ours")


def their_promises(scope):
    """The same of theirs."""
    return _promises(scope, "theirs")


def _promises(scope, side):
    return SQL(
        """
        SELECT promise.group_id, 100 * AVG((promise.state = 'kept')::integer)::float8 AS value
          FROM client_promise promise
         WHERE promise.group_id = ANY(%(groups)s) AND promise.company_id = %(company)s AND promise.active
           AND promise.side = %(side)s AND promise.due <= %(today)s AND promise.state <> 'withdrawn'
         GROUP BY promise.group_id
        HAVING COUNT(*) >= %(least)s
        """,
        groups=scope.groups,
        company=scope.company_id,
        side=side,
        today=scope.today,
        least=LEAST_PROMISES,
    )


def complaints(scope):
    """How many severe or repeated complaints are open; unknown where we have not talked with them for a year."""
    return SQL(
        """
        SELECT heard.group_id, COUNT(complaint.id)::float8 AS value
          FROM (SELECT group_id FROM client_contact
                 WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND date >= %(year_ago)s
                 UNION
                SELECT group_id FROM client_complaint
                 WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND active
                   AND (date >= %(year_ago)s OR state IN ('new', 'in_work', 'answered'))) heard
          LEFT JOIN client_complaint complaint
                 ON complaint.group_id = heard.group_id AND complaint.company_id = %(company)s AND complaint.active
                AND complaint.state IN ('new', 'in_work', 'answered')
                AND (complaint.is_severe OR complaint.is_repeated)
         GROUP BY heard.group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
        year_ago=scope.year_ago,
    )


def experience(scope):
    """Months since they last said how they see us, or said that it still holds; unknown where they never did."""
    return SQL(
        """
        SELECT told.group_id,
               (%(today)s::date - MAX(GREATEST(told.date, told.confirmed_on)))::float8 / %(month)s AS value
          FROM client_experience told
         WHERE told.group_id = ANY(%(groups)s) AND told.company_id = %(company)s AND told.active
           AND told.side = 'theirs' AND told.state <> 'requested'
         GROUP BY told.group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
        today=scope.today,
        month=DAYS_IN_MONTH,
    )


def performance(scope):
    """How many indicators are below standard: of each the last of three complete months in which it was judged.

    Unknown where none is below, and not every indicator that has a standard is known.
    """
    this_month = month_of(scope.today)
    return SQL(
        """
        SELECT latest.group_id, COUNT(*) FILTER (WHERE latest.state = 'not_met')::float8 AS value
          FROM (SELECT DISTINCT ON (month.group_id, month.indicator)
                       month.group_id, month.state, month.has_standard
                  FROM client_performance month
                 WHERE month.group_id = ANY(%(groups)s) AND month.company_id = %(company)s
                   AND month.month >= %(first)s AND month.month < %(this_month)s
                 ORDER BY month.group_id, month.indicator, month.state = 'unknown', month.month DESC) latest
         GROUP BY latest.group_id
        HAVING BOOL_OR(latest.state = 'not_met')
            OR (BOOL_OR(latest.has_standard) AND NOT BOOL_OR(latest.has_standard AND latest.state = 'unknown'))
        """,
        groups=scope.groups,
        company=scope.company_id,
        first=add_months(this_month, -PERFORMANCE_MONTHS),
        this_month=this_month,
    )


def dependence(scope):
    """The share of contact days, in %, that one person of theirs carries; unknown below five days."""
    return SQL(
        """
        SELECT dependence.group_id, 100 * dependence.share AS value
          FROM (%(rows)s) dependence
         WHERE dependence.company_id = %(company)s AND dependence.side = 'theirs' AND dependence.share IS NOT NULL
        """,
        rows=dependence_rows(scope.groups),
        company=scope.company_id,
    )


def end_clients(scope):
    """How many companies we know to which their product goes; unknown where none is named."""
    return SQL(
        """
        SELECT named.group_id, COUNT(*)::float8 AS value
          FROM (SELECT client.client_group_id AS group_id, supply.end_client_id AS partner_id
                  FROM client_supply supply
                  JOIN res_partner client ON client.id = supply.partner_id
                 WHERE client.client_group_id = ANY(%(groups)s) AND supply.company_id = %(company)s
                   AND supply.end_client_id IS NOT NULL AND supply.month >= %(since)s
                 UNION
                SELECT client.client_group_id, link.other_partner_id
                  FROM client_link link
                  JOIN client_link_type kind ON kind.id = link.type_id AND kind.code IN ('distributor', 'supplier')
                  JOIN res_partner client ON client.id = link.partner_id
                 WHERE client.client_group_id = ANY(%(groups)s) AND link.active
                   AND (link.date_to IS NULL OR link.date_to >= %(today)s)) named
         GROUP BY named.group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
        since=add_months(month_of(scope.today), -END_CLIENT_MONTHS),
        today=scope.today,
    )


def net_value(scope):
    """What the client brought in the last 12 months after all costs; unknown where it is at most that, and not less
    than nothing."""
    return SQL(
        """
        SELECT worth.group_id, worth.net_value::float8 AS value
          FROM client_net_value worth
         WHERE worth.group_id = ANY(%(groups)s) AND worth.company_id = %(company)s
           AND worth.period = 'rolling' AND worth.is_current
           AND (worth.is_at_most IS NOT TRUE OR worth.net_value < 0)
        """,
        groups=scope.groups,
        company=scope.company_id,
    )


def plan(scope):
    """1 where a plan for the client is in force."""
    return SQL(
        "SELECT DISTINCT group_id, 1::float8 AS value FROM client_plan"
        " WHERE group_id = ANY(%s) AND company_id = %s AND state = 'in_force' AND active",
        scope.groups,
        scope.company_id,
    )


def recommendations(scope):
    """How often they recommended us in two years; unknown where nobody has told of it."""
    return SQL(
        """
        SELECT told.group_id, COUNT(*)::float8 AS value
          FROM client_recommendation told
         WHERE told.group_id = ANY(%(groups)s) AND told.company_id = %(company)s AND told.active
           AND told.date >= %(since)s
         GROUP BY told.group_id
        """,
        groups=scope.groups,
        company=scope.company_id,
        since=add_months(month_of(scope.today), -24),
    )


# rule: (its SQL, whether the threshold is a least, whether no row means none rather than unknown)
RULES = {
    "manager": (manager, True, True),
    "people": (people, True, True),
    "input_asked": (input_asked, True, False),
    "contact": (contact, False, False),
    "agreement": (agreement, True, True),
    "agreement_days": (agreement_days, True, True),
    "our_promises": (our_promises, True, False),
    "their_promises": (their_promises, True, False),
    "complaints": (complaints, False, False),
    "experience": (experience, False, False),
    "performance": (performance, False, False),
    "dependence": (dependence, False, False),
    "end_clients": (end_clients, True, False),
    "net_value": (net_value, True, False),
    "plan": (plan, True, True),
    "recommendations": (recommendations, True, False),
}
ASKED = "asked"
