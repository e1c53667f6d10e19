"""What clients answered and accepted, as SQL joined to the leads of a SELECT over ``crm_lead`` and ``target (id)``."""

from dataclasses import dataclass, field
from datetime import date

from odoo.tools import SQL

NEVER = SQL("FALSE")


@dataclass(frozen=True)
class AnswerRule:
    """When an answer to ``question`` meets ``criterion`` (ids); only what belongs to the type of the answer is read."""

    criterion: int
    question: int
    answer_type: str
    yes_no: str = "yes"
    choices: tuple = ()
    is_at_least: bool = True
    number: float = 0.0
    until: date | None = field(default=None)

    def met(self):
        """SQL on ``lead_answer``: TRUE, FALSE, or NULL where it settles nothing."""
        match self.answer_type:
            case "yes_no":
                return SQL("lead_answer.yes_no = %s", self.yes_no)
            case "choice":
                return SQL("lead_answer.choice_id = ANY(%s)", list(self.choices))
            case "number" if self.is_at_least:
                return SQL("lead_answer.number >= %s", self.number)
            case "number":
                return SQL("lead_answer.number <= %s", self.number)
            case "date":
                return SQL("lead_answer.date <= %s", self.until)
        return SQL("NULL::boolean")  # words and documents: a person judges


def answer_joins(rules, asked_since):
    """JOINs of the latest answers and of the questions asked lately.

    :param rules: ``AnswerRule`` for each criterion with a question
    :param asked_since: questions asked from then on are not asked again yet
    """
    if not rules:
        return SQL()
    return SQL(
        """
        LEFT JOIN (%s) answer ON answer.lead_id = crm_lead.id
        LEFT JOIN (SELECT lead_id, ARRAY_AGG(question_id) AS questions
                     FROM lead_answer
                    WHERE side = 'ours' AND asked_on >= %s AND lead_id IN (SELECT id FROM target)
                    GROUP BY lead_id) asked ON asked.lead_id = crm_lead.id
        """,
        _answers(rules),
        asked_since,
    )


def condition_join(today):
    """JOIN of the conditions sent.

    :param today: a condition whose deadline is before it waits no more
    """
    return SQL(
        """
        LEFT JOIN (SELECT lead_id,
                          ARRAY_AGG(origin) FILTER (WHERE state = 'accepted') AS accepted,
                          ARRAY_AGG(origin) FILTER (WHERE state = 'waiting' AND deadline >= %s) AS waiting
                     FROM (SELECT sent.lead_id, sent.state, sent.deadline,
                                  COALESCE(criterion.origin_id, criterion.id) AS origin
                             FROM lead_condition sent
                             JOIN lead_criterion criterion ON criterion.id = sent.criterion_id
                            WHERE sent.lead_id IN (SELECT id FROM target)) sent
                    GROUP BY lead_id) conditional ON conditional.lead_id = crm_lead.id
        """,
        today,
    )


def answered(criterion):
    """(met, not met) of a criterion by the answer to its question."""
    return SQL.identifier("answer", f"met_{criterion}"), SQL.identifier("answer", f"not_met_{criterion}")


def asked_lately(question):
    """Whether a question (id or none) was asked lately."""
    return SQL("COALESCE(%s = ANY(asked.questions), FALSE)", question) if question else NEVER


def conditional(criterion):
    """(accepted, waiting for an answer): conditions sent that would meet the criterion (id of its first version)."""
    return SQL("%s = ANY(conditional.accepted)", criterion), SQL("%s = ANY(conditional.waiting)", criterion)


def _answers(rules):
    """One row per lead: of the latest answer to each question, which criteria it meets and which it does not."""
    columns = []
    for rule in rules:
        # What a person read in the answer counts before the rule.
        settled = SQL(
            "CASE judgement WHEN 'met' THEN TRUE WHEN 'not_met' THEN FALSE WHEN 'unclear' THEN NULL ELSE %s END",
            rule.met(),
        )
        of_question = SQL("question_id = %s", rule.question)
        met, not_met = (SQL.identifier(f"{name}_{rule.criterion}") for name in ("met", "not_met"))
        columns.append(SQL("BOOL_OR(%s) FILTER (WHERE %s) AS %s", settled, of_question, met))
        columns.append(SQL("BOOL_OR(NOT (%s)) FILTER (WHERE %s) AS %s", settled, of_question, not_met))
    return SQL(
        """
        SELECT lead_id, %s
          FROM (SELECT DISTINCT ON (lead_id, question_id) *
                  FROM lead_answer
                 WHERE state = 'answered' AND side = 'ours' AND question_id = ANY(%s)
                   AND lead_id IN (SELECT id FROM target)
                 ORDER BY lead_id, question_id, answered_on DESC NULLS LAST, id DESC) lead_answer
         GROUP BY lead_id
        """,
        SQL(", ").join(columns),
        sorted({rule.question for rule in rules}),
    )
