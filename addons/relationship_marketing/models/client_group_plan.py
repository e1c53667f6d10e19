from odoo import api, fields, models

from ..engine.plan_progress import spend_share

GOALS_NAMED = 4


class ClientGroup(models.Model):
    """The plan in force for a client (R17)."""

    _inherit = "client.group"

    plan_ids = fields.One2many("client.plan", "group_id", string="Plans")

    @api.model
    def _plans_in_force(self, groups):
        """{group id: plan in force of the current company, or an empty one}."""
        plans = self.env["client.plan"].search(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "in_force"),
            ]
        )
        found = {plan.group_id.id: plan for plan in plans}
        return {group.id: found.get(group.id, plans.browse()) for group in groups}

    @api.model
    def _spend_shares(self, groups):
        """What of their spend we hold, and could hold: for the risk a client runs with us (R9).

        :returns: ``{group id: {"share": 0 to 1 or None, "could": 0 to 1 or None, "date": as of which their spend is
            known or False, "plan_id": id or False}}`` of the current company, from the plan in force; a constant
            number of queries
        """
        plans = self._plans_in_force(groups)
        told = [group for group in groups if plans[group.id].is_spend_known]
        figures = self.env["client.plan"]._supply_figures(groups.browse([group.id for group in told]), self.env.company)
        shares = {}
        for group in groups:
            plan = plans[group.id]
            spend = plan.spend_amount if plan.is_spend_known else None
            shares[group.id] = {
                "share": spend_share(figures.get(group.id, (0.0,))[0], spend),
                "could": plan.could_hold / 100 if plan.could_hold else None,
                "date": plan.spend_on,
                "plan_id": plan.id,
            }
        return shares

    @api.model
    def _value_cards(self, groups):
        cards = super()._value_cards(groups)
        plans = self._plans_in_force(groups)
        self.env["client.plan"].union(*plans.values()).goal_ids.mapped("state")
        for group in groups:
            cards.setdefault(group.id, []).append(self._plan_card(group, plans[group.id]))
        return cards

    @api.model
    def _plan_card(self, group, plan):
        return {
            "key": "plan",
            "sequence": 70,
            "title": self.env._("Plan"),
            "state": self._plan_card_state(group, plan),
            "headline": self._plan_headline(group, plan),
            "lines": [
                {
                    "label": goal.name,
                    "value": goal.value_text,
                    "state": {"unknown": "unknown", "behind": "not_met", "missed": "not_met"}.get(goal.state, "met"),
                }
                for goal in plan.goal_ids[:GOALS_NAMED]
            ],
            "action": "action_open_plan",
        }

    @api.model
    def _plan_card_state(self, group, plan):
        if not plan:
            return "not_met" if group.is_key_client else "info"
        return "not_met" if plan.is_stalled else plan.goals_state

    @api.model
    def _plan_headline(self, group, plan):
        if not plan:
            if group.is_key_client:
                return self.env._("A key client without a plan.")
            return self.env._("No plan: plans are for key clients.")
        if plan.is_stalled:
            return self.env._("The plan has not moved for %(days)s days.", days=plan.still_days)
        return self.env._(
            "%(goals)s goals reached; open steps: %(open)s, late: %(late)s.",
            goals=plan.goals_text,
            open=plan.open_step_count,
            late=plan.late_step_count,
        )

    def action_open_plan(self):
        """The plan in force; where there is none, the client's plans, to draw one up."""
        self.ensure_one()
        if plan := self._plans_in_force(self)[self.id]:
            return plan._get_records_action()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_plan_action")
        return {
            **action,
            "display_name": self.env._("Plans for %(client)s", client=self.name),
            "domain": [("group_id", "in", list(self._came_together(self)))],
            "context": {"default_group_id": self.id},
        }

    def action_draw_up_plan(self):
        """A plan for this client, to be filled in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "client.plan",
            "views": [(False, "form")],
            "context": {"default_group_id": self.id},
        }
