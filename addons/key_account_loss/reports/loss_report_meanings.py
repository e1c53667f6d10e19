"""What the words of the report mean, and what its figures leave out: whole sentences, to be translated."""

from ..engine.classify import CUT, DECLINING, MOVED, REDUCED, STOPPED


class LossReportMeanings:
    """The definitions and footnotes of one report, in the language of ``form``."""

    def __init__(self, analysis, form):
        self.env = form.env
        self.analysis = analysis
        self.form = form
        self.classes = form.labels("loss.client", "classification")

    def definitions(self):
        """(term, meaning) of every class and figure."""
        cut = self.form.percent(self.analysis.cut_percent / 100, 0)
        meanings = {
            STOPPED: self.env._("Bought nothing in the last year, or returned as much as it bought."),
            CUT: self.env._(
                "Lost %(cut)s of its base or more; or lost %(cut)s or more of a key position that made up at least"
                " 10 %% of its base.",
                cut=cut,
            ),
            DECLINING: self.env._("Lost 20 % of its base or more, and bought less in each of the last two years."),
            REDUCED: self.env._("Lost 20 % of its base or more."),
            MOVED: self.env._(
                "Stopped or sharply cut, and a person confirmed that it goes on buying under another number, in another"
                " division or through a distributor."
            ),
            "growing": self.env._("Bought over 10 % more than its base."),
            "new": self.env._("Bought in the last year, and in no year before that is compared."),
            "stable": self.env._("None of these."),
        }
        if self.analysis.years < 3:
            del meanings[DECLINING]
        return [
            (self.env._("Base"), self._base_meaning()),
            *((self.classes[name], meaning) for name, meaning in meanings.items()),
            *self._figure_meanings(),
        ]

    def _base_meaning(self):
        if self.analysis.years == 2:
            return self.env._("What the client bought in the year before the last.")
        return self.env._(
            "What the client bought in an average year: from the oldest year compared in which it bought anything, to"
            " the year before the last."
        )

    def _figure_meanings(self):
        return [
            (
                self.env._("Lost volume"),
                self.env._(
                    "The base less the last year, or what was lost at the key positions that were cut, whichever is"
                    " larger."
                ),
            ),
            (
                self.env._("By quantity"),
                self.env._(
                    "The same rules on quantities, since rising prices hide lost pieces; unknown where several units"
                    " are counted together."
                ),
            ),
            (
                self.env._("Quantity effect"),
                self.env._("What the change of quantity comes to at the prices of the base."),
            ),
            (
                self.env._("Price and mix effect"),
                self.env._("What the change of price and of mix comes to at the last year's quantity."),
            ),
            (
                self.env._("Interval of a share"),
                self.env._("How far the share could differ by chance alone for so many clients (95 %, Wilson)."),
            ),
        ]

    def _key_positions(self):
        if self.analysis._key_position_ids():
            return []
        return [self.env._("No product family is marked as a key position: each one counts as such.")]

    def notes(self):
        """Footnotes: what was left out, and what the figures are."""
        count = self.form.count
        notes = [
            self.env._(
                "Volumes are net of tax, after discounts and returns, in %(currency)s. Margins are not part of this"
                " report.",
                currency=self.form.currency.name,
            ),
            *self._key_positions(),
            self.env._(
                "Clients in the supply ledger of these years: %(count)s.", count=count(self.analysis.client_count)
            ),
        ]
        if self.analysis.left_out_count:
            notes.append(
                self.env._(
                    "Of them left out, since they have no year with purchases, only returns: %(count)s.",
                    count=count(self.analysis.left_out_count),
                )
            )
        if self.analysis.left_out_key_count:
            notes.append(
                self.env._(
                    "Key clients left out, since they bought nothing in these years: %(count)s.",
                    count=count(self.analysis.left_out_key_count),
                )
            )
        return notes
