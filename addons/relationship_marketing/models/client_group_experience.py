from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.months import add_months, month_of
from ..engine.nearness import Experience, Question, nearest
from .client_complaint import OPEN_STATES

NAMED = 3
# So many records of the same problem or product are weighed, the latest first.
WEIGHED = 200
WRITTEN = Domain("state", "!=", "requested")
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
    "said",
)
SHOWN_LENGTH = 160


class ClientGroup(models.Model):
    _inherit = "client.group"

    @api.model
    def _client_contexts(self, partners):
        """Adds ``experiences``: the three nearest, [{id, name, text, date, division, author, helped, is_old}]; and
        ``agreement``: {"id", "name"} of one in force that covers the client, False, or None for a private person.
        """
        contexts = super()._client_contexts(partners)
        if not partners:
            return contexts
        divisions = partners.commercial_partner_id
        records = self._experience_of_clients(divisions)
        questions = self._experience_questions(divisions, records)
        records |= self._experience_alike(questions.values())
        candidates = self._experience_candidates(records)
        valid = self.env["client.agreement"]._valid_for(partners, self.env.company)
        for partner in partners:
            division = partner.commercial_partner_id
            found = nearest(questions[division], candidates, NAMED)
            agreement = valid.get(division)
            no_agreement = False if division.is_company else None
            contexts.setdefault(partner.id, {}).update(
                experiences=[
                    self._experience_row(records.browse(experience.id).with_prefetch(records.ids))
                    for experience in found
                ],
                agreement={"id": agreement.id, "name": agreement.display_name} if agreement else no_agreement,
            )
        return contexts

    @api.model
    def _experience_of_clients(self, divisions):
        """The records of these divisions and of their client groups."""
        about = Domain("partner_id", "in", divisions.ids) | Domain("group_id", "in", divisions.client_group_id.ids)
        return self.env["client.experience"].search_fetch(WRITTEN & about, READ_FIELDS)

    @api.model
    def _experience_questions(self, divisions, records):
        """{division: Question}: its group, what it bought in the last 12 months, what it met with or complains of.

        :param records: the experience with these divisions
        """
        start = add_months(month_of(fields.Date.context_today(self)), -12)
        bought, problems = defaultdict(set), defaultdict(set)
        for partner, family in self.env["client.supply"]._read_group(
            [("partner_id", "in", divisions.ids), ("month", ">=", start), ("categ_id", "!=", False)],
            ["partner_id", "categ_id"],
        ):
            bought[partner].add(family.id)
        for partner, family in self.env["client.complaint"]._read_group(
            [("partner_id", "in", divisions.ids), ("problem_family_id", "!=", False), ("state", "in", OPEN_STATES)],
            ["partner_id", "problem_family_id"],
        ):
            problems[partner].add(family.id)
        for record in records:
            problems[record.partner_id].add(record.problem_family_id.id)
        return {
            division: Question(
                division=division.id,
                group=division.client_group_id.id or None,
                problem_families=frozenset(problems[division]) - {False},
                product_families=frozenset(bought[division]),
            )
            for division in divisions
        }

    @api.model
    def _experience_alike(self, questions):
        """The latest records of other clients with a problem or a product family of these."""
        problems = set().union(*(question.problem_families for question in questions))
        products = set().union(*(question.product_families for question in questions))
        alike = Domain("problem_family_id", "in", list(problems)) | Domain("categ_id", "in", list(products))
        return self.env["client.experience"].search_fetch(WRITTEN & alike, READ_FIELDS, limit=WEIGHED)

    @api.model
    def _experience_candidates(self, records):
        """The records as the ranking sees them."""
        since = records._fresh_since()
        return [
            Experience(
                id=record.id,
                division=record.partner_id.id,
                group=record.group_id.id or None,
                problem_family=record.problem_family_id.id or None,
                product_family=record.categ_id.id or None,
                date=record.date,
                helped=record.helped_count,
                is_old=record.state == "old" or bool(record.confirmed_on and record.confirmed_on < since),
            )
            for record in records
        ]

    @api.model
    def _experience_row(self, record):
        text = record.summary or record.solution or record.went_wrong or record.said or record.went_well or ""
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
