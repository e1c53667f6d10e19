"""The SQL of ties: who knows whom, how well, and who answers for whom (R5)."""

from odoo.tools import SQL

# Ours, as the sources give no figures: half a year and a year often pass between meetings (000), then it lapses.
STRONG_DAYS, STRONG_WITHIN = 6, 182
FAIR_DAYS, FAIR_WITHIN = 2, 365


def strength(days, last, today):
    """strong / fair / weak / none, from the days with contact in 24 months and the last of them."""
    return SQL(
        """
        CASE WHEN %(days)s >= %(strong)s AND %(last)s >= %(today)s - %(strong_within)s THEN 'strong'
             WHEN %(days)s >= %(fair)s AND %(last)s >= %(today)s - %(fair_within)s THEN 'fair'
             WHEN %(days)s >= 1 THEN 'weak' ELSE 'none' END
        """,
        days=days,
        last=last,
        today=today,
        strong=STRONG_DAYS,
        strong_within=STRONG_WITHIN,
        fair=FAIR_DAYS,
        fair_within=FAIR_WITHIN,
    )


def make_ties(start, uid, now):
    """A tie for each of us and each person who had contact since ``start``, unless there is one; archived ones stay."""
    return SQL(
        """
        INSERT INTO client_tie (user_id, partner_id, group_id, company_id, strength, contact_days, active,
                                create_uid, write_uid, create_date, write_date)
        SELECT DISTINCT c.user_id, c.partner_id, p.client_group_id, c.company_id, 'none', 0, TRUE,
               %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
          FROM client_contact c
          JOIN res_users u ON u.id = c.user_id AND u.active
          JOIN res_partner p ON p.id = c.partner_id AND p.active AND p.is_company IS NOT TRUE
         WHERE c.date >= %(start)s
        ON CONFLICT (user_id, partner_id, company_id) DO NOTHING
        """,
        uid=uid,
        now=now,
        start=start,
    )


def measure_ties(start, today, ties=None):
    """Write days, last contact and strength of ``ties`` (ids), or all, where they changed; returns their ids."""
    return SQL(
        """
        UPDATE client_tie tie
           SET contact_days = measured.days, last_two_way = measured.last, strength = measured.strength
          FROM (SELECT counted.id, counted.days, counted.last, %(strength)s AS strength
                  FROM (SELECT tie.id, MAX(c.date) AS last,
                               COUNT(DISTINCT c.date) FILTER (WHERE c.date >= %(start)s) AS days
                          FROM client_tie tie
                          LEFT JOIN client_contact c ON c.user_id = tie.user_id AND c.partner_id = tie.partner_id
                                                    AND c.company_id = tie.company_id
                         WHERE %(ties)s
                         GROUP BY tie.id) counted) measured
         WHERE measured.id = tie.id
           AND (tie.contact_days, tie.last_two_way, tie.strength)
               IS DISTINCT FROM (measured.days, measured.last, measured.strength)
        RETURNING tie.id
        """,
        strength=strength(SQL("counted.days"), SQL("counted.last"), SQL("%s::date", today)),
        start=start,
        ties=SQL("tie.id = ANY(%s)", list(ties)) if ties is not None else SQL("TRUE"),
    )


def name_responsible():
    """Have the strongest tie answer for each person nobody answers for; not one that was handed over to another."""
    return SQL(
        """
        UPDATE client_tie tie SET is_responsible = TRUE
          FROM (SELECT DISTINCT ON (t.partner_id, t.company_id) t.id
                  FROM client_tie t
                  JOIN res_users u ON u.id = t.user_id AND u.active
                 WHERE t.active
                   AND NOT EXISTS (SELECT FROM client_tie other
                                    WHERE other.partner_id = t.partner_id AND other.company_id = t.company_id
                                      AND other.is_responsible)
                   AND NOT EXISTS (SELECT FROM client_tie_transfer given
                                    WHERE given.tie_id = t.id AND given.state = 'accepted')
                 ORDER BY t.partner_id, t.company_id, t.contact_days DESC, t.last_two_way DESC NULLS LAST, t.id) first
         WHERE first.id = tie.id
        RETURNING tie.id
        """
    )


def propose_successors(users, today, uid, now):
    """Propose to hand over all ties of ``users`` (ids) who left, none twice.

    To the colleague of the client team with the next strongest tie to the person, else the account manager, else the
    head of the sales team; to nobody where there is none: a director decides. Returns (transfer id, to whom).
    """
    return SQL(
        """
        INSERT INTO client_tie_transfer (tie_id, partner_id, group_id, company_id, from_user_id, to_user_id, state,
                                         proposed_on, create_uid, write_uid, create_date, write_date)
        SELECT tie.id, tie.partner_id, tie.group_id, tie.company_id, tie.user_id,
               COALESCE(
                   (SELECT other.user_id
                      FROM client_tie other
                      JOIN client_group_member member ON member.group_id = tie.group_id
                                                     AND member.user_id = other.user_id
                      JOIN res_users u ON u.id = other.user_id AND u.active
                     WHERE other.partner_id = tie.partner_id AND other.company_id = tie.company_id
                       AND other.active AND NOT other.user_id = ANY(%(users)s)
                     ORDER BY other.contact_days DESC, other.last_two_way DESC NULLS LAST, other.id LIMIT 1),
                   (SELECT u.id FROM client_group g
                      JOIN res_users u ON u.id = g.key_account_manager_id AND u.active
                     WHERE g.id = tie.group_id AND NOT u.id = ANY(%(users)s)),
                   (SELECT u.id FROM crm_team_member seat
                      JOIN crm_team team ON team.id = seat.crm_team_id
                      JOIN res_users u ON u.id = team.user_id AND u.active
                     WHERE seat.user_id = tie.user_id AND NOT u.id = ANY(%(users)s)
                     ORDER BY seat.active DESC, seat.id LIMIT 1)),
               'proposed', %(today)s, %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
          FROM client_tie tie
         WHERE tie.user_id = ANY(%(users)s) AND tie.active
           AND NOT EXISTS (SELECT FROM client_tie_transfer given
                            WHERE given.tie_id = tie.id
                              AND (given.state = 'proposed'
                                   OR given.state = 'accepted' AND tie.is_responsible IS NOT TRUE))
        RETURNING id, to_user_id
        """,
        users=list(users),
        today=today,
        uid=uid,
        now=now,
    )


def remind(transfers, to_dos):
    """Note at the hand-overs ``transfers`` (ids) the to-do of whom they are proposed to, {user id: activity id}."""
    return SQL(
        """
        UPDATE client_tie_transfer SET activity_id = to_do.activity_id
          FROM UNNEST(%(users)s, %(activities)s) AS to_do (user_id, activity_id)
         WHERE client_tie_transfer.id = ANY(%(transfers)s) AND client_tie_transfer.to_user_id = to_do.user_id
        """,
        users=list(to_dos),
        activities=list(to_dos.values()),
        transfers=list(transfers),
    )
