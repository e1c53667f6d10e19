from odoo import fields

from ..engine.volume_chart import ChartLabels, YearVolume, volume_chart_svg
from .loss_report_families import family_rows
from .loss_report_part import LARGEST_PAGES, ReportPart, in_ems

FAMILY_ROWS = 14


class ClientPagesPart(ReportPart):
    """A page for each of the clients that lost most."""

    def cases(self):
        return self.report.largest(LARGEST_PAGES)

    def figures(self, case):
        """(what, figure) at the top of a client's page."""
        client = case.client
        return [
            (self.env._("Lost volume"), self.form.money(client.lost)),
            (self.env._("Base"), self.form.money(client.base) if client.base is not None else "–"),
            (self.env._("Last year"), self.form.money(client.volumes[0])),
            (self.env._("Change"), self.form.signed_percent(client.change) if client.change is not None else "–"),
        ]

    def facts(self, case):
        """(what, words) about a client."""
        client = case.client
        facts = [
            (self.env._("Class"), self.wording.class_word(client.classification, client.scope)),
            (self.env._("By quantity"), self.class_words[client.by_quantity]),
            (self.env._("Place in the list"), self.form.count(case.rank)),
            (self.env._("Chosen as key client"), self.form.labels("loss.client", "key").get(client.key, "")),
        ]
        if client.ref and client.ref != client.name:
            facts.insert(0, (self.env._("Reference"), client.ref))
        if client.group and client.group != client.name:
            facts.append((self.env._("Client group"), client.group))
        if client.group_class:
            facts.append((self.form.label("loss.client", "group_classification"), self.class_words[client.group_class]))
        if case.responsible:
            facts.append((self.env._("Responsible"), case.responsible))
        cut = [family.name for family in self.report.case_families.get(case.case, ()) if family.is_cut]
        if cut:
            facts.append((self.env._("Key positions cut"), ", ".join(cut)))
        return facts

    def chart(self, case):
        years = zip(self.report.years, case.client.volumes, strict=True)
        bars = [YearVolume(year.label, volume) for year, volume in reversed(list(years))]
        return in_ems(volume_chart_svg(bars, 400, 150, ChartLabels("", number=self.form.amount)))

    def years(self, case):
        """(year, volume, quantity) rows, the oldest first; the quantity is empty where units differ."""
        client = case.client
        rows = [
            (
                year.label,
                self.form.amount(volume),
                self.form.quantity(quantity) if client.is_one_unit else "–",
            )
            for year, volume, quantity in zip(self.report.years, client.volumes, client.quantities, strict=True)
        ]
        return rows[::-1]

    def families(self, case):
        return family_rows(self.form, self.report.case_families.get(case.case, ()), FAMILY_ROWS)

    def moves(self, case):
        """(how, to whom, amount, state and who decided, evidence) of each possible move."""
        return [
            (
                self.move_kinds[move.kind],
                move.partner if not move.group else f"{move.partner} ({move.group})",
                self.form.amount(move.amount),
                self._decision(move),
                move.evidence or "",
            )
            for move in case.moves
        ]

    def _decision(self, move):
        state = self.move_states[move.state]
        if not move.decided_at:
            return state
        return self.env._(
            "%(state)s, %(who)s, %(when)s",
            state=state,
            who=move.decided_by,
            when=self.form.date(fields.Datetime.context_timestamp(self.analysis, move.decided_at)),
        )
