from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .lead_economics import FIGURES, POSITIVE

SIDES = ("design", "production")
SIGNATURES = ("design_signed_on", "production_signed_on")
# Whose order it is was signed too.
SIGNED_FOR = ("lead_id", "company_id")


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
        records = super().create([self._costed_for(vals) for vals in vals_list])
        records._ask_for_signatures()
        records.lead_id._refresh_economics_state()
        return records

    def write(self, vals):
        self._refuse_signatures(vals)
        signed = self.filtered(lambda economics: economics.design_signed_on or economics.production_signed_on)
        before = {economics: economics._figures() for economics in signed}
        order = {economics: economics._signed_for() for economics in signed}
        signers = {economics: economics._signers() for economics in signed}
        self._refuse_other_signers(vals)
        askable = {economics: economics.design_signer_id | economics.production_signer_id for economics in self}
        leads = self.lead_id
        result = super().write(self._given(vals))
        for economics in signed:
            economics._withdraw_signatures_of(signers[economics])
        changed = signed.filtered(lambda economics: economics._figures() != before[economics])
        # With a merged request, moved with all rights, it is still the same order.
        if not self.env.su:
            changed |= signed.filtered(lambda economics: economics._signed_for() != order[economics])
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

    def _signed_for(self):
        return tuple(self[name] for name in SIGNED_FOR)

    def _signers(self):
        return {side: self[f"{side}_signer_id"] for side in SIDES}

    def _withdraw_signatures_of(self, former):
        """Nobody signs in the place of another: who is asked now signs himself.

        :param former: {side: who was asked before}
        """
        replaced = [f"{side}_signed_on" for side, signer in former.items() if signer != self[f"{side}_signer_id"]]
        if replaced:
            # As in _withdraw_signatures.
            self.sudo().write(dict.fromkeys(replaced, False))

    @api.model
    def _found(self):
        """Names of what is worked out or signed, which nobody writes."""
        worked_out = {name for name, field in self._fields.items() if field.compute and field.store and field.readonly}
        return worked_out | set(SIGNATURES)

    @api.model
    def _given(self, vals):
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in self._found()}

    @api.model
    def _costed_for(self, vals):
        """These values, in the company of the request and at its rates where they are not given."""
        vals = self._given(vals)
        given = {*vals, *(key.removeprefix("default_") for key in self.env.context if key.startswith("default_"))}
        if "company_id" not in given:
            # Whose request it is counts, whoever may read it; the costing itself is then refused to him.
            lead = self.env["crm.lead"].sudo().browse(vals.get("lead_id") or self.env.context.get("default_lead_id"))
            vals = {**vals, "company_id": (lead.company_id or self.env.company).id}
        company = self.env["res.company"].browse(vals.get("company_id"))
        # As above: the rates of a company he may not see do not reach him.
        rates = {name: company.sudo()[f"economics_{name}"] for name in self._company_rates() if name not in given}
        return {**rates, **vals} if company else vals

    @api.model
    def _refuse_signatures(self, *vals_list):
        """A signature is given with the button, by the one who is asked for it.

        :raises AccessError: one is written
        """
        written = [name for vals in vals_list for name in SIGNATURES if name in vals and (self or vals[name])]
        if written and not self.env.su:
            raise AccessError(self.env._("A costing is signed by the person asked for it, with the button."))

    def _refuse_other_signers(self, vals):
        """A signature falls with a changed figure, or is taken back by who gave it or by a director.

        :raises AccessError: somebody else would be asked in the place of who has signed
        """
        if self.env.su or self.env.user.has_group("relationship_marketing.group_director"):
            return
        for economics in self:
            for side in SIDES:
                signer = economics[f"{side}_signer_id"]
                is_other = vals.get(f"{side}_signer_id", signer.id) != signer.id
                if is_other and economics[f"{side}_signed_on"] and signer != self.env.user:
                    raise AccessError(
                        self.env._(
                            "%(order)s: %(signer)s has signed; only the signer or a director takes that back.",
                            order=economics.name,
                            signer=signer.name,
                        )
                    )

    def _withdraw_signatures(self):
        # The one who changes a figure may not write signatures; that they fall is the rule.
        self.sudo().write(dict.fromkeys(SIGNATURES, False))
        for economics in self:
            economics.message_post(
                body=self.env._("The figures or the request changed: design and production sign again.")
            )

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

    def _sides_to_withdraw(self):
        """The signatures this user may take back: his own, or a director all of them."""
        self.ensure_one()
        signed = [side for side in SIDES if self[f"{side}_signed_on"]]
        own = [side for side in signed if self[f"{side}_signer_id"] == self.env.user]
        return own or (signed if self.env.user.has_group("relationship_marketing.group_director") else [])

    def action_withdraw_signature(self):
        """Take back one's own signature; a director takes back whichever there is.

        :raises AccessError: there is none that this user may take back
        """
        for economics in self:
            sides = economics._sides_to_withdraw()
            if not sides:
                raise AccessError(
                    self.env._(
                        "%(order)s: a signature is taken back by the signer or by a director.", order=economics.name
                    )
                )
            # The dates are nobody's to write otherwise.
            economics.sudo().write(dict.fromkeys([f"{side}_signed_on" for side in sides], False))
            # Also told by those who read the costing only.
            economics.sudo().message_post(
                body=self.env._("%(user)s took a signature back.", user=self.env.user.name),
                author_id=self.env.user.partner_id.id,
            )
            economics.lead_id.sudo()._refresh_economics_state()
            economics.sudo()._ask_for_signatures()
        return True
