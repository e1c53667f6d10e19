from odoo import models


class ClientContact(models.Model):
    _inherit = "client.contact"

    # The last contact of a division or a person is looked up for each of them.
    _last_of_division_idx = models.Index("(division_id, company_id, date DESC)")
    _last_of_person_idx = models.Index("(partner_id, company_id, date DESC)")
