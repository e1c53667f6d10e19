from odoo import api, fields, models

from ..engine.attribute_score import WEIGHTY, advice, attribute_score, served_share, state_of

WEIGHED = (
    "group_id",
    "attribute_id",
    "side",
    "said_on",
    "weight",
    "our_score",
    "rival_score",
    "rival",
    "felt",
)
LINES_NAMED = 5


class ClientGroup(models.Model):
    """Which attributes of our offer weigh for a client, and what they are worth to him (R10)."""

    _inherit = "client.group"

    attribute_weight_ids = fields.One2many("client.attribute.weight", "group_id", string="Weights of attributes")

    @api.model
    def _came_together(self, groups):
        """{id: group}: of each of these groups, and of all that were joined into them, where it belongs now."""
        # Groups joined away are archived; who may see the group sees what was known of its parts.
        model = self.sudo().with_context(active_test=False)
        into = {group.id: group for group in groups}
        found = groups.ids
        while found:
            joined = model.search_fetch([("joined_into_id", "in", found), ("active", "=", False)], ["joined_into_id"])
            joined = joined.filtered(lambda group: group.id not in into)
            into.update({group.id: into[group.joined_into_id.id] for group in joined})
            found = joined.ids
        return into

    @api.model
    def _attribute_lines(self, groups):
        """{group id: {side: [weight in use]}} of the current company; of joined groups the latest judgement each."""
        into = self._came_together(groups)
        lines = self.env["client.attribute.weight"].search_fetch(
            [("group_id", "in", list(into)), ("company_id", "=", self.env.company.id), ("is_current", "=", True)],
            WEIGHED,
        )
        latest = {}
        for line in lines:
            key = into[line.group_id.id].id, line.side, line.attribute_id.id
            if key not in latest or (latest[key].said_on, latest[key].id) < (line.said_on, line.id):
                latest[key] = line
        found = {group.id: {"ours": [], "theirs": []} for group in groups}
        for (group_id, side, _attribute), line in latest.items():
            found[group_id][side].append(line)
        for sides in found.values():
            for said in sides.values():
                said.sort(key=lambda line: (-int(line.weight or 0), line.attribute_id.sequence, line.attribute_id.id))
        return found

    @api.model
    def _attribute_scores(self, groups):
        """What our offer is worth to each client, by what weighs for him: total value of the matrix (R9, R10).

        :returns: ``{group id: {"ours": score, "theirs": score}}`` of the current company, as we see it and as the
            client says it; a score is ``{"value": 0 to 100 or None, "known": share of the weight it is made of, 0 to
            1, "lines": [{"id" of the ``client.attribute.weight``, "attribute", "date", "weight": 0 to 5 or None,
            "share": of it that he gets and feels, 0 to 1 or None, "state": "met", "not_met" or "unknown",
            "question": what would settle it, or False}]}``. The value is None while less than half of the weight is
            known. What is there but not felt is worth nothing. A constant number of queries.
        """
        scores = {}
        for group_id, sides in self._attribute_lines(groups).items():
            scores[group_id] = {}
            for side, lines in sides.items():
                score = attribute_score([line._judgement() for line in lines])
                scores[group_id][side] = {
                    "value": score.value,
                    "known": score.known,
                    "lines": [self._attribute_score_line(line) for line in lines],
                }
        return scores

    @api.model
    def _attribute_score_line(self, line):
        judged = line._judgement()
        return {
            "id": line.id,
            "attribute": line.attribute_id.name,
            "date": line.said_on,
            "weight": judged.weight,
            "share": served_share(judged),
            "state": state_of(judged),
            "question": self._attribute_question(line, judged),
        }

    @api.model
    def _attribute_question(self, line, judged):
        """What to ask so that nothing stays unknown of this line; False where all is known."""
        name = line.attribute_id.name
        if judged.weight is None:
            return self.env._("How much does “%(attribute)s” weigh for them?", attribute=name)
        if judged.felt is None:
            return self.env._("Do they feel what we do for “%(attribute)s”?", attribute=name)
        if judged.ours is None and judged.felt:
            return self.env._("How well do we do “%(attribute)s” for them?", attribute=name)
        return False

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        for group_id, sides in self._attribute_lines(groups).items():
            cards.setdefault(group_id, []).append(self._attribute_card(sides))
        return cards

    @api.model
    def _attribute_card(self, sides):
        """The section on attributes of a value card: what the client says goes before what we think."""
        said = {line.attribute_id: line for line in sides["ours"]}
        said.update({line.attribute_id: line for line in sides["theirs"]})
        judged = {line: line._judgement() for line in said.values()}
        weighty = {line: found for line, found in judged.items() if (found.weight or 0) >= WEIGHTY}
        states = [state_of(found) for found in weighty.values()]
        return {
            "key": "attributes",
            "sequence": 55,
            "title": self.env._("What weighs for them"),
            "state": self._attribute_card_state(states),
            "headline": self._attribute_headline(said, weighty, states),
            "lines": [
                {
                    "label": line.attribute_id.name,
                    "value": self._attribute_advice_text(advice(found)),
                    "state": state_of(found),
                }
                for line, found in sorted(weighty.items(), key=lambda item: -item[1].weight)[:LINES_NAMED]
            ],
            "action": "action_open_attributes",
        }

    @api.model
    def _attribute_card_state(self, states):
        if "not_met" in states:
            return "not_met"
        return "met" if states and set(states) == {"met"} else "unknown"

    @api.model
    def _attribute_headline(self, said, weighty, states):
        if not said:
            return self.env._("Nobody has asked yet what weighs for this client.")
        if not weighty:
            return self.env._("Nothing is known to weigh much for this client.")
        return self.env._(
            "Of %(count)s attributes that weigh much, the client gets and feels %(met)s; %(unknown)s unknown.",
            count=len(weighty),
            met=states.count("met"),
            unknown=states.count("unknown"),
        )

    @api.model
    def _attribute_advice_text(self, code):
        field = self.env["client.attribute.weight"]._fields["advice"]
        return dict(field._description_selection(self.env))[code]

    def action_open_attributes(self):
        """The weights of this client, those of groups joined into it too."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_attribute_weight_action")
        return {
            **action,
            "display_name": self.env._("What weighs for %(client)s", client=self.name),
            "domain": [("group_id", "in", list(self._came_together(self)))],
            "context": {"default_group_id": self.id, "search_default_current": 1},
        }
