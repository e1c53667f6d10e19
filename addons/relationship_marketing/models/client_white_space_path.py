from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

from ..engine.introduction_path import (
    DAYS_OF_YEAR,
    DOOR_COST,
    STALE_YEARS,
    Step,
    introduction_paths,
    tie_cost,
)

PATHS_SHOWN = 6
COLLEAGUE_COST = 0.5
TOGETHER_COST = 1.5
UNMET_COST = 9.0


class ClientWhiteSpace(models.AbstractModel):
    """The introduction path: who of us and of theirs can introduce us to a division, nearest first (R1)."""

    _inherit = "client.white.space"

    @api.model
    def get_paths(self, division_id, family_id=False):
        """Who can introduce us to a division, nearest first.

        :returns: ``{"division", "family", "paths": [{"user_id", "person_id", "person", "is_met", "steps": [{"text",
            "evidence": {"text", "res_model", "domain"} or None}]}], "introductions": [{"id", "name", "state"}]}``
        """
        division, family, paths = self._find_paths(division_id, family_id)
        introductions = self.env["client.introduction"].search([("partner_id", "=", division.id)], limit=5)
        states = dict(introductions._fields["state"]._description_selection(self.env))
        return {
            "division": division.display_name,
            "family": family.name or "",
            "paths": [self._path_values(path) for path in paths],
            "introductions": [
                {"id": record.id, "name": record.display_name, "state": states[record.state]}
                for record in introductions
            ],
        }

    @api.model
    def plan_introduction(self, division_id, family_id, person_id):
        """Have the one of us who knows this person ask for an introduction; the id of the introduction.

        :raises UserError: nobody leads there through this person any more, or it is asked for already
        """
        try:
            # Whoever asks may only read the division; two at once must not both send somebody to the same person.
            self.env["res.partner"].browse(division_id).sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is asking there at this moment: try again shortly.")) from error
        division, family, paths = self._find_paths(division_id, family_id)
        path = next((path for path in paths if path.door.id == person_id), None)
        if not path:
            raise UserError(
                self.env._("No way through this person leads to %(division)s any more.", division=division.name)
            )
        open_one = self.env["client.introduction"].search(
            [
                ("partner_id", "=", division.id),
                ("asked_partner_id", "=", person_id),
                ("state", "in", ("to_ask", "asked")),
            ],
            limit=1,
        )
        if open_one:
            raise UserError(
                self.env._(
                    "%(user)s is already to ask %(person)s about %(division)s.",
                    user=open_one.user_id.name,
                    person=open_one.asked_partner_id.name,
                    division=division.name,
                )
            )
        values = self._path_values(path)
        introduction = self.env["client.introduction"].create(
            {
                "partner_id": division.id,
                "categ_id": family.id,
                "asked_partner_id": person_id,
                "user_id": values["user_id"],
                "path": "\n".join(
                    " – ".join(filter(None, (step["text"], step["evidence"] and step["evidence"]["text"])))
                    for step in values["steps"]
                ),
            }
        )
        return introduction.id

    @api.model
    def _find_paths(self, division_id, family_id):
        """(division, family, paths): through people we know, or else through people we only have the names of."""
        division = self.env["res.partner"].browse(division_id).exists()
        family = self.env["product.category"].browse(family_id or 0).exists()
        if not division:
            raise UserError(self.env._("This division does not exist any more."))
        division.check_access("read")
        ties, buying = self._ties_towards(division), self._buying(division, family)
        there = self._people_of(division)
        steps = self._steps_to_people(ties)
        steps += self._steps_among_people(ties.partner_id, there)
        steps += self._steps_to_division(division, ties.partner_id | there, buying)
        paths = introduction_paths(steps, self.env.user, division, PATHS_SHOWN)
        if not paths:
            people = there | self._people_of(self.env["res.partner"].union(*buying))
            steps = [Step(self.env.user, person, "unmet", UNMET_COST, person) for person in people]
            steps += self._steps_to_division(division, people, buying)
            paths = introduction_paths(steps, self.env.user, division, PATHS_SHOWN)
        return division, family, paths

    @api.model
    def _ties_towards(self, division):
        """Our ties with people of the client, and with whoever worked in the division before."""
        former = self.env["client.post"]._search([("employer_id", "=", division.id)]).subselect("partner_id")
        group = division.client_group_id
        of_client = (
            Domain("group_id", "=", group.id) if group else Domain("partner_id.commercial_partner_id", "=", division.id)
        )
        ties = self.env["client.tie"].search(of_client | Domain("partner_id", "in", former))
        # Hand-overs are private; all that is taken from them is whom not to send to a person handed over.
        given = (
            self.env["client.tie.transfer"]
            .sudo()
            .search_fetch([("tie_id", "in", ties.ids), ("state", "=", "accepted")], ["tie_id"])
            .tie_id
        )
        return ties.filtered(lambda tie: tie.is_responsible or tie not in given)

    @api.model
    def _people_of(self, divisions):
        return self.env["res.partner"].search(
            [("commercial_partner_id", "in", divisions.ids), ("is_company", "=", False), ("type", "=", "contact")]
        )

    @api.model
    def _buying(self, division, family):
        """{other division of the client: (family, the last month in which it bought the family)}"""
        group = division.client_group_id
        if not (family and group):
            return {}
        bought = self.env["client.supply"]._read_group(
            [
                ("group_id", "=", group.id),
                ("partner_id", "!=", division.id),
                ("categ_id", "=", family.id),
                ("amount", ">", 0),
            ],
            ["partner_id"],
            ["month:max"],
        )
        return {buyer: (family, month) for buyer, month in bought}

    @api.model
    def _steps_to_people(self, ties):
        """From the user over colleagues to the people they know."""
        me, today = self.env.user, fields.Date.context_today(self)
        steps = [Step(me, user, "colleague", COLLEAGUE_COST) for user in ties.user_id - me if user.active]
        for tie in ties:
            steps.append(Step(tie.user_id, tie.partner_id, "tie", tie_cost(tie.strength, tie.last_two_way, today), tie))
        return steps

    @api.model
    def _steps_among_people(self, known, there):
        """From people we know to people of the division with whom they worked at one employer at one time."""
        posts = self.env["client.post"].search([("partner_id", "in", (known | there).ids)])
        steps = []
        for colleagues in posts.grouped("employer_id").values():
            for one in colleagues.filtered(lambda post: post.partner_id in known - there):
                for other in colleagues.filtered(lambda post: post.partner_id in there - known):
                    if one._overlaps(other):
                        steps.append(Step(one.partner_id, other.partner_id, "together", TOGETHER_COST, one | other))
        return steps

    @api.model
    def _steps_to_division(self, division, people, buying):
        """From people through the door: who works or worked there, or at another division of the client."""
        today = fields.Date.context_today(self)
        posts = self.env["client.post"].search(
            [("partner_id", "in", people.ids), ("employer_id", "=", division.id)], order="date_from"
        )
        post_there = {post.partner_id: post for post in posts}  # the last one of each person
        steps = []
        for person in people:
            employer, post = person.commercial_partner_id, post_there.get(person)
            if employer == division:
                kind, evidence, cost = "works_there", post or person, 0.0
            elif post:
                kind, evidence = "worked_there", post
                cost = min((today - (post.date_to or today)).days / DAYS_OF_YEAR, STALE_YEARS)
            elif employer in buying:
                kind, evidence, cost = "buys_family", (employer, *buying[employer]), 0.0
            elif division.client_group_id and employer.client_group_id == division.client_group_id:
                kind, evidence, cost = "same_client", employer, 0.0
            else:
                continue
            steps.append(Step(person, division, kind, DOOR_COST[kind] + cost, evidence))
        return steps
