from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.second_look import is_drawn

LOOKS = [("due", "To be looked at again"), ("right", "Rightly refused"), ("wrong", "Wrongly refused")]
LOOKED = ("second_look", "second_look_by_id", "second_look_on", "second_look_note")


class CrmLead(models.Model):
    """A random few of the refused requests are looked at by a second person: how many are refused wrongly?"""

    _inherit = "crm.lead"

    second_look = fields.Selection(LOOKS, readonly=True, copy=False, tracking=75)
    second_look_by_id = fields.Many2one("res.users", "Second look by", readonly=True, copy=False)
    second_look_on = fields.Datetime("Second look on", readonly=True, copy=False)
    second_look_note = fields.Char("What the second look found", readonly=True, copy=False)

    _second_look_index = models.Index("(second_look) WHERE second_look IS NOT NULL")

    def _set_filter_outcome(self, outcome, **values):
        # Refused once more without being taken up in between: what was found of it stays.
        anew = self.filtered(lambda lead: lead.filter_outcome not in ("disqualified", "empty"))
        result = super()._set_filter_outcome(outcome, **values)
        if outcome != "asleep" and (drawn := anew._drawn_for_second_look()):
            drawn._write_outcome({**dict.fromkeys(LOOKED, False), "second_look": "due"})
        return result

    def _drawn_for_second_look(self):
        """The requests among these that the draw picks, by the share each company has set."""
        # The seed of the draw is not for users to read.
        secret = self.env["ir.config_parameter"].sudo().get_param("database.uuid", "")
        return self.filtered(
            lambda lead: is_drawn(lead.id, (lead.company_id or self.env.company).second_look_share, secret)
        )

    def action_second_look(self):
        self.ensure_one()
        return {
            **self._dialog("lead.second.look", self.env._("Second look")),
            "context": {"default_lead_id": self.id},
        }

    def _look_again(self, found, note=False):
        """Note what a second person found on a refused request; a wrongly refused one goes back to work.

        :param found: "right" or "wrong"
        :raises UserError: it does not wait for a second look, or the one who refused it looks himself
        """
        self.ensure_one()
        if self.second_look != "due":
            raise UserError(self.env._("%(request)s does not wait for a second look.", request=self.name))
        is_director = self.env.user.has_group("relationship_marketing.group_director")
        if self.filter_outcome_by_id == self.env.user and not is_director:
            raise UserError(
                self.env._("You refused %(request)s yourself: the second look is somebody else's.", request=self.name)
            )
        values = {
            "second_look": found,
            "second_look_by_id": self.env.uid,
            "second_look_on": fields.Datetime.now(),
            "second_look_note": note,
        }
        if found == "wrong":
            return self._clear_filter_outcome(**values)
        return self._write_outcome(values)

    def _clear_filter_outcome(self, **values):
        """Back to work before anybody looked again: there is nothing to look at any more."""
        waiting = self.browse()
        if "second_look" not in values:
            waiting = self.filtered(lambda lead: lead.second_look == "due")
        result = super()._clear_filter_outcome(**values)
        if waiting:
            waiting._write_outcome({"second_look": False})
        return result
