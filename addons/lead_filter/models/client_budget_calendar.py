from odoo import api, fields, models


class ClientBudgetCalendar(models.Model):
    """When a client collects, approves and locks the budget of a year (002, step five of the cycle)."""

    _name = "client.budget.calendar"
    _description = "Budget calendar"
    _inherit = ["client.record.mixin", "client.reminder.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "lock_on, id"
    _mail_post_access = "read"

    budget_year = fields.Integer(
        required=True, tracking=True, default=lambda self: fields.Date.context_today(self).year + 1
    )
    collect_on = fields.Date(
        "Collects from", tracking=True, help="From then on our offer can still get into the budget."
    )
    approve_on = fields.Date("Approves on", tracking=True)
    lock_on = fields.Date(
        "Locks on", required=True, tracking=True, help="After that nothing new comes into the budget."
    )
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
    )
    person_id = fields.Many2one(
        "res.partner",
        "Who of theirs said so",
        domain="[('is_company', '=', False), ('commercial_partner_id', '=', partner_id)]",
        index="btree_not_null",
        check_company=True,
    )
    repeats_yearly = fields.Boolean(
        "Repeats every year", default=True, help="Once the budget is locked, next year's calendar is made from it."
    )
    note = fields.Text("How they budget")
    reminded_for = fields.Date("Reminded for", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK ((collect_on IS NULL OR approve_on IS NULL OR collect_on <= approve_on)"
        " AND (approve_on IS NULL OR approve_on <= lock_on) AND (collect_on IS NULL OR collect_on <= lock_on))",
        "A budget is collected first, then approved, then locked.",
    )

    @api.depends("partner_id", "budget_year")
    def _compute_display_name(self):
        for calendar in self:
            calendar.display_name = self.env._(
                "%(client)s, budget %(year)s", client=calendar.partner_id.name or "", year=calendar.budget_year
            )
