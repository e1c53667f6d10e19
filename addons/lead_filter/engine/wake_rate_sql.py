"""How often a wake-up found a need (F4): over all, by team, and by why the requests slept."""

from odoo.tools import SQL


def wake_rates():
    """SQL of rows for ``lead.wake.rate``: of each company, one over all, one a team, one for each reason."""
    return SQL(
        """
        SELECT ROW_NUMBER() OVER (ORDER BY company_id, scope, team_id NULLS FIRST, need_timing NULLS FIRST) AS id,
               counted.*
          FROM (SELECT company_id,
                       CASE WHEN GROUPING(team_id) = 0 THEN 'team' WHEN GROUPING(need_timing) = 0 THEN 'reason'
                            ELSE 'all' END AS scope,
                       team_id, need_timing,
                       COUNT(*) AS woken_count,
                       COUNT(*) FILTER (WHERE result = 'hit') AS hit_count,
                       COUNT(*) FILTER (WHERE result = 'miss') AS miss_count,
                       COUNT(*) FILTER (WHERE result = 'open') AS open_count,
                       COUNT(*) FILTER (WHERE result = 'hit')::float8
                           / NULLIF(COUNT(*) FILTER (WHERE result <> 'open'), 0) AS hit_share
                  FROM lead_sleep
                 WHERE woken_on IS NOT NULL
                 GROUP BY GROUPING SETS ((company_id), (company_id, team_id), (company_id, need_timing))) counted
        """
    )
