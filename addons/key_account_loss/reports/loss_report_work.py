"""Stages 3 to 7 as tables: causes, interviews, money, plan, signatures, and what became of the plan before."""

from dataclasses import dataclass, field

from ..engine.cause_survival import Hypothesis, survival_of
from ..models.loss_analysis_plan import SIGNERS
from .loss_report_part import ReportPart, in_ems

AMOUNT, DAY, WORDS = "amount", "day", "words"
TREATMENTS = ("proper", "mostly", "improper", "none")


@dataclass(frozen=True, slots=True)
class Table:
    """A table for paper and workbook: heads with the kind of each column, and rows of plain values."""

    name: str
    heads: tuple[tuple[str, str], ...]
    rows: list[tuple]
    notes: list[str] = field(default_factory=list)


class WorkPart(ReportPart):
    """What people found out and decided, from the causes to the plan. Words of clients: released ones only."""

    def has_causes(self):
        return self.analysis.state not in ("volumes", "list")

    def has_interviews(self):
        return self.has_causes() and bool(self.analysis.interview_ids)

    def has_money(self):
        return self.analysis.state in ("economics", "plan", "signed") and bool(self.analysis.economics_ids)

    def has_plan(self):
        return self.analysis.state in ("plan", "signed")

    def tables(self):
        """All tables there are, for the workbook."""
        found = []
        if self.has_plan() and self.analysis.previous_id:
            found.append(self.previous())
        if self.has_causes():
            found.append(self.causes())
        if self.has_interviews():
            found += [self.interviews(), self.quotes(), self.treatment()]
        if self.has_money():
            found.append(self.money())
        if self.has_plan():
            found += [self.plan(), self.signatures()]
        return [table for table in found if table.rows]

    def previous(self):
        """The measures of the plan before this one: the report opens with them."""
        before = self.analysis.previous_id
        name = self.env._("What became of the plan before: %(analysis)s", analysis=before._report_heading())
        return Table(name, self._measure_heads(), self._measure_rows(before.measure_ids))

    def no_previous(self):
        return self.env._("There is no signed plan before this one.")

    def causes(self):
        labels = {name: self.form.labels("loss.cause", name) for name in ("said_by", "confidence", "state")}
        causes = self.env["loss.cause"].search([("analysis_id", "=", self.analysis.id)])
        rows = [
            (
                cause.case_id.name,
                cause.kind_id.name,
                labels["said_by"][cause.said_by],
                labels["confidence"][cause.confidence],
                cause.evidence or "",
                labels["state"][cause.state],
            )
            for cause in causes.sorted(lambda cause: (cause.case_id.rank, cause.id))
        ]
        heads = [self.env._("Client"), self.env._("Cause"), self.env._("Who says so"), self.env._("Confidence")]
        heads += [self.env._("What speaks for it"), self.env._("After the interview")]
        return Table(self.env._("Causes"), self._words(*heads), rows, self._survival_notes(causes, labels["said_by"]))

    def _survival_notes(self, causes, sides):
        found = survival_of(
            [Hypothesis(cause.case_id.id, cause.kind_id.id, cause.said_by, cause.state) for cause in causes]
        )
        notes = []
        for side, survival in found.items():
            if survival.checked:
                low, high = survival.interval
                notes.append(
                    self.env._(
                        "%(side)s: %(held)s of %(checked)s causes named held in the interviews "
                        "(95 %% interval %(low)s to %(high)s), %(open)s could not be checked.",
                        side=sides[side],
                        held=survival.held,
                        checked=survival.checked,
                        low=self.form.percent(low, 0),
                        high=self.form.percent(high, 0),
                        open=survival.not_checked,
                    )
                )
        return notes

    def interviews(self):
        outcomes = self.form.labels("loss.interview", "outcome")
        interviews = self.analysis.interview_ids
        rows = [
            (
                interview.case_id.name,
                interview.function or "",
                interview.interviewer_id.name or "",
                interview.letter_sent_on or None,
                interview.interviewed_on or None,
                outcomes[interview.outcome],
            )
            for interview in interviews.sorted(lambda one: (one.case_id.rank, one.id))
        ]
        heads = (
            (self.env._("Client"), WORDS),
            (self.env._("Job position"), WORDS),
            (self.env._("Interviewer"), WORDS),
            (self.env._("Letter"), DAY),
            (self.env._("Interview"), DAY),
            (self.env._("Outcome"), WORDS),
        )
        notes = [*self.analysis._funnel_sentences(), *self._waivers(interviews), *self._not_asked()]
        return Table(self.env._("Interviews"), heads, rows, notes)

    def _waivers(self, interviews):
        for interview in interviews.filtered("waiver_on"):
            yield self.env._(
                "%(client)s was asked by %(owner)s, who answers for the account, with the leave of %(director)s on "
                "%(day)s: %(reason)s",
                client=interview.case_id.name,
                owner=interview.interviewer_id.name,
                director=interview.waiver_user_id.name,
                day=self.form.date(interview.waiver_on),
                reason=interview.waiver_reason,
            )

    def _not_asked(self):
        for case in self.analysis.case_ids.filtered("not_asked_reason"):
            yield self.env._(
                "Nobody of %(client)s was asked: %(reason)s", client=case.name, reason=case.not_asked_reason
            )

    def funnel(self):
        svg = self.analysis._funnel_svg()
        return in_ems(svg) if svg else ""

    def quotes(self):
        """Words their speakers agreed to release, whoever reads the report."""
        quotes = self.env["loss.quote"].search([("analysis_id", "=", self.analysis.id), ("is_released", "=", True)])
        rows = [
            (
                quote.case_id.name,
                f"“{quote.text}”",
                quote.interview_id.person_id.name if quote.with_name else "",
            )
            for quote in quotes
        ]
        heads = self._words(self.env._("Client"), self.env._("In their words"), self.env._("Said by"))
        return Table(self.env._("In their words"), heads, rows)

    def treatment(self):
        """How our people treated them, by function: numbers of answers, no names."""
        # sudo: numbers of all answers for whoever reads the report; the answers themselves are for few
        lines = (
            self.env["survey.user_input.line"]
            .sudo()
            ._read_group(
                [
                    ("user_input_id.loss_interview_id.analysis_id", "=", self.analysis.id),
                    ("question_id.is_treatment", "=", True),
                    ("suggested_answer_id.loss_treatment", "!=", False),
                ],
                ["matrix_row_id", "suggested_answer_id"],
                ["__count"],
            )
        )
        counts = {}
        for function, answer, count in lines:
            grades = counts.setdefault(function, dict.fromkeys(TREATMENTS, 0))
            grades[answer.loss_treatment] += count
        labels = dict(self.env["survey.question.answer"]._fields["loss_treatment"]._description_selection(self.env))
        rows = [
            (function.value, *(self.form.count(grades[grade]) for grade in TREATMENTS))
            for function, grades in sorted(counts.items(), key=lambda pair: (pair[0].sequence, pair[0].id))
        ]
        heads = self._words(self.env._("Function of ours"), *(labels[grade] for grade in TREATMENTS))
        return Table(self.env._("How our people treated them"), heads, rows)

    def money(self):
        figures = self.analysis.economics_ids.sorted(lambda one: (one.case_rank, one.id))
        advice, decisions = (self.form.labels("loss.economics", name) for name in ("advice", "decision"))
        rows = [
            (
                one.case_id.name,
                one.investment_low if one.has_investment else None,
                one.investment_high if one.has_investment else None,
                one.expected_low if one.has_investment and one.has_value else None,
                one.expected_high if one.has_investment and one.has_value else None,
                advice[one.advice],
                decisions.get(one.decision, ""),
                one.decided_by_id.name or "",
                one.decision_reason or "",
            )
            for one in figures
        ]
        heads = (
            (self.env._("Client"), WORDS),
            (self.env._("Investment, at least"), AMOUNT),
            (self.env._("Investment, at most"), AMOUNT),
            (self.env._("Expected net value, at least"), AMOUNT),
            (self.env._("Expected net value, at most"), AMOUNT),
            (self.env._("The figures say"), WORDS),
            (self.env._("Decision"), WORDS),
            (self.env._("Decided by"), WORDS),
            (self.env._("Reason"), WORDS),
        )
        notes = self.analysis._economics_sentences()
        if self.analysis.winning_source:
            notes.append(self.analysis.winning_source)
        return Table(self.env._("Keep or replace"), heads, rows, notes)

    def plan(self):
        return Table(self.env._("Plan"), self._measure_heads(), self._measure_rows(self.analysis.measure_ids))

    def _measure_heads(self):
        return (
            (self.env._("Measure"), WORDS),
            (self.env._("Cause it removes"), WORDS),
            (self.env._("Who"), WORDS),
            (self.env._("By when"), DAY),
            (self.env._("Cost"), AMOUNT),
            (self.env._("Expected effect"), AMOUNT),
            (self.env._("Effect found"), AMOUNT),
            (self.env._("State"), WORDS),
            (self.env._("What came of it"), WORDS),
        )

    def _measure_rows(self, measures):
        states = self.form.labels("loss.measure", "state")
        late = self.env._("Late")
        return [
            (
                measure.name,
                measure.kind_id.name or "",
                measure.user_id.name or "",
                measure.deadline or None,
                measure.cost if measure.is_cost_known else None,
                measure.effect_expected if measure.is_effect_expected else None,
                measure.effect_found if measure.effect_found_on else None,
                late if measure.is_late else states[measure.state],
                measure.result or "",
            )
            for measure in measures.sorted(lambda one: (one.deadline or one.create_date.date(), one.id))
        ]

    def signatures(self):
        names = {
            "sales": self.env._("Head of sales"),
            "marketing": self.env._("Head of marketing"),
            "director": self.env._("Director"),
        }
        rows = [
            (
                names[signer],
                self.analysis[f"signed_{signer}_user_id"].name or "",
                self.form.datetime(self.analysis[f"signed_{signer}_at"]),
            )
            for signer in SIGNERS
        ]
        heads = self._words(self.env._("Signature"), self.env._("Signed by"), self.env._("Signed on"))
        return Table(self.env._("Signatures"), heads, rows)

    def named(self, index):
        """Who is to sign in this place, where nobody has yet."""
        heads = (self.analysis.sales_head_id, self.analysis.marketing_head_id)
        return heads[index].name or "" if index < len(heads) else ""

    def cell(self, kind, value):
        """A value as the printed table shows it."""
        if value is None:
            return ""
        if kind == AMOUNT:
            return self.form.amount(value)
        return self.form.date(value) if kind == DAY else value

    @staticmethod
    def _words(*heads):
        return tuple((head, WORDS) for head in heads)
