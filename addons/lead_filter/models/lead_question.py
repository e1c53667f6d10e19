from odoo import fields, models


class LeadQuestion(models.Model):
    """A counter-question: what we ask before we quote (000). Portraits share the bank of questions."""

    _name = "lead.question"
    _description = "Counter-question"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    name = fields.Char("Question", required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    answer_type = fields.Selection(
        [
            ("yes_no", "Yes or no"),
            ("choice", "One of several"),
            ("number", "A number"),
            ("date", "A date"),
            ("text", "Words"),
            ("document", "A document"),
        ],
        required=True,
        default="yes_no",
        help="Words and documents are judged by a person, the rest by the criterion.",
    )
    choice_ids = fields.One2many("lead.question.choice", "question_id", "Possible answers")
    unit = fields.Char(translate=True, help="What the number counts: pieces, hours, weeks.")
    product_line_ids = fields.Many2many(
        "product.category", string="Product lines", help="Requests it is meant for; all of them if none is named."
    )
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    note = fields.Text("Why we ask", translate=True)

    def write(self, vals):
        changed = self.filtered(lambda question: vals.get("answer_type", question.answer_type) != question.answer_type)
        if changed:
            # What an answer meets is a part of the criterion, in whichever company.
            criteria = self.env["lead.criterion"].sudo().search([("question_id", "in", changed.ids)])
            criteria.portrait_id._check_not_frozen()
        proposed = self.filtered(lambda question: vals.get("active", question.active) != question.active)
        result = super().write(vals)
        if changed:
            self.env.registry.clear_cache()
        if proposed:
            # In whichever company they are asked: the next question of open requests changes.
            criteria = self.env["lead.criterion"].sudo().search([("question_id", "in", proposed.ids)])
            criteria._judge_by_them()
        return result
