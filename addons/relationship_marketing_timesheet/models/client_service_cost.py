from odoo import api, fields, models

from ..engine import timesheet_sql


class ClientServiceCost(models.Model):
    """Hours that employees record on the projects and tasks of clients are service costs of these clients."""

    _inherit = "client.service.cost"

    origin = fields.Selection(selection_add=[("timesheet", "Timesheet")], ondelete={"timesheet": "set default"})
    timesheet_id = fields.Many2one("account.analytic.line", readonly=True, copy=False, ondelete="set null")
    employee_cost = fields.Monetary(
        "Cost of the timesheet",
        readonly=True,
        copy=False,
        currency_field="company_currency_id",
        help="By the hourly cost of the employee; 0: none is set, the cost of an hour of this addon holds.",
    )
    is_withdrawn = fields.Boolean(
        "Timesheet withdrawn", readonly=True, copy=False, help="The timesheet is gone, or is no client's any more."
    )

    _timesheet_uniq = models.UniqueIndex("(timesheet_id) WHERE timesheet_id IS NOT NULL")

    @api.depends("employee_cost", "origin")
    def _compute_cost(self):
        result = super()._compute_cost()
        for record in self:
            if record.origin == "timesheet" and record.employee_cost:
                # Money beside the hours is typed in, in the company's currency as the timesheet is.
                record.cost = record.employee_cost + record.amount
                record.is_cost_unknown = False
        return result

    @api.model
    def _refresh_timesheets(self, _groups):
        """Bring the service costs of the current company up to date with its timesheets: new and changed ones are
        written, those that are gone are archived. What a colleague changed of kind and nature stays."""
        company = self.env.company
        self.env.flush_all()
        self.env.cr.execute(timesheet_sql.withdraw(company.id))
        withdrawn = [row[0] for row in self.env.cr.fetchall()]
        self.env.cr.execute(timesheet_sql.refresh(company.id, company.currency_id.id))
        written = [row[0] for row in self.env.cr.fetchall()]
        self.browse([*withdrawn, *written]).invalidate_recordset()
        self._recount(self.browse(written))
