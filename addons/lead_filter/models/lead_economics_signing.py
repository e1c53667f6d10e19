from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .lead_economics import FIGURES, POSITIVE

SIGNATURES = ("design_signed_on", "production_signed_on")


class LeadEconomics(models.Model):
    """Design and production answer for the costing: they sign it, and a changed one is signed anew."""

    _inherit = "lead.economics"

    @api.constrains(*POSITIVE, "planned_profitability")
    def _check_figures(self):
        for economics in self:
            for name in POSITIVE:
                if economics[name] < 0:
                    label = economics._fields[name]._description_string(self.env)
                    raise ValidationError(
                        self.env._("%(order)s: “%(figure)s” is below zero.", order=economics.name, figure=label)
                    )
            if economics.delay_chance > 1:
                raise ValidationError(
                    self.env._("%(order)s: a chance of being late lies between 0 and 100 %%.", order=economics.name)
                )
            if not 0 <= economics.planned_profitability < 1:
                raise ValidationError(
                    self.env._(
                        "%(order)s: planned profitability lies between 0 and 100 %%: it is a part of the price.",
                        order=economics.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_signatures(*vals_list)
        records = super().create(vals_list)
        records._ask_for_signatures()
        records.lead_id._refresh_economics_state()
        return records

    def write(self, vals):
        self._refuse_signatures(vals)
        signed = self.filtered(lambda economics: economics.design_signed_on or economics.production_signed_on)
        before = {economics: economics._figures() for economics in signed}
        askable = {economics: economics.design_signer_id | economics.production_signer_id for economics in self}
        leads = self.lead_id
        result = super().write(vals)
        changed = signed.filtered(lambda economics: economics._figures() != before[economics])
        if changed:
            changed._withdraw_signatures()
        new = self.filtered(
            lambda economics: (economics.design_signer_id | economics.production_signer_id) - askable[economics]
        )
        (new | changed)._ask_for_signatures()
        (leads | self.lead_id)._refresh_economics_state()
        return result

    def _figures(self):
        return tuple(self[name] for name in FIGURES)

    @api.model
    def _refuse_signatures(self, *vals_list):
        """A signature is given with the button, by the one who is asked for it.

        :raises AccessError: one is written
        """
        if not self.env.su and any(vals.get(name) for vals in vals_list for name in SIGNATURES):
            raise AccessError(self.env._("A costing is signed by the person asked for it, with the button."))

    def _withdraw_signatures(self):
        # The one who changes a figure may not write signatures; that they fall is the rule.
        self.sudo().write(dict.fromkeys(SIGNATURES, False))
        for economics in self:
            economics.message_post(body=self.env._("The figures changed: design and production sign again."))

    def _ask_for_signatures(self):
        """An activity for each whose signature is missing, once."""
        for economics in self:
            asked = economics.activity_ids.user_id
            signers = (economics.design_signer_id | economics.production_signer_id) - asked
            for signer in signers:
                sides = economics.with_user(signer)._sides_to_sign()
                if sides:
                    economics.activity_schedule(
                        "mail.mail_activity_data_todo",
                        user_id=signer.id,
                        summary=self.env._("Sign the costing of %(order)s", order=economics.name),
                    )

    def action_sign(self):
        """Sign for the side this user is asked for.

        :raises UserError: he is asked for none, or there is nothing to sign yet
        """
        for economics in self:
            sides = economics._sides_to_sign()
            if not sides:
                raise UserError(
                    self.env._("%(order)s: your signature is not asked for, or already given.", order=economics.name)
                )
            if not economics.is_calculable:
                raise UserError(
                    self.env._("%(order)s: a lot and what a unit costs are needed first.", order=economics.name)
                )
            # Signed by this user for himself; the dates are nobody's to write otherwise.
            economics.sudo().write({f"{side}_signed_on": fields.Datetime.now() for side in sides})
            economics.activity_ids.filtered(lambda activity: activity.user_id == self.env.user).action_feedback()
        return True
