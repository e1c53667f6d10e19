from odoo import fields
from odoo.tools.image import image_data_uri

from ..engine.volume_chart import ChartLabels, LostVolume, YearVolume, lost_chart_svg, volume_chart_svg
from .loss_report_families import family_rows
from .loss_report_part import LARGEST_PAGES, ReportPart, in_ems

LARGEST_FAMILIES = 10


class TitlePart(ReportPart):
    """The first pages: title, summary, what was compared, charts."""

    def logo(self):
        """The company's own logo as a data URI; not the placeholder Odoo gives a new company."""
        # sudo: whoever may read the analysis may read the name and logo of its company
        company = self.analysis.company_id.sudo()
        return image_data_uri(company.logo_web) if company.logo_web and not company.uses_default_logo else ""

    def parameters(self):
        """(what, value) of what was asked."""
        analysis, years = self.analysis, self.report.years
        cut = self.form.percent(analysis.cut_percent / 100, 0)
        families = ", ".join(analysis.set_aside_categ_ids.mapped("display_name")) or self.env._("none")
        return [
            (self.env._("Last year"), years[0].label),
            (self.env._("Compared with"), ", ".join(year.label for year in years[1:])),
            (self.env._("A client is"), self.form.labels("loss.analysis", "grain")[analysis.grain]),
            (self.env._("Key clients are"), self.form.labels("loss.analysis", "key_mode")[analysis.key_mode]),
            (self.env._("Sharply cut from"), self.env._("%(share)s of the base lost", share=cut)),
            (self.env._("Families set aside"), families),
        ]

    def origin(self):
        """(what, value) of who made it, and when."""
        at = self.form.datetime
        made = self.env._(
            "%(when)s, %(who)s", when=at(self.analysis.computed_at), who=self.analysis.computed_by_id.name or ""
        )
        now = self.env._("%(when)s, %(who)s", when=at(fields.Datetime.now()), who=self.env.user.name)
        return [(self.env._("Computed"), made), (self.env._("Printed"), now), *self._confirmed()]

    def _confirmed(self):
        stages = {"volumes": self.env._("Volumes confirmed"), "list": self.env._("List confirmed")}
        sides = {"sales": self.env._("sales"), "marketing": self.env._("marketing")}
        for confirmation in self.report.confirmations:
            what = f"{stages[confirmation.stage]}, {sides[confirmation.side]}"
            if confirmation.at:
                yield (
                    what,
                    self.env._("%(when)s, %(who)s", when=self.form.datetime(confirmation.at), who=confirmation.user),
                )
            else:
                yield what, self.env._("not yet")

    def draft_notes(self):
        """Why the figures may not be final, if so."""
        notes = []
        if self.analysis.is_stale:
            notes.append(self.env._("What is asked was changed after these figures were computed."))
        if empty := [year.label for year in reversed(self.report.years) if not year.total]:
            notes.append(self.env._("The supply ledger holds nothing for: %(years)s.", years=", ".join(empty)))
        if self.analysis.state in ("volumes", "list"):
            notes.append(self.env._("Draft: the heads of sales and of marketing have not both confirmed the list."))
        return notes

    def boxes(self):
        """(figure, what it is) of the four figures at the top."""
        report = self.report
        if not report.clients:
            return []
        lost, share, interval = self.wording.lost_rate()
        base = report.key_base
        return [
            (self.form.count(len(report.clients)), self.env._("key clients compared"), ""),
            (self.form.count(len(report.cases)), self.env._("cases: clients who stopped, reduced or moved"), ""),
            (
                self.form.count(lost),
                self.env._("stopped or sharply cut: %(share)s of key clients", share=share),
                self.env._("95 %% interval of the share: %(interval)s", interval=interval),
            ),
            (
                self.form.money(report.lost),
                self.env._("lost volume a year"),
                self.env._("%(share)s of the base of all key clients", share=self.form.percent(report.lost / base))
                if base > 0
                else "",
            ),
        ]

    def years_chart(self):
        years = [YearVolume(year.label, year.total, year.key_total) for year in reversed(self.report.years)]
        labels = ChartLabels(self.env._("All clients"), self.env._("Key clients"), self.form.amount)
        return in_ems(volume_chart_svg(years, 680, 150, labels))

    def losses_chart(self):
        largest = self.report.largest(LARGEST_PAGES)
        if not largest:
            return ""
        losses = [LostVolume(case.client.name, case.client.lost) for case in largest]
        return in_ems(lost_chart_svg(losses, 680, ChartLabels("", number=self.form.amount)))

    def families(self):
        """The families of all cases that changed most, as rows."""
        return family_rows(self.form, self.report.families, LARGEST_FAMILIES)
