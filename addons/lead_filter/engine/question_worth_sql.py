"""What each counter-question has been worth on closed requests: does it tell real from empty, and does it drive real
clients away (000)?"""

from odoo.tools import SQL

from .difference import newcombe_sql, share_sql, wilson_sql

# With fewer cases on either side nothing is said.
FLOOR = 5


def asked():
    """SQL of a row for each question put to the client of each closed request.

    Columns: lead_id, company_id, question_id, place (how many had been asked then), is_real (NULL: nobody says),
    is_good (answered, and nothing in the answer speaks against the request), is_silent (he said nothing any more after
    it), is_away (and bought elsewhere later).

    - *closed*: won, lost, refused, empty, or bought elsewhere. *Real*: won, of the class *target*, or bought elsewhere;
      not real: vague, empty or refused. A lost one that nobody classed is neither.
    - What speaks against: a person's reading of the answer, else the criterion of the portrait that judged the request.
    """
    return SQL(
        """
        WITH closed AS (
            SELECT lead.id, COALESCE(lead.company_id, creator.company_id) AS company_id, lead.filter_portrait_id,
                   lead.need_timing = 'bought_elsewhere' AS is_elsewhere, lead.bought_elsewhere_on,
                   CASE WHEN lead.won_status = 'won' OR lead.request_class = 'target'
                             OR lead.need_timing = 'bought_elsewhere' THEN TRUE
                        WHEN lead.request_class IN ('vague', 'empty')
                             OR lead.filter_outcome IN ('disqualified', 'empty') THEN FALSE
                   END AS is_real
              FROM crm_lead lead
              LEFT JOIN res_users creator ON creator.id = lead.create_uid
             WHERE lead.won_status IN ('won', 'lost') OR lead.filter_outcome IN ('disqualified', 'empty')
                OR lead.need_timing = 'bought_elsewhere'
        ), said AS (
            SELECT answer.*, closed.company_id AS of_company_id, closed.is_real, closed.is_elsewhere,
                   closed.bought_elsewhere_on, closed.filter_portrait_id,
                   COUNT(*) OVER (PARTITION BY answer.lead_id ORDER BY answer.asked_on) AS place,
                   MAX(answer.asked_on) OVER of_lead AS last_asked_on,
                   MAX(answer.answered_on) FILTER (WHERE answer.state <> 'asked') OVER of_lead AS last_said_on
              FROM lead_answer answer
              JOIN closed ON closed.id = answer.lead_id
             WHERE answer.side = 'ours' AND answer.exchange = 'question' AND answer.question_id IS NOT NULL
            WINDOW of_lead AS (PARTITION BY answer.lead_id)
        ), latest AS (
            SELECT DISTINCT ON (lead_id, question_id) *
              FROM said
             ORDER BY lead_id, question_id, (state = 'answered') DESC, asked_on DESC, id DESC
        )
        SELECT latest.lead_id, latest.of_company_id AS company_id, latest.question_id, latest.place, latest.is_real,
               latest.state = 'answered' AND COALESCE(
                   CASE latest.judgement WHEN 'met' THEN TRUE WHEN 'not_met' THEN FALSE END,
                   CASE question.answer_type
                        WHEN 'yes_no' THEN latest.yes_no = rule.wanted_answer
                        WHEN 'choice' THEN EXISTS (SELECT FROM lead_criterion_lead_question_choice_rel wanted
                                                    WHERE wanted.lead_criterion_id = rule.id
                                                      AND wanted.lead_question_choice_id = latest.choice_id)
                                           OR rule.id IS NULL
                        WHEN 'number' THEN CASE WHEN rule.number_operator = 'at_most'
                                                THEN latest.number <= rule.wanted_number
                                                ELSE latest.number >= rule.wanted_number END
                        WHEN 'date' THEN latest.date <= latest.answered_on::date + rule.within_days
                   END, TRUE) AS is_good,
               latest.state = 'asked' AND latest.asked_on = latest.last_asked_on
                   AND COALESCE(latest.last_said_on < latest.asked_on, TRUE) AS is_silent,
               latest.state = 'asked' AND latest.asked_on = latest.last_asked_on
                   AND COALESCE(latest.last_said_on < latest.asked_on, TRUE) AND COALESCE(latest.is_elsewhere, FALSE)
                   AND COALESCE(latest.bought_elsewhere_on >= latest.asked_on::date, TRUE) AS is_away
          FROM latest
          JOIN lead_question question ON question.id = latest.question_id
          LEFT JOIN LATERAL (SELECT criterion.*
                               FROM lead_criterion criterion
                              WHERE criterion.portrait_id = latest.filter_portrait_id
                                AND criterion.question_id = latest.question_id
                              ORDER BY criterion.sequence, criterion.id
                              LIMIT 1) rule ON TRUE
        """
    )


