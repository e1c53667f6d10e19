from odoo import api, fields, models
from odoo.exceptions import ValidationError

LEDGER_FIELDS = ("supply_source", "supply_cutover_month")


class ResCompany(models.Model):
    _inherit = "res.company"

    supply_source = fields.Selection(
        [("invoice", "Posted customer invoices and credit notes"), ("order", "Confirmed orders")],
        string="Supply volumes come from",
        required=True,
        default="invoice",
    )
    supply_cutover_month = fields.Date(
        "Cut-over month",
        help="Supplies before this month come from imported history, from this month on from Odoo's own documents.",
    )

    @api.constrains("supply_cutover_month")
    def _check_supply_cutover_month(self):
        for company in self:
            if company.supply_cutover_month and company.supply_cutover_month.day != 1:
                raise ValidationError(
                    self.env._(
                        "The cut-over month of %(company)s must be the first day of a month.", company=company.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A new company of ours is no client any more: what it bought leaves the ledgers."""
        companies = super().create(vals_list)
        partner_ids = companies.partner_id.ids
        others = (
            self.env["client.supply"]
            .sudo()
            ._read_group(  # ledgers of all companies, whoever creates this one
                [("partner_id", "in", partner_ids)], ["company_id"]
            )
        )
        for (company,) in others:
            self.env["client.supply"]._queue_rebuild(company)
        return companies

    def write(self, vals):
        before = {company: [company[name] for name in LEDGER_FIELDS] for company in self}
        result = super().write(vals)
        changed = self.filtered(lambda company: before[company] != [company[name] for name in LEDGER_FIELDS])
        if changed:
            self.env["client.supply"]._queue_rebuild(changed)
        return result

    def _supply_timezone(self):
        """The time zone in which an order's month is read."""
        self.ensure_one()
        return self.partner_id.tz or "UTC"
