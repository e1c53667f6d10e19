"""The sentences of the report: each a whole one, so that it can be translated."""

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

from ..engine.classify import CASES, CUT, LOST, MOVED, POSITION, TOTAL

NAMED = 3  # the largest cases and families named in the summary


class LossReportWording:
    """What the summary and the notes of one report say, in the language of ``format``."""

    def __init__(self, analysis, report, form):
        self.env = form.env
        self.analysis = analysis
        self.report = report
        self.form = form
        self.classes = form.labels("loss.client", "classification")

    def summary(self):
        """The sentences of the summary, the most important first."""
        if not self.report.clients:
            return [
                self.env._(
                    "No key client was found, so there is nothing to compare: mark key clients, or take those who make"
                    " up 80 % of a year's volume, and see that the supply ledger covers these years."
                )
            ]
        if not self.report.cases:
            return [self._nobody_lost(), self._all_key_clients()]
        return [
            sentence
            for sentence in (
                self._lost_volume(),
                self._moved(),
                self._largest(),
                self._families(),
                self._effects(),
                self._all_key_clients(),
            )
            if sentence
        ]

    def _nobody_lost(self):
        return self.env._(
            "No key client was lost: not one of those compared (%(count)s) stopped or reduced its purchases.",
            count=self.form.count(len(self.report.clients)),
        )

    def _lost_volume(self):
        if self.report.key_base <= 0:
            return self.env._("The lost volume is %(lost)s a year.", lost=self.form.money(self.report.lost))
        return self.env._(
            "The lost volume is %(lost)s a year: %(share)s of the %(base)s that key clients used to buy in a year.",
            lost=self.form.money(self.report.lost),
            share=self.form.percent(self.report.lost / self.report.key_base),
            base=self.form.money(self.report.key_base),
        )

    def _moved(self):
        sentences = []
        if moved := self.report.lost_of(MOVED):
            sentences.append(
                self.env._(
                    "Of it, %(amount)s belongs to clients who were confirmed as moved: they go on buying under another"
                    " number, in another division or through a distributor.",
                    amount=self.form.money(moved),
                )
            )
        if undecided := [case for case in self.report.cases if any(move.state == "proposed" for move in case.moves)]:
            sentences.append(
                self.env._(
                    "Clients who may only have moved, to be decided: %(count)s, with %(amount)s of the lost volume.",
                    count=self.form.count(len(undecided)),
                    amount=self.form.money(sum(case.client.lost for case in undecided)),
                )
            )
        return " ".join(sentences)

    def _largest(self):
        largest = self.report.largest(NAMED)
        if not largest:
            return ""
        return self.env._(
            "Most was lost with: %(clients)s. Together this is %(share)s of the lost volume.",
            clients="; ".join(self._named(case.client) for case in largest),
            share=self.form.percent(sum(case.client.lost for case in largest) / self.report.lost, 0),
        )

    def _named(self, client):
        return self.env._(
            "%(client)s (%(class)s, %(lost)s)",
            client=client.name,
            lost=self.form.money(client.lost),
            **{"class": self.classes[client.classification].lower()},
        )

    def _families(self):
        fallen = [family for family in self.report.families if family.difference < 0][:NAMED]
        if not fallen:
            return ""
        return self.env._(
            "The product families that fell most with these clients: %(families)s.",
            families="; ".join(f"{family.name} ({self.form.money(family.difference)})" for family in fallen),
        )

    def _effects(self):
        if not self.report.families:
            return ""
        families = self.report.families
        return self.env._(
            "Over all families of these clients, quantities account for %(quantity)s, prices and mix for %(price)s;"
            " %(rest)s cannot be told apart.",
            quantity=self.form.money(sum(family.quantity_effect for family in families)),
            price=self.form.money(sum(family.price_effect for family in families)),
            rest=self.form.money(sum(family.not_separable for family in families)),
        )

    def _all_key_clients(self):
        last, before = self.report.years[:2]
        if before.key_total <= 0:
            return self.env._(
                "All key clients together bought %(last)s in the last year.", last=self.form.money(last.key_total)
            )
        return self.env._(
            "All key clients together bought %(last)s in the last year, %(change)s against the year before.",
            last=self.form.money(last.key_total),
            change=self.form.signed_percent(last.key_total / before.key_total - 1),
        )

    def class_rows(self):
        """(class, count, share of the key clients, 95 % interval, lost volume) for each class with a client."""
        total = len(self.report.clients)
        rows = []
        for name in (*CASES, *(name for name in self.classes if name not in CASES)):
            for each in [(CUT, TOTAL), (CUT, POSITION)] if name == CUT else [name]:
                if count := self.report.count(each):
                    lost = self.report.lost_of(each) if name in CASES else None
                    rows.append((self.class_word(name, each[1]), *self._rate(count, total), lost))
        return rows

    def class_word(self, classification, scope=""):
        """A class in words; of those cut, whether as a whole or at a key position only."""
        word = self.classes[classification]
        return self.env._("%(class)s, position", **{"class": word}) if scope == POSITION else word

    def lost_rate(self):
        """(count, share, interval) of the key clients stopped or sharply cut."""
        return self._rate(self.report.count(*LOST), len(self.report.clients))

    def _rate(self, count, total):
        low, high = wilson_interval(count, total)
        interval = f"{self.form.percent(low)} – {self.form.percent(high)}"
        return count, self.form.percent(count / total), interval
