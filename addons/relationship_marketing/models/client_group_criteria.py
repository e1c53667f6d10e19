from odoo import api, models
from odoo.exceptions import AccessError

from ..engine.criteria import MET, NOT_MET, UNKNOWN, both

LINES = 5
ORDER = (NOT_MET, UNKNOWN, MET)


class ClientGroup(models.Model):
    """How a client stands on the ten criteria (R8)."""

    _inherit = "client.group"

    def _final_groups(self):
        """The groups these were joined into; themselves where they were not."""
        return self.browse().union(*(group._final() for group in self))

    def _with_joined(self):
        """These groups and those joined into them: what was recorded of them is theirs now."""
        found = latest = self
        while latest:
            latest = self.with_context(active_test=False).search([("joined_into_id", "in", latest.ids)]) - found
            found |= latest
        return found

    @api.model
    def _criteria_states(self, groups):
        """{group id: {criterion: its state, both halves together}} in the current company; absent where not judged."""
        rows = self.env["client.assessment"].search_fetch(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("is_current", "=", True),
                ("half_id.active", "=", True),
                ("criterion_id.active", "=", True),
            ],
            ["group_id", "criterion_id", "half_id", "state"],
        )
        return {
            group.id: {
                criterion: both(halves.mapped("state"))
                for criterion, halves in of_group.grouped("criterion_id").items()
            }
            for group, of_group in rows.grouped("group_id").items()
        }

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        states = self._criteria_states(groups)
        for group in groups:
            cards[group.id].append(self._criteria_section(states.get(group.id, {})))
        return cards

    @api.model
    def _criteria_section(self, states):
        count = {state: sum(found == state for found in states.values()) for state in ORDER}
        if not states:
            headline = self.env._("Not judged yet: this is done every night.")
        else:
            headline = self.env._(
                "Met: %(met)s, not met: %(not_met)s, unknown: %(unknown)s",
                met=count[MET],
                not_met=count[NOT_MET],
                unknown=count[UNKNOWN],
            )
        labels = dict(self.env["client.assessment"]._fields["state"]._description_selection(self.env))
        first = sorted(states.items(), key=lambda item: (ORDER.index(item[1]), item[0].sequence, item[0].id))
        return {
            "key": "criteria",
            "sequence": 40,
            "title": self.env._("Ten criteria of a key client"),
            "state": both(states.values()),
            "headline": headline,
            "lines": [
                {"label": criterion.name, "value": labels[state], "state": state} for criterion, state in first[:LINES]
            ],
            "action": "action_open_assessments",
        }

    def action_open_assessments(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_assessment_action")
        return {
            **action,
            "display_name": self.env._("Ten criteria: %(group)s", group=self.name),
            "domain": [("group_id", "in", self._with_joined().ids)],
            "context": {"search_default_current": 1, "search_default_group_criterion": 1},
        }

    def action_assess(self):
        """Judge these clients by the ten criteria now, instead of next night."""
        self.check_access("read")
        if not self._can_calculate_value():
            raise AccessError(self.env._("Only account managers have the value of a client worked out anew."))
        # The assessment is nobody's to write; its figures do not depend on what the user sees.
        assessments = self.env["client.assessment"].sudo()
        for company, groups in self._by_company().items():
            assessments.with_context(allowed_company_ids=company.ids)._assess(groups)
        return True


class ClientValueJob(models.AbstractModel):
    _inherit = "client.value.job"

    @api.model
    def _steps(self):
        return [*super()._steps(), (40, self.env._("Ten criteria"), "client.assessment", "_assess")]
