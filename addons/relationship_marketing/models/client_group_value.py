from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Datetime

from .client_value_job import TASK


class ClientGroup(models.Model):
    """What a client is worth, on one card (R8–R13): for the form, and for whoever decides."""

    _inherit = "client.group"

    @api.model
    def _value_cards(self, groups):
        """The sections of the card of each group; each topic adds its own by overriding this, set-based.

        :returns: {group id: [{"key": technical name, "sequence": as the nightly steps', "title": str,
            "state": "met" / "not_met" / "unknown" / "info", "headline": one sentence,
            "lines": [{"label": str, "value": str, "state": as above, or False}] (at most five),
            "action": method of ``client.group`` that opens what it is made of, or False}]}
        """
        return {group.id: [] for group in groups}

    def get_value_card(self):
        """The card of this group, as the web client shows it.

        :returns: {"sections": as in ``_value_cards``, by sequence, "calculated_on": when the value of clients was last
            worked out for all, "can_calculate": whether this user may have it worked out now}
        """
        self.ensure_one()
        self.check_access("read")
        sections = self._value_cards(self)[self.id]
        last = self.env["client.job.run"].sudo()  # only when, of a log for all companies
        last = last.search([("task", "=", TASK), ("state", "!=", "running")], limit=1)
        return {
            "sections": sorted(sections, key=lambda section: section["sequence"]),
            "calculated_on": Datetime.to_string(last.ended_at) or False,
            "can_calculate": self._can_calculate_value(),
        }

    def _by_company(self):
        """{company of ours: the groups it works out}: their own one, for shared ones the current one."""
        return self.grouped(lambda group: group.company_id or self.env.company)

    @api.model
    def _can_calculate_value(self):
        return self.env.su or self.env.user.has_group("relationship_marketing.group_account_manager")

    def action_calculate_value(self):
        """Work out the value of these clients now, instead of next night."""
        self.check_access("read")
        if not self._can_calculate_value():
            raise AccessError(self.env._("Only account managers have the value of a client worked out anew."))
        # What is worked out is nobody's to write: the steps write it, as at night.
        job = self.env["client.value.job"].sudo()
        for company, groups in self.sudo()._by_company().items():
            job._calculate(groups, company)
        return True
