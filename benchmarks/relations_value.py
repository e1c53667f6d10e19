"""What is worked out and recorded about the value of the clients of "relations": about 100 000 rows of each kind.

``%(turns)s`` is so chosen that every client group has that many rows of each kind, the newest of them in force.
"""

TABLES = (
    "client_net_value",
    "client_service_cost",
    "client_assessment",
    "client_decision",
    "client_position",
    "client_attribute_weight",
    "client_measure_snapshot",
    "client_performance",
    "client_level_reach",
    "client_plan",
)
SERVICE_COSTS = """
    INSERT INTO client_service_cost (partner_id, group_id, company_id, user_id, currency_id, date, hours, cost,
                                     is_cost_unknown, name, kind, origin, nature, effect, active, create_uid,
                                     create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, %(user)s, %(currency)s, CURRENT_DATE - n %% 700, n %% 7, 40 * (n %% 7),
           n %% 9 = 0, 'Visit ' || n, 'service', 'typed', 'cost', 'none', TRUE, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n * 19 %% %(companies)s
"""
STATEMENTS = (
    """
    INSERT INTO client_net_value (group_id, company_id, period, date_from, date_to, turnover, margin, unknown_turnover,
                                  known_share, service_cost, relationship_cost, complaint_cost, net_value, is_current,
                                  is_at_most, state)
    SELECT g.id, %(company)s, CASE n WHEN 0 THEN 'rolling' ELSE 'year' END,
           MAKE_DATE(2025 - n, 1, 1), MAKE_DATE(2025 - n, 12, 31), 1000 * (g.id %% 97), 100 * (g.id %% 97), 0, 100,
           50 * (g.id %% 89), 10, 10, 100 * (g.id %% 97) - 50 * (g.id %% 89) - 20, n = 0, g.id %% 5 = 0,
           CASE g.id %% 5 WHEN 0 THEN 'unknown' ELSE 'met' END
      FROM client_group g, GENERATE_SERIES(0, %(turns)s - 1) n
     WHERE g.id >= 1000
    """,
    SERVICE_COSTS,
    """
    INSERT INTO client_assessment (group_id, company_id, criterion_id, half_id, is_current, date, state)
    SELECT g.id, %(company)s, half.criterion_id, half.id, n = 0, CURRENT_DATE - 100 * n,
           CASE (g.id + half.id) %% 3 WHEN 0 THEN 'met' WHEN 1 THEN 'not_met' ELSE 'unknown' END
      FROM client_group g, client_criterion_half half, GENERATE_SERIES(0, %(turns)s / 16) n
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_decision (group_id, company_id, user_id, date, kind, reason, past_state, active, create_uid,
                                 create_date, write_uid, write_date)
    SELECT g.id, %(company)s, %(user)s, CURRENT_DATE - 30 * n, CASE g.id %% 3 WHEN 0 THEN 'key' ELSE 'regular' END,
           'Reason', 'unknown', TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, GENERATE_SERIES(1, %(turns)s) n
     WHERE g.id >= 1000 AND g.id %% 10 > 0
    """,
    """
    INSERT INTO client_position (group_id, company_id, view, date, origin, is_current, is_placed, is_moved, risk, value,
                                 computed_risk, computed_value, known_risk, known_value, cell_id, turnover, create_uid,
                                 create_date, write_uid, write_date)
    SELECT g.id, %(company)s, CASE n %% 2 WHEN 0 THEN 'ours' ELSE 'theirs' END, CURRENT_DATE - 30 * n, 'computed',
           n < 2, TRUE, FALSE, (g.id + n) %% 100, g.id * 7 %% 100, (g.id + n) %% 100, g.id * 7 %% 100, 1, 1,
           (SELECT MIN(id) FROM client_position_cell), g.id %% 1000 * 100, 1, NOW(), 1, NOW()
      FROM client_group g, GENERATE_SERIES(0, %(turns)s - 1) n
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_attribute_weight (group_id, company_id, attribute_id, kind, user_id, side, said_on, weight,
                                         our_score, felt, is_current, active, create_uid, create_date, write_uid,
                                         write_date)
    SELECT g.id, %(company)s, a.id, a.kind, %(user)s, 'ours', CURRENT_DATE - 100 * n, (g.id + a.id) %% 6,
           1 + (g.id + a.id) %% 5, 'yes', n = 0, TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, client_attribute a, GENERATE_SERIES(0, 1) n
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_measure_snapshot (group_id, company_id, figure_id, measure_id, half, month, as_of, is_known,
                                         value, counted, cases, state)
    SELECT g.id, %(company)s, f.id, f.measure_id, f.half,
           (DATE_TRUNC('month', NOW()) - n * INTERVAL '1 month')::date, CURRENT_DATE - 30 * n, TRUE, g.id %% 100, 3, 7,
           CASE g.id %% 3 WHEN 0 THEN 'met' WHEN 1 THEN 'not_met' ELSE 'unknown' END
      FROM client_group g, client_measure_figure f, GENERATE_SERIES(0, 1) n
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_performance (group_id, company_id, month, indicator, unit, cases, failed, value, state,
                                    has_standard, create_uid, create_date, write_uid, write_date)
    SELECT g.id, %(company)s, (DATE_TRUNC('month', NOW()) - n * INTERVAL '1 month')::date, indicator, 'percent', 20,
           n, 100 - n, CASE (g.id + n) %% 3 WHEN 0 THEN 'not_met' ELSE 'met' END, TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, GENERATE_SERIES(0, %(turns)s / 2) n, UNNEST(ARRAY['on_time', 'returns']) indicator
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_level_reach (group_id, company_id, is_current, since_on, until_on, missing_count, unknown_count,
                                    could_climb, next_level_id, create_uid, create_date, write_uid, write_date)
    SELECT g.id, %(company)s, n = 0, CURRENT_DATE - 60 * n, CASE WHEN n > 0 THEN CURRENT_DATE - 60 * (n - 1) END,
           g.id %% 4, 0, g.id %% 4 = 1, (SELECT MIN(id) FROM client_level), 1, NOW(), 1, NOW()
      FROM client_group g, GENERATE_SERIES(0, %(turns)s - 1) n
     WHERE g.id >= 1000
    """,
    """
    INSERT INTO client_plan (group_id, company_id, owner_id, name, state, date_from, date_to, moved_on, next_review,
                             is_spend_known, spend_amount, could_hold, active, create_uid, create_date, write_uid,
                             write_date)
    SELECT g.id, %(company)s, %(user)s, 'Plan ' || n, CASE n WHEN 0 THEN 'in_force' ELSE 'closed' END,
           CURRENT_DATE - 365 * (n + 1), CURRENT_DATE - 365 * n, CURRENT_DATE - 30, CURRENT_DATE + 30, TRUE, 1000000,
           50, TRUE, 1, NOW(), 1, NOW()
      FROM client_group g, GENERATE_SERIES(0, %(turns)s - 1) n
     WHERE g.id >= 1000
    """,
)
