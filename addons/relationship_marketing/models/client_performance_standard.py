from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..engine.performance import Standard

INDICATORS = [
    ("on_time", "On time in full"),
    ("returns", "Returns"),
    ("defects", "Defects"),
    ("answer", "Answer to a request"),
]
UNITS = [("percent", "%"), ("ppm", "Pieces per million"), ("hours", "Working hours")]
# What only a director says: what holds for all clients.
FOR_ALL = "group_id"


class ClientPerformanceStandard(models.Model):
    """What a client may expect of us, and how he counts it (R18; 003: standards built on the clients' opinion).

    One for each indicator: the company's own, and one for each client that counts otherwise.
    """

    _name = "client.performance.standard"
    _description = "Performance standard"
    _inherit = ["mail.thread"]
    _order = "indicator, group_id NULLS FIRST, id"
    _check_company_auto = True

    indicator = fields.Selection(INDICATORS, required=True, index=True)
    group_id = fields.Many2one(
        "client.group",
        string="Client group",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Empty: for all clients that have no standard of their own.",
    )
    company_id = fields.Many2one(
        "res.company", string="Our company", required=True, index=True, default=lambda self: self.env.company
    )
    value = fields.Float("Standard", required=True, digits=(16, 2), tracking=True)
    unit = fields.Selection(UNITS, compute="_compute_unit")
    count_by = fields.Selection(
        [("line", "By order line"), ("order", "By whole order")],
        string="Counted",
        required=True,
        default="line",
        tracking=True,
        help="By whole order: one late line makes the whole order late.",
    )
    promise_by = fields.Selection(
        [("first", "The first date promised"), ("agreed", "The date as it stands in the order")],
        string="Measured by",
        required=True,
        default="first",
        tracking=True,
        help="A date that was moved after the order was confirmed is a broken promise, unless the client counts the"
        " new date.",
    )
    tolerance_days = fields.Integer("Days late allowed", tracking=True)
    transit_days = fields.Integer(
        "Days on the road",
        tracking=True,
        help="Where the client counts the day of arrival: added to the day on which the goods left us.",
    )
    early_counts = fields.Boolean("Too early counts too", tracking=True)
    early_days = fields.Integer("Days early allowed", tracking=True)
    quality_by = fields.Selection(
        [("percent", "Deliveries, in %"), ("ppm", "Pieces per million")],
        string="Counted in",
        required=True,
        default="percent",
        tracking=True,
    )
    said_by_id = fields.Many2one(
        "res.partner",
        string="Who of theirs said it",
        domain=[("is_company", "=", False)],
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
        check_company=True,
    )
    said_on = fields.Date("Said on", tracking=True)
    agreement_id = fields.Many2one(
        "client.agreement",
        string="Written in",
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
        check_company=True,
        domain="[('group_id', '=?', group_id)]",
    )
    note = fields.Text()
    active = fields.Boolean(default=True, tracking=True)

    _one_of_each = models.UniqueIndex(
        "(company_id, indicator, COALESCE(group_id, 0)) WHERE active IS TRUE",
        "There is a standard for this already: change it there.",
    )
    _days_not_negative = models.Constraint(
        "CHECK (COALESCE(tolerance_days, 0) >= 0 AND COALESCE(transit_days, 0) >= 0 AND COALESCE(early_days, 0) >= 0)",
        "Days are not negative.",
    )

    @api.depends("indicator", "quality_by")
    def _compute_unit(self):
        for standard in self:
            standard.unit = Standard(quality_by=standard.quality_by).unit_of(standard.indicator)

    @api.depends("indicator", "group_id")
    def _compute_display_name(self):
        labels = dict(self._fields["indicator"]._description_selection(self.env))
        for standard in self:
            whose = standard.group_id.name or self.env._("all clients")
            standard.display_name = f"{labels.get(standard.indicator, '')} – {whose}"

    @api.constrains("value", "indicator", "quality_by")
    def _check_value(self):
        ceilings = {"percent": 100, "ppm": 1_000_000}
        for standard in self:
            ceiling = ceilings.get(standard.unit)
            if standard.value < 0 or (ceiling and standard.value > ceiling):
                raise ValidationError(
                    self.env._(
                        "%(standard)s: a standard of %(value)s is out of range.",
                        standard=standard.display_name,
                        value=standard.value,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        standards = super().create(vals_list)
        standards._check_director()
        return standards

    def write(self, vals):
        self._check_director()
        result = super().write(vals)
        if vals.keys() & {FOR_ALL, "company_id"}:
            self._check_director()
            # Nobody puts a standard out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    def _check_director(self):
        """:raises AccessError: where somebody else than a director says what holds for all clients"""
        if self.env.su or self.env.user.has_group("relationship_marketing.group_director"):
            return
        if self.filtered(lambda standard: not standard.group_id):
            raise AccessError(self.env._("Only a director says what all clients may expect: choose the client."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence: archive it instead.", record=self[:1].display_name))

    @api.model
    def _by_group(self, groups, company):
        """{(group id or False, indicator): ``Standard``} in force; False stands for all clients."""
        standards = self.search([("company_id", "=", company.id), ("group_id", "in", [False, *groups.ids])])
        return {
            (standard.group_id.id, standard.indicator): Standard(standard.id, standard.value, standard.quality_by)
            for standard in standards
        }
