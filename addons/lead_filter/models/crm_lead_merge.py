from odoo import models

# What a person said goes together with who said it and when.
SAID = (
    ("filter_decision", "filter_decision_reason", "filter_decided_by_id", "filter_decided_on"),
    ("request_class", "request_class_by_id", "request_class_on"),
    ("second_look", "second_look_by_id", "second_look_on", "second_look_note"),
)


class CrmLead(models.Model):
    """Odoo's merge deletes all requests but one: what was learned of the others goes with the one that stays."""

    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        if self.filter_outcome and any(opportunities.mapped("active")):
            # One of them is in work: so is what they become.
            self._clear_filter_outcome()
        self._take_over_what_was_said(opportunities)
        if any(hours := opportunities.mapped("request_hours")):
            self.sudo().request_hours += sum(hours)
        return super()._merge_dependences(opportunities)

    def _take_over_what_was_said(self, opportunities):
        """A decision, a class, a second look: of the first request that has one, with who said it and when."""
        for fields in SAID:
            # What only waits for a second look is not looked at yet.
            said = (self | opportunities).filtered(lambda lead, field=fields[0]: lead[field] not in (False, "due"))[:1]
            if said and said != self:
                # Taken over under the name of whoever said it, also where the merging user may not decide so.
                self.sudo().write({field: said._fields[field].convert_to_write(said[field], said) for field in fields})
