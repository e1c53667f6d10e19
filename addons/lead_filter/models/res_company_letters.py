from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    question_link_days = fields.Integer(
        "Page open, days", default=30, help="How long a client may answer on the page of a letter with questions."
    )
    question_reminder_days = fields.Integer(
        "Remind every, days", default=5, help="After so many days without an answer the client is reminded."
    )
    question_reminder_count = fields.Integer(
        "Reminders at most", default=2, help="After the last of them the request is proposed as empty."
    )

    _question_link_days_positive = models.Constraint(
        "CHECK (question_link_days > 0 AND question_reminder_days > 0 AND question_reminder_count >= 0)",
        "The page of a letter is open for a day at least, and reminders are a day apart at least.",
    )
