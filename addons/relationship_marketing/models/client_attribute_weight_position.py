from odoo import api, models

from .client_group_attributes import WEIGHED


class ClientAttributeWeight(models.Model):
    """The matrix of supplier positions follows at once when it becomes known what weighs for a client (R9, R10)."""

    _inherit = "client.attribute.weight"

    @api.model_create_multi
    def create(self, vals_list):
        weights = super().create(vals_list)
        weights._place_clients_anew(weights.group_id)
        return weights

    def write(self, vals):
        groups = self.group_id
        result = super().write(vals)
        if any(name in vals for name in (*WEIGHED, "active")):
            self._place_clients_anew(groups | self.group_id)
        return result

    def _place_clients_anew(self, groups):
        for company in self.company_id:
            self.env["client.position"].with_company(company)._refresh(groups)
