"""What is asked, answered, handed over and put to sleep about the leads of "relations": a row of each kind a lead.

Every lead is judged by one portrait of three criteria; a third is ours, a third open, a third not.
"""

from odoo.fields import Command

TABLES = (
    "lead_answer",
    "lead_question_sending",
    "lead_condition",
    "lead_handover",
    "lead_role",
    "lead_gate_evidence",
    "lead_sleep",
    "lead_economics",
    "lead_target",
    "client_budget_calendar",
)


def prepare(env, names):
    """{name: id} of what the statements refer to, besides ``names``."""
    question = env["lead.question"].create({"name": "How many pieces a lot?", "answer_type": "number"})
    portrait = env["lead.portrait"].create(
        {
            "name": "Bench",
            "criterion_ids": [
                Command.create({"name": "Address", "domain": "[('email_from', '!=', False)]", "is_knock_out": True}),
                Command.create({"name": "Company", "domain": "[('partner_name', '!=', False)]", "weight": 1.0}),
                Command.create(
                    {"name": "Lot", "kind": "question", "question_id": question.id, "wanted_number": 300, "weight": 2.0}
                ),
            ],
        }
    )
    targets = env["lead.target.list"].create({"name": "Bench", "portrait_id": portrait.id})
    return {
        "records": names["records"],
        "company": names["company"],
        "user": names["user"],
        "first": names["first"],
        "companies": names["companies"],
        "question": question.id,
        "portrait": portrait.id,
        "criterion": portrait.criterion_ids[2].id,
        "targets": targets.id,
        "role": env["lead.role.type"].search([], limit=1).id,
        "gate": env["lead.gate"].search([], limit=1).id,
    }


# In force without the first judging, whose result is written by the statements.
IN_FORCE = "UPDATE lead_portrait SET state = 'in_force', in_force_since = NOW() WHERE id = %(portrait)s"
STATEMENTS = (
    """
    UPDATE crm_lead
       SET filter_portrait_id = %(portrait)s, filter_outcomes = (ARRAY['110', '111', '112'])[1 + id %% 3],
           filter_verdict = (ARRAY['open', 'ours', 'not_ours'])[1 + id %% 3],
           filter_score_min = (ARRAY[33, 100, 33])[1 + id %% 3], filter_score_max = (ARRAY[100, 100, 33])[1 + id %% 3],
           filter_criterion_id = CASE id %% 3 WHEN 2 THEN %(criterion)s END,
           next_question_id = CASE id %% 3 WHEN 0 THEN %(question)s END,
           handover_state = CASE id %% 9 WHEN 1 THEN 'accepted' END
     WHERE id >= 1000
    """,
    """
    INSERT INTO lead_answer (lead_id, company_id, question_id, asked_by_id, exchange, side, state, number, asked_on,
                             answered_on, create_uid, create_date, write_uid, write_date)
    SELECT id, company_id, %(question)s, %(user)s, 'question', 'ours',
           CASE id %% 3 WHEN 0 THEN 'asked' ELSE 'answered' END,
           CASE id %% 3 WHEN 1 THEN 600 ELSE 20 END, NOW() - id %% 700 * INTERVAL '1 day',
           CASE WHEN id %% 3 > 0 THEN NOW() - id %% 700 * INTERVAL '1 day' END, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_question_sending (lead_id, company_id, person_id, user_id, state, email, lang, subject, expires_on,
                                       sent_on, create_uid, create_date, write_uid, write_date)
    SELECT id, company_id, partner_id, %(user)s, CASE id %% 3 WHEN 0 THEN 'silent' ELSE 'answered' END, email_from,
           'en_US', 'Questions', NOW() + INTERVAL '30 days', NOW(), 1, NOW() - id %% 700 * INTERVAL '1 day', 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_condition (lead_id, company_id, criterion_id, kind, offer, state, sent_on, deadline, create_uid,
                                create_date, write_uid, write_date)
    SELECT id, company_id, %(criterion)s, 'lot', '300 pieces a lot', 'refused', CURRENT_DATE - id %% 700,
           CURRENT_DATE - id %% 700 + 14, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_handover (lead_id, company_id, from_user_id, to_user_id, portrait_id, kind, state, verdict,
                               proposed_on, create_uid, create_date, write_uid, write_date)
    SELECT id, company_id, %(user)s, %(user)s, %(portrait)s, 'development',
           CASE id %% 9 WHEN 1 THEN 'accepted' ELSE 'withdrawn' END, 'ours', NOW() - id %% 700 * INTERVAL '1 day',
           1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_role (lead_id, company_id, partner_id, type_id, user_id, stance, state, evidence_on, create_uid,
                           create_date, write_uid, write_date)
    SELECT id, company_id, partner_id, %(role)s, %(user)s, 'unknown', 'confirmed', CURRENT_DATE, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_gate_evidence (lead_id, company_id, gate_id, partner_id, user_id, note, date, create_uid,
                                    create_date, write_uid, write_date)
    SELECT id, company_id, %(gate)s, partner_id, %(user)s, 'Visited', CURRENT_DATE, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_sleep (lead_id, company_id, user_id, need_timing, woken_by, result, asleep_on, need_date,
                            wake_date, woken_on, create_uid, create_date, write_uid, write_date)
    SELECT id, company_id, %(user)s, 'date', 'date', (ARRAY['open', 'hit', 'miss'])[1 + id %% 3],
           CURRENT_DATE - 90 - id %% 700, CURRENT_DATE - id %% 700, CURRENT_DATE - 14 - id %% 700,
           CURRENT_DATE - 14 - id %% 700, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_economics (lead_id, company_id, name, accepts_price, accepts_lot, accepts_simplification, lot,
                                price_unit, yearly_volume, revenue, profit, profitability, active, meets_plan,
                                is_calculable, is_series, is_signed, planned_profitability, create_uid, create_date,
                                write_uid, write_date)
    SELECT id, company_id, 'Boards', 'unknown', 'unknown', 'unknown', 600, 70, 40000, 42000, 9000, 0.2, TRUE, TRUE,
           TRUE, TRUE, TRUE, 0.15, 1, NOW(), 1, NOW()
      FROM crm_lead WHERE id >= 1000
    """,
    """
    INSERT INTO lead_target (list_id, company_id, partner_id, portrait_id, user_id, state, verdict, outcomes, score_min,
                             score_max, active, judged_on, create_uid, create_date, write_uid, write_date)
    SELECT %(targets)s, %(company)s, %(first)s + n, %(portrait)s, %(user)s, 'new', 'open', '110', 33, 100, TRUE, NOW(),
           1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(companies)s - 1) n
    """,
    """
    INSERT INTO client_budget_calendar (partner_id, group_id, company_id, budget_year, responsible_id, collect_on,
                                        approve_on, lock_on, active, repeats_yearly, create_uid, create_date, write_uid,
                                        write_date)
    SELECT p.id, p.client_group_id, %(company)s, 2027, %(user)s, CURRENT_DATE + n %% 300, CURRENT_DATE + 20 + n %% 300,
           CURRENT_DATE + 40 + n %% 300, TRUE, TRUE, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(companies)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n
    """,
)
