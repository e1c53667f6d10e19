from datetime import date

from odoo import models


class ClientPost(models.Model):
    _inherit = "client.post"

    def _overlaps(self, other):
        """Whether both posts were held at one time; a day of change of one is none of the other."""
        self.ensure_one()
        return self.date_from < (other.date_to or date.max) and other.date_from < (self.date_to or date.max)
