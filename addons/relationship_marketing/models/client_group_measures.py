from odoo import api, models

from ..engine.measure import MET, NOT_MET, UNKNOWN

DISAGREE = ("deeds_better", "words_better")


class ClientGroup(models.Model):
    _inherit = "client.group"

    @api.model
    def _value_cards(self, groups):
        """The four measures, one line each, never blended; the headline says where deeds and words disagree."""
        cards = super()._value_cards(groups)
        standings = self.env["client.measure.standing"].search(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("is_latest", "=", True),
            ]
        )
        for group, found in standings.grouped("group_id").items():
            cards[group.id].append(
                {
                    "key": "measures",
                    "sequence": 30,
                    "title": self.env._("Four measures"),
                    "state": self._measures_state(found),
                    "headline": self._measures_headline(found),
                    "lines": [
                        {
                            "label": standing.measure_id.name,
                            "value": self._measure_line(standing),
                            "state": self._measure_state(standing),
                        }
                        for standing in found.sorted(lambda standing: standing.measure_id.sequence)
                    ],
                    "action": "action_open_measures",
                }
            )
        return cards

    @api.model
    def _measure_state(self, standing):
        states = {standing.behavioural_state, standing.stated_state}
        return NOT_MET if NOT_MET in states else MET if states == {MET} else UNKNOWN

    @api.model
    def _measures_state(self, standings):
        states = [self._measure_state(standing) for standing in standings]
        return NOT_MET if NOT_MET in states else MET if set(states) == {MET} else UNKNOWN

    @api.model
    def _measures_headline(self, standings):
        disagreeing = standings.filtered(lambda standing: standing.accord in DISAGREE)
        if disagreeing:
            return self.env._(
                "What is done and what they say disagree: %(measures)s.",
                measures=", ".join(disagreeing.measure_id.mapped("name")),
            )
        unasked = standings.filtered(lambda standing: standing.stated_state == UNKNOWN)
        if unasked:
            return self.env._(
                "What they think is not known, ask them: %(measures)s.",
                measures=", ".join(unasked.measure_id.mapped("name")),
            )
        return self.env._("Deeds and words do not disagree.")

    @api.model
    def _measure_line(self, standing):
        """Both halves in short: the first figure of each, and where deeds stood a year before."""
        states = dict(self.env["client.measure.standing"]._fields["stated_state"]._description_selection(self.env))
        deeds, words = states[standing.behavioural_state], states[standing.stated_state]
        return self.env._("by deeds: %(deeds)s, in words: %(words)s", deeds=deeds.lower(), words=words.lower())

    def action_open_measures(self):
        """The four measures of this client, both halves side by side."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_measure_standing_action")
        return {
            **action,
            "display_name": self.env._("Four measures of %(client)s", client=self.name),
            "domain": [("group_id", "=", self.id)],
            "context": {"search_default_latest": 1},
        }

    def action_reconstruct_measures(self):
        """Read the measures of the last 12 months of these clients from what happened then, so that a trend is seen."""
        self.check_access("read")
        # What is read is nobody's to write; the button is a director's.
        self.env["client.measure.snapshot"].sudo()._reconstruct(self.sudo())
        return True
