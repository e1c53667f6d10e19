"""Target, vague or empty (000), as SQL over ``crm_lead``: what documents, address and silence of a client say.

A rule says something only where it is known: documents nobody asked for make no request vague.
"""

from odoo.tools import SQL

# Rule: the class it proposes, in the order in which they are asked.
RULES = {
    "no_identity": "empty",
    "no_answer": "empty",
    "documents_not_met": "vague",
    "documents_evaded": "vague",
    "documents_met": "target",
    "ours": "target",
}


def proposed(first, last):
    """Rows (id, rule) of open requests with these ids whose class no person said; the rule may be NULL."""
    return SQL(
        """
        WITH place AS (
            SELECT criterion.portrait_id, criterion.kind, criterion.question_id,
                   ROW_NUMBER() OVER (PARTITION BY criterion.portrait_id ORDER BY criterion.sequence, criterion.id)::int
                       AS place
              FROM lead_criterion criterion
        ), document AS (
            SELECT * FROM place WHERE kind = 'document'
        )
        SELECT lead.id,
               CASE WHEN lead.partner_id IS NULL AND COALESCE(lead.email_from, '') = ''
                         AND COALESCE(lead.phone, '') = '' THEN 'no_identity'
                    WHEN silent.is_silent THEN 'no_answer'
                    WHEN documents.is_not_met THEN 'documents_not_met'
                    WHEN documents.is_evaded AND NOT documents.is_met THEN 'documents_evaded'
                    WHEN documents.is_met THEN 'documents_met'
                    WHEN lead.filter_verdict = 'ours' THEN 'ours'
               END AS rule
          FROM crm_lead lead
          LEFT JOIN LATERAL (
                SELECT BOOL_OR(SUBSTR(lead.filter_outcomes, document.place, 1) = '2') AS is_not_met,
                       BOOL_AND(SUBSTR(lead.filter_outcomes, document.place, 1) = '1') AS is_met,
                       BOOL_OR(EXISTS (SELECT FROM lead_answer answer
                                        WHERE answer.lead_id = lead.id AND answer.side = 'ours'
                                          AND answer.question_id = document.question_id
                                          AND answer.state = 'evaded')) AS is_evaded
                  FROM document
                 WHERE document.portrait_id = lead.filter_portrait_id) documents ON TRUE
          LEFT JOIN LATERAL (
                SELECT TRUE AS is_silent
                  FROM lead_question_sending sending
                 WHERE sending.lead_id = lead.id AND sending.state = 'silent'
                   AND NOT EXISTS (SELECT FROM lead_answer answer
                                    WHERE answer.lead_id = lead.id AND answer.answered_on > sending.sent_on)
                   AND NOT EXISTS (SELECT FROM lead_question_sending later
                                    WHERE later.lead_id = lead.id AND later.sent_on > sending.sent_on)
                 LIMIT 1) silent ON TRUE
         WHERE lead.id BETWEEN %s AND %s AND lead.active AND lead.won_status = 'pending'
           AND lead.request_class IS NULL
        """,
        first,
        last,
    )


def store(first, last):
    """UPDATE of the proposals that changed; what somebody else proposed stays until an answer came after it."""
    classes = SQL(", ").join(SQL("(%s, %s)", rule, request_class) for rule, request_class in RULES.items())
    return SQL(
        """
        UPDATE crm_lead
           SET request_class_rule = ruled.rule,
               request_class_proposed = class.request_class,
               request_class_proposed_on = CASE WHEN ruled.rule IS NULL THEN NULL ELSE NOW() AT TIME ZONE 'UTC' END,
               request_class_reason = NULL
          FROM (%s) ruled
          LEFT JOIN (VALUES %s) class (rule, request_class) ON class.rule = ruled.rule
         WHERE crm_lead.id = ruled.id
           AND (crm_lead.request_class_rule IS DISTINCT FROM ruled.rule
                OR ruled.rule IS NULL AND EXISTS (
                    SELECT FROM lead_answer answer
                     WHERE answer.lead_id = ruled.id
                       AND answer.answered_on > crm_lead.request_class_proposed_on))
        """,
        proposed(first, last),
        classes,
    )
