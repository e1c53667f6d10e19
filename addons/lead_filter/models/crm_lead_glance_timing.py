from odoo import fields, models


class CrmLead(models.Model):
    """When it is needed, and when the client locks the budget for it: on the panel of a request."""

    _inherit = "crm.lead"

    def _glance_sections(self):
        sections = [self._glance_need(), self._glance_budget()]
        return [*super()._glance_sections(), *(section for section in sections if section)]

    def _glance_need(self):
        # Of a request that was woken up, the strip above the panel asks.
        if not self.active or self.won_status != "pending" or self.woken_on:
            return False
        buttons = []
        if self.need_timing != "now":
            buttons.append(self._glance_button(self.env._("Needed now"), "action_need_is_there"))
        buttons.append(self._glance_button(self.env._("No need today…"), "action_let_sleep"))
        return {
            "key": "need",
            "sequence": 15,
            "title": self.env._("Need"),
            "state": "unknown" if not self.need_timing else "met" if self.need_timing == "now" else "not_met",
            "headline": self._need_in_words(),
            "lines": [],
            "buttons": buttons if self.has_access("write") else [],
        }

    def _need_in_words(self):
        self.ensure_one()
        env = self.env
        needed, bought = (self._day(day) for day in (self.need_date, self.bought_elsewhere_on))
        match self.need_timing:
            case "now":
                return env._("There is a need now")
            case "bought_elsewhere" if needed and bought:
                return env._("Bought elsewhere on %(day)s, will buy again on %(needed)s", day=bought, needed=needed)
            case "bought_elsewhere":
                return env._("Bought elsewhere")
            case "date" if self.is_forming_need and needed:
                return env._("No need before %(day)s: it is being formed", day=needed)
            case "date" if needed:
                return env._("Needed on %(day)s", day=needed)
            case "date":
                return env._("Needed later, nobody knows when")
        return env._("Nobody asked yet when it is needed")

    def _glance_budget(self):
        """The budget of the division that is locked next; whoever reads the request may know of it."""
        division = self.partner_id.commercial_partner_id
        calendars = self.env["client.budget.calendar"]
        if not division or not calendars.has_access("read"):
            return False
        budget = calendars.search(
            [
                ("partner_id", "=", division.id),
                ("company_id", "=", (self.company_id or self.env.company).id),
                ("lock_on", ">=", fields.Date.context_today(self)),
            ],
            limit=1,
        )
        if not budget:
            return False
        headlines = {
            "none": self.env._("Locked on %(day)s, and there is no framework offer", day=self._day(budget.lock_on)),
            "expires": self.env._(
                "Locked on %(day)s, and our framework offer ends before", day=self._day(budget.lock_on)
            ),
            "ready": self.env._("Locked on %(day)s, our framework offer holds", day=self._day(budget.lock_on)),
        }
        return {
            "key": "budget",
            "sequence": 40,
            "title": self.env._("Budget of the client"),
            "state": {"ready": "met", "expires": "unknown"}.get(budget.offer_state, "not_met"),
            "headline": headlines[budget.offer_state],
            "lines": [],
            "buttons": [self._glance_button(self.env._("Look at it"), "action_open_budget", budget_id=budget.id)],
        }

    def action_open_budget(self, budget_id):
        return self.env["client.budget.calendar"].browse(budget_id).get_formview_action()
