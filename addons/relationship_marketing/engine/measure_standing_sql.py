"""How the two halves of each measure stand to each other, in each month (R12)."""

from odoo.tools import SQL


def _half(half):
    """The state of a half: met where all figures that decide are, not met where one is not, else unknown."""
    return SQL(
        """
        CASE WHEN BOOL_OR(snapshot.half = %(half)s AND snapshot.state = 'not_met') THEN 'not_met'
             WHEN BOOL_AND(snapshot.state = 'met') FILTER (WHERE snapshot.half = %(half)s) THEN 'met'
             ELSE 'unknown' END
        """,
        half=half,
    )


def standings():
    """One row per client group, company, measure and month, from the figures that decide.

    As ``engine.measure.judge_half`` and ``accord`` say it.
    """
    return SQL(
        """
        SELECT standing.*,
               CASE WHEN 'unknown' IN (behavioural_state, stated_state) THEN 'unknown'
                    WHEN behavioural_state = stated_state THEN 'agree'
                    WHEN behavioural_state = 'met' THEN 'deeds_better'
                    ELSE 'words_better' END AS accord
          FROM (
                SELECT MIN(snapshot.id) AS id, snapshot.group_id, snapshot.company_id, snapshot.measure_id,
                       snapshot.month, snapshot.month = latest.month AS is_latest,
                       %(behavioural)s AS behavioural_state, %(stated)s AS stated_state
                  FROM client_measure_snapshot snapshot
                  JOIN client_measure_figure figure ON figure.id = snapshot.figure_id AND figure.is_deciding
                  JOIN (SELECT company.id, (SELECT MAX(last.month) FROM client_measure_snapshot last
                                             WHERE last.company_id = company.id) AS month
                          FROM res_company company) latest ON latest.id = snapshot.company_id
                 GROUP BY snapshot.group_id, snapshot.company_id, snapshot.measure_id, snapshot.month, latest.month
               ) standing
        """,
        behavioural=_half("behavioural"),
        stated=_half("stated"),
    )
