from functools import partial

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.target_domain import split_for_company
from ..engine.verdict import MET, NOT_MET, UNKNOWN
from .lead_criterion_domain import MISFIT, _field_of


class LeadCriterion(models.Model):
    _inherit = "lead.criterion"

    def _company_outcome_sql(self, query):
        """The outcome of the criterion for a company that has not asked yet, as SQL on ``res_partner``.

        Unknown where only a request or an answer can tell, and where the condition does not fit its model any more.
        """
        if not self._asked_domain():
            return SQL("%s", int(UNKNOWN))
        companies = self.env["res.partner"].with_context(active_test=True)
        try:
            domain = self._parse_domain(self._asked_domain())
            parts = split_for_company(domain, partial(_field_of, self.env), self.zero_is_value)
            met, not_met = (
                Domain(part).optimize_full(companies)._to_sql(companies, query.table, query)
                for part in (parts.met, parts.known or parts.not_met)
            )
        except MISFIT:
            return SQL("%s", int(UNKNOWN))
        return SQL(
            "CASE WHEN %s THEN %s WHEN %s THEN %s ELSE %s END", met, int(MET), not_met, int(NOT_MET), int(UNKNOWN)
        )
