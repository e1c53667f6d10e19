from odoo import api, models
from odoo.fields import Domain

from ..engine.contact_sql import dealt_divisions
from .client_occasion import EVENTS


class ClientOccasion(models.Model):
    _inherit = "client.occasion"

    def _targets(self, company):
        """[(occasion, partner)]: whom ``company`` greets or invites; a person, or a division where none is known.

        The owner of the day; else the people whom one of us keeps up with in divisions of the occasion's classes,
        industries and countries that the company deals with. Clients to be refused are left out.
        """
        targets = [(occasion, occasion.partner_id) for occasion in self if occasion._is_alive(company)]
        shared = self.filtered(lambda occasion: not occasion.partner_id)
        if not shared:
            return targets
        dealt = self._dealt_with(company)
        for occasion in shared:
            audience = occasion._audience_domain() & Domain("id", "in", dealt)
            divisions = self.env["res.partner"].search(audience if occasion._has_audience() else Domain.FALSE)
            people = occasion._people(divisions, company)
            alone = divisions - people.commercial_partner_id if not occasion.functions else divisions.browse()
            invited = occasion.invited_ids.filtered(lambda partner: partner.company_id in (company.browse(), company))
            targets += [(occasion, partner) for partner in people | alone | invited]
        return targets

    def _has_audience(self):
        """An event without classes, industries, countries or functions is for those invited by name only."""
        named = self.class_ids or self.industry_ids or self.country_ids or self.functions
        return bool(named) or self.kind not in EVENTS

    def _is_alive(self, company):
        return self.partner_id.active and self.partner_id.company_id in (company.browse(), company)

    @api.model
    def _dealt_with(self, company):
        for name in ("client.contact", "client.group", "client.supply", "res.partner"):
            self.env[name].flush_model()
        rows = self.env.execute_query(dealt_divisions())
        return [partner for partner, _group, company_id, _user in rows if company_id == company.id]

    def _audience_domain(self):
        """Which divisions the occasion is for."""
        self.ensure_one()
        refused = self.env.ref("relationship_marketing.client_class_refused", raise_if_not_found=False)
        domain = Domain("is_company", "=", True) & Domain("client_group_id", "!=", False)
        if refused:
            domain &= Domain("client_group_id.class_id", "!=", refused.id)
        if self.class_ids:
            domain &= Domain("client_group_id.class_id", "in", self.class_ids.ids)
        if self.industry_ids:
            domain &= Domain("industry_id", "in", self.industry_ids.ids)
        if self.country_ids:
            domain &= Domain("country_id", "in", self.country_ids.ids)
        return domain

    def _people(self, divisions, company):
        """People of ``divisions`` with the occasion's functions; without any, those whom one of us keeps up with."""
        self.ensure_one()
        functions = [word.strip() for word in (self.functions or "").split(",") if word.strip()]
        if functions:
            return self.env["res.partner"].search(
                Domain("commercial_partner_id", "in", divisions.ids)
                & Domain("is_company", "=", False)
                & Domain.OR(Domain("function", "ilike", word) for word in functions)
            )
        ties = self.env["client.tie"].search(
            [
                ("company_id", "=", company.id),
                ("is_responsible", "=", True),
                ("partner_id.commercial_partner_id", "in", divisions.ids),
            ]
        )
        return ties.partner_id.filtered("active")
