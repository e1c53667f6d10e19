from odoo import fields, models


class ClientSupplyTouched(models.Model):
    """Queue of ledger keys to be summed again, written with the document that touched them.

    A row without client asks for the whole ledger of the company. Kept apart from
    ``write_date``: a transaction that began earlier and ended later is not missed.
    """

    _name = "client.supply.touched"
    _description = "Supply ledger: keys to be summed again"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", ondelete="cascade", index="btree_not_null")
    month = fields.Date()
