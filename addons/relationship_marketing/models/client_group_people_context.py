from datetime import date

from odoo import api, fields, models

TIES_NAMED = 4


class ClientGroup(models.Model):
    _inherit = "client.group"

    @api.model
    def _client_contexts(self, partners):
        """Adds who knows whom there, and whom we lost sight of:

        ``ties``: [{id, user, person, last, is_responsible, came_from: the employer before, or False}], of this person
        first, then by the last two-way contact; ``tie_count``: how many there are;
        ``gaps``: [{id, person, function, left}], posts whose successor is unknown.
        """
        contexts = super()._client_contexts(partners)
        if not partners:
            return contexts
        ties = self.env["client.tie"].search_fetch(
            [("partner_id", "child_of", partners.commercial_partner_id.ids)],
            ["user_id", "partner_id", "last_two_way", "is_responsible"],
        )
        posts = self.env["client.post"]
        came_from = self._came_from(ties.partner_id)
        gaps = posts.search_fetch(
            [("employer_id", "in", partners.commercial_partner_id.ids), ("gap", "=", "open")],
            ["partner_id", "employer_id", "function", "date_to"],
        ).grouped("employer_id")
        by_division = ties.grouped(lambda tie: tie.partner_id.commercial_partner_id)
        for partner in partners:
            there = by_division.get(partner.commercial_partner_id, ties.browse())
            nearest = there.sorted(
                lambda tie, partner=partner: (
                    tie.partner_id == partner,
                    tie.last_two_way or date.min,
                    tie.is_responsible,
                ),
                reverse=True,
            )
            contexts.setdefault(partner.id, {}).update(
                ties=[
                    {
                        "id": tie.id,
                        "user": tie.user_id.name,
                        "person": tie.partner_id.name,
                        "last": fields.Date.to_string(tie.last_two_way) or False,
                        "is_responsible": tie.is_responsible,
                        "came_from": came_from.get(tie.partner_id, False),
                    }
                    for tie in nearest[:TIES_NAMED]
                ],
                tie_count=len(there),
                gaps=[
                    {
                        "id": post.id,
                        "person": post.partner_id.name,
                        "function": post.function or "",
                        "left": fields.Date.to_string(post.date_to),
                    }
                    for post in gaps.get(partner.commercial_partner_id, posts)[:TIES_NAMED]
                ],
            )
        return contexts

    @api.model
    def _came_from(self, persons):
        """{person: name of the employer before, where there was another}: a warm door to the present one."""
        moved = self.env["client.post"].search_fetch(
            [("partner_id", "in", persons.ids), ("date_to", "=", False), ("previous_id.gap", "!=", False)],
            ["partner_id", "previous_id"],
        )
        return {post.partner_id: post.previous_id.employer_id.name for post in moved}
