from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

from .client_measure import HALVES

DIGITS = {"hours": 1, "percent": 0, "months": 0, "count": 0, "points": 1}


class ClientMeasureFigure(models.Model):
    """What a half of a measure is read from, and from where on it is good enough.

    How a figure is read is code, known by ``code``; its standard is the company's to set.
    """

    _name = "client.measure.figure"
    _description = "Figure of a measure"
    _order = "measure_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, copy=False)
    measure_id = fields.Many2one("client.measure", required=True, index=True, ondelete="cascade")
    half = fields.Selection(HALVES, required=True)
    sequence = fields.Integer(default=10)
    unit = fields.Selection(
        [
            ("hours", "Working hours"),
            ("percent", "Per cent"),
            ("months", "Months"),
            ("count", "Number"),
            ("points", "Points of 10"),
        ],
        required=True,
        readonly=True,
    )
    standard_from = fields.Float("Met from", help="0: no lower bound.")
    standard_to = fields.Float("Met up to", help="0: no upper bound.")
    least_cases = fields.Integer(
        "Cases needed", default=1, help="With fewer cases the figure is shown, but nothing is concluded from it."
    )
    is_deciding = fields.Boolean(
        "Decides",
        default=True,
        help="The half is met where all figures that decide are met, not met where one of them is not, and otherwise"
        " unknown.",
    )
    description = fields.Text("How it is read", translate=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "There is already a figure with this code.")

    @api.constrains("standard_from", "standard_to", "least_cases")
    def _check_standard(self):
        for figure in self:
            if min(figure.standard_from, figure.standard_to) < 0 or figure.least_cases < 1:
                raise ValidationError(
                    self.env._("%(figure)s: bounds are not negative, and one case is the least.", figure=figure.name)
                )
            if figure.standard_to and figure.standard_to < figure.standard_from:
                raise ValidationError(
                    self.env._("%(figure)s: it cannot be met from more than it is met up to.", figure=figure.name)
                )

    def _format(self, value):
        """``value`` as a number in the reader's language, without its unit."""
        return formatLang(self.env, value or 0.0, digits=DIGITS[self.unit])

    def _with_unit(self, value):
        """``value`` with its unit, as one wording."""
        number = self._format(value)
        return {
            "hours": lambda: self.env._("%(number)s working hours", number=number),
            "percent": lambda: self.env._("%(number)s %%", number=number),
            "months": lambda: self.env._("%(number)s months", number=number),
            "count": lambda: number,
            "points": lambda: self.env._("%(number)s of 10", number=number),
        }[self.unit]()
