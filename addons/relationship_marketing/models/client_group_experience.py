from collections import defaultdict

from odoo import api, fields, models

from ..engine.months import add_months, month_of
from ..engine.nearness import Experience, Question, nearest

NAMED = 3
# So many records of the same problem or product are weighed, the latest first.
WEIGHED = 200
READ_FIELDS = (
    "name",
    "date",
    "partner_id",
    "group_id",
    "problem_family_id",
    "categ_id",
    "helped_count",
    "state",
    "confirmed_on",
    "author_name",
    "side",
    "summary",
    "solution",
    "went_wrong",
    "went_well",
)
SHOWN_LENGTH = 160


class ClientGroup(models.Model):
    _inherit = "client.group"

    @api.model
    def _client_contexts(self, partners):
        """Adds ``experiences``: the three nearest, [{id, name, text, date, division, author, helped, is_old}]; and
        ``agreement``: {"id", "name"} of one in force that covers the client, or False.
        """
        contexts = super()._client_contexts(partners)
        if not partners:
            return contexts
        questions = self._experience_questions(partners.commercial_partner_id)
        candidates = self._experience_candidates(questions.values())
        valid = self.env["client.agreement"]._valid_for(partners, self.env.company)
        for partner in partners:
            division = partner.commercial_partner_id
            found = nearest(questions[division], candidates.values(), NAMED)
            agreement = valid.get(division)
            contexts.setdefault(partner.id, {}).update(
                experiences=[self._experience_row(experience.id) for experience in found],
                agreement={"id": agreement.id, "name": agreement.display_name} if agreement else False,
            )
        return contexts

    @api.model
    def _experience_questions(self, divisions):
        """{division: Question}: its group, what it bought in the last 12 months, its problems of before."""
        start = add_months(month_of(fields.Date.context_today(self)), -12)
        bought, problems = defaultdict(set), defaultdict(set)
        for partner, family in self.env["client.supply"]._read_group(
            [("partner_id", "in", divisions.ids), ("month", ">=", start), ("categ_id", "!=", False)],
            ["partner_id", "categ_id"],
        ):
            bought[partner].add(family.id)
        for partner, family in self._problem_families_of(divisions):
            problems[partner].add(family.id)
        return {
            division: Question(
                division=division.id,
                group=division.client_group_id.id or None,
                problem_families=frozenset(problems[division]),
                product_families=frozenset(bought[division]),
            )
            for division in divisions
        }

    @api.model
    def _problem_families_of(self, divisions):
        """[(division, problem family)] of what went wrong there."""
        return self.env["client.experience"]._read_group(
            [("partner_id", "in", divisions.ids), ("problem_family_id", "!=", False)],
            ["partner_id", "problem_family_id"],
        )

    @api.model
    def _experience_candidates(self, questions):
        """{id: Experience} of all records near to one of the questions."""
        records = self.env["client.experience"]
        divisions = {question.division for question in questions}
        groups = {question.group for question in questions} - {None}
        problems = set().union(*(question.problem_families for question in questions))
        products = set().union(*(question.product_families for question in questions))
        own = ["|", ("partner_id", "in", list(divisions)), ("group_id", "in", list(groups))]
        like = ["|", ("problem_family_id", "in", list(problems)), ("categ_id", "in", list(products))]
        written = [("state", "!=", "requested")]
        found = records.search_fetch([*written, *own], READ_FIELDS)
        if problems or products:
            found |= records.search_fetch([*written, *like], READ_FIELDS, limit=WEIGHED)
        since = records._fresh_since()
        return {
            record.id: Experience(
                id=record.id,
                division=record.partner_id.id,
                group=record.group_id.id or None,
                problem_family=record.problem_family_id.id or None,
                product_family=record.categ_id.id or None,
                date=record.date,
                helped=record.helped_count,
                is_old=record.state == "old" or bool(record.confirmed_on and record.confirmed_on < since),
            )
            for record in found
        }

    @api.model
    def _experience_row(self, record_id):
        record = self.env["client.experience"].browse(record_id)
        text = record.summary or record.solution or record.went_wrong or record.went_well or ""
        return {
            "id": record.id,
            "name": record.name,
            "text": text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…",
            "date": fields.Date.to_string(record.date),
            "division": record.partner_id.name,
            "author": record.author_name or "",
            "helped": record.helped_count,
            "is_old": record.is_old,
        }