def worth():
    """SQL of a row for each question and company, with counts, shares and their 95 % intervals.

    ``difference``: the share of real requests among those with a good answer, less that among the others asked.
    """
    good, other = (SQL("good_real"), SQL("good_count")), (SQL("other_real"), SQL("other_count"))
    difference, low, high = newcombe_sql(*good, *other)
    away_low, away_high = wilson_sql(SQL("away_count"), SQL("asked_count"))
    return SQL(
        """
        SELECT told.*,
               CASE WHEN good_count < %(floor)s OR other_count < %(floor)s THEN 'few'
                    WHEN low > 0 THEN 'tells' WHEN high < 0 THEN 'misleads' ELSE 'nothing' END AS state
          FROM (SELECT counted.*, %(good)s AS good_share, %(other)s AS other_share, %(difference)s AS difference,
                       %(low)s AS low, %(high)s AS high, %(away)s AS away_share, %(away_low)s AS away_low,
                       %(away_high)s AS away_high
                  FROM (SELECT company_id::bigint * 1000000 + question_id AS id, question_id, company_id,
                               COUNT(*) AS asked_count,
                               COUNT(*) FILTER (WHERE is_real) AS real_count,
                               COUNT(*) FILTER (WHERE NOT is_real) AS empty_count,
                               COUNT(*) FILTER (WHERE is_real IS NULL) AS untold_count,
                               COUNT(*) FILTER (WHERE is_good AND is_real IS NOT NULL) AS good_count,
                               COUNT(*) FILTER (WHERE is_good AND is_real) AS good_real,
                               COUNT(*) FILTER (WHERE NOT is_good AND is_real IS NOT NULL) AS other_count,
                               COUNT(*) FILTER (WHERE NOT is_good AND is_real) AS other_real,
                               COUNT(*) FILTER (WHERE is_silent) AS silent_count,
                               COUNT(*) FILTER (WHERE is_away) AS away_count,
                               PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY place) AS place
                          FROM (%(asked)s) asked
                         GROUP BY question_id, company_id) counted) told
        """,
        floor=FLOOR,
        good=share_sql(*good),
        other=share_sql(*other),
        difference=difference,
        low=low,
        high=high,
        away=share_sql(SQL("away_count"), SQL("asked_count")),
        away_low=away_low,
        away_high=away_high,
        asked=asked(),
    )


def places():
    """SQL of a row for each company and place: after the n-th question, how many went silent and bought elsewhere."""
    silent_low, silent_high = wilson_sql(SQL("silent_count"), SQL("asked_count"))
    return SQL(
        """
        SELECT counted.*, %(silent)s AS silent_share, %(silent_low)s AS silent_low, %(silent_high)s AS silent_high,
               %(away)s AS away_share
          FROM (SELECT company_id::bigint * 1000 + place AS id, company_id, place,
                       COUNT(DISTINCT lead_id) AS asked_count,
                       COUNT(DISTINCT lead_id) FILTER (WHERE is_silent) AS silent_count,
                       COUNT(DISTINCT lead_id) FILTER (WHERE is_away) AS away_count
                  FROM (%(asked)s) asked
                 WHERE place < 1000
                 GROUP BY company_id, place) counted
        """,
        silent=share_sql(SQL("silent_count"), SQL("asked_count")),
        silent_low=silent_low,
        silent_high=silent_high,
        away=share_sql(SQL("away_count"), SQL("asked_count")),
        asked=asked(),
    )
