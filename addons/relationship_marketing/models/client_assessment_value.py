from odoo import api, models
from odoo.tools import format_amount, format_date

from ..engine.proportion import wilson_interval


class ClientAssessment(models.Model):
    """What was found, as one sentence in the reader's language."""

    _inherit = "client.assessment"

    @api.depends("figures", "state", "answer_id")
    @api.depends_context("lang")
    def _compute_value(self):
        for row in self:
            wording = getattr(row, f"_value_{row.half_id.rule}", None)
            if row.figures and wording:
                row.value = wording(row.figures)
            else:
                row.value = row.answer_note or False
            if not row.value:
                row.value = self.env._("Nothing is recorded")

    def _amount(self, amount):
        return format_amount(self.env, amount, self.company_id.currency_id)

    def _share_text(self, count, of):
        """ "7 of 9 (45 to 94 %)" """
        if not of:
            return self.env._("0 of 0")
        low, high = wilson_interval(count, of)
        return self.env._(
            "%(count)s of %(of)s (%(low)s to %(high)s %%)",
            count=count,
            of=of,
            low=round(100 * low),
            high=round(100 * high),
        )

    def _value_net_value(self, figures):
        if figures["net"] is None:
            return self.env._("The margin of 12 months is not known")
        amount = self._amount(figures["net"])
        if figures["at_most"]:
            return self.env._("At most %(amount)s in 12 months: not all costs are known", amount=amount)
        return self.env._("%(amount)s in 12 months", amount=amount)

    def _value_promises(self, figures):
        return self.env._(
            "Promises due: %(due)s; broken: %(broken)s, overdue: %(overdue)s, kept late: %(late)s",
            due=figures["due"],
            broken=figures["broken"],
            overdue=figures["overdue"],
            late=figures["late"],
        )

    def _value_funds(self, figures):
        return self.env._(
            "Requests dropped for lack of funds: %(dropped)s; months with purchases: %(bought)s",
            dropped=figures["dropped"],
            bought=figures["bought"],
        )

    def _value_deferrals(self, figures):
        return self.env._(
            "Deferrals asked: %(asked)s; invoices paid in time: %(share)s",
            asked=figures["asked"],
            share=self._share_text(figures["in_time"], figures["due"]),
        )

    def _value_payment(self, figures):
        share = self._share_text(figures["in_time"], figures["due"])
        if not figures["due_before"]:
            return self.env._("Paid in time: %(share)s", share=share)
        before = self._share_text(figures["in_time_before"], figures["due_before"])
        return self.env._("Paid in time: %(share)s; in the months before: %(before)s", share=share, before=before)

    def _value_misuse(self, figures):
        return self.env._(
            "Complaints with a known cause: %(examined)s; from use against our instructions: %(misuse)s",
            misuse=figures["misuse"],
            examined=figures["examined"],
        )

    def _value_reactions(self, figures):
        return self.env._("Answered: %(share)s", share=self._share_text(figures["reacted"], figures["sent"]))

    def _value_answers(self, figures):
        share = self._share_text(figures["in_time"], figures["asked"])
        if figures["median"] is None:
            return self.env._("Answered in time: %(share)s; not even half of them answered", share=share)
        return self.env._("Answered in time: %(share)s; median in days: %(days)s", share=share, days=figures["median"])

    def _value_truth(self, figures):
        return self.env._(
            "Answers confirmed: %(true)s, found to be untrue: %(untrue)s; last confirmed: %(day)s",
            true=figures["true"],
            untrue=figures["untrue"],
            day=format_date(self.env, figures["last"]) or "–",
        )

    def _value_learning(self, figures):
        return self.env._(
            "The same errors again: %(again)s; errors the year before: %(before)s; new ones: %(new)s",
            again=figures["again"],
            before=figures["before"],
            new=figures["new"],
        )

    def _value_complaints(self, figures):
        return self.env._(
            "Justified: %(justified)s, not justified: %(not_justified)s, not judged yet: %(open)s",
            justified=figures["justified"],
            not_justified=figures["not_justified"],
            open=figures["open"],
        )

    def _value_recommends(self, figures):
        return self.env._("Recommendations given: %(count)s", count=figures["given"])

    def _value_recommended(self, figures):
        return self.env._(
            "Won: %(won)s, open: %(pending)s, came to nothing: %(lost)s",
            won=figures["won"],
            pending=figures["pending"],
            lost=figures["lost"],
        )

    def _value_steady(self, figures):
        if figures["error"] is None:
            return self.env._(
                "Nothing bought in 12 months, forecast %(forecast)s", forecast=self._amount(figures["forecast"])
            )
        return self.env._(
            "Our forecast missed %(error)s %% of what he bought: %(bought)s against %(forecast)s",
            error=round(100 * figures["error"]),
            bought=self._amount(figures["bought"]),
            forecast=self._amount(figures["forecast"]),
        )
