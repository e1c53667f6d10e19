from odoo import api, fields, models
from odoo.exceptions import UserError

OPERATORS = {"in": "in", "not in": "not in", ">=": ">=", "<": "<", "is_set": "!=", "is_not_set": "="}


class LeadBacktestSuggestion(models.Model):
    """A criterion that the earlier requests suggest, with what it rests on; one click adds it to a draft."""

    _name = "lead.backtest.suggestion"
    _description = "Criterion suggested by a back-test"
    _inherit = ["lead.number.mixin"]
    _order = "backtest_id, sequence, id"

    backtest_id = fields.Many2one("lead.backtest", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="backtest_id.company_id", store=True, index=True)
    sequence = fields.Integer()
    field_id = fields.Many2one("ir.model.fields", required=True, ondelete="cascade")
    test = fields.Selection(
        [
            ("in", "is one of"),
            ("not in", "is none of"),
            (">=", "is at least"),
            ("<", "is below"),
            ("is_set", "is filled in"),
            ("is_not_set", "is empty"),
        ],
        required=True,
    )
    value = fields.Json()
    name = fields.Char("Criterion", compute="_compute_name")
    points = fields.Integer()
    known = fields.Integer("Known of", help="Of so many earlier requests it was known.")
    met = fields.Integer("Met by")
    won = fields.Integer("Of them contracts")
    lift = fields.Float(digits=(6, 2), help="Share of contracts where it is met, by the share among all.")
    low = fields.Float("From", help="The 95 % interval of the share of contracts.")
    high = fields.Float("To")
    is_added = fields.Boolean("Taken over", readonly=True)

    @api.depends("field_id", "test", "value")
    @api.depends_context("lang")
    def _compute_name(self):
        tests = dict(self._fields["test"]._description_selection(self.env))
        for suggestion in self:
            words = [suggestion.field_id.field_description or "", tests.get(suggestion.test, "")]
            if suggestion.value not in (None, False):
                words.append(suggestion._value_text())
            suggestion.name = " ".join(words)

    def _value_text(self):
        """The compared values as the form of a request shows them."""
        if not isinstance(self.value, list):
            return f"{self.value:g}"
        field = self.env["crm.lead"]._fields.get(self.field_id.name)
        if field and field.type == "many2one":
            # Which source or country is meant is told to whoever reads the back-test.
            named = self.env[field.comodel_name].sudo().with_context(active_test=False).browse(self.value).exists()
            return ", ".join(named.mapped("display_name"))
        labels = dict(field._description_selection(self.env)) if field and field.type == "selection" else {}
        return ", ".join(str(labels.get(value, value)) for value in self.value)

    def _domain_text(self):
        """The condition of the criterion, as its domain is kept."""
        self.ensure_one()
        value = False if self.test in ("is_set", "is_not_set") else self.value
        return repr([(self.field_id.name, OPERATORS[self.test], value)])

    def action_add(self):
        """Take these over into the next version of the portrait, as a draft, and open it.

        :raises UserError: they belong to several back-tests
        """
        backtest = self.backtest_id
        if len(backtest) != 1:
            raise UserError(self.env._("Take over the suggestions of one back-test at a time."))
        portrait = backtest.portrait_id
        action = None
        if portrait.state != "draft" or portrait._is_frozen():
            action = portrait.action_next_version()
            portrait = portrait.browse(action["res_id"])
        last = max(portrait.criterion_ids.mapped("sequence"), default=0)
        self.env["lead.criterion"].create(
            [
                {
                    "portrait_id": portrait.id,
                    "sequence": last + place + 1,
                    "name": suggestion.name,
                    "kind": "condition",
                    "weight": suggestion.points,
                    "domain": suggestion._domain_text(),
                }
                for place, suggestion in enumerate(self.filtered(lambda one: not one.is_added))
            ]
        )
        self.is_added = True
        return action or {
            "type": "ir.actions.act_window",
            "res_model": portrait._name,
            "res_id": portrait.id,
            "views": [[False, "form"]],
        }
