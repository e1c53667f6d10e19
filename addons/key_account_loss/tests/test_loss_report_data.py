import random
from fractions import Fraction

from odoo.tests import tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .brute_force import BruteForce
from .common import LossCase, T

AMOUNTS = (0, 10, 10, 20, 50, 50, 100, 100, 100, -20, "33.33", "0.01")

CLASSES = {"new", "stopped", "cut", "declining", "reduced", "growing", "stable"}


@tagged("post_install", "-at_install")
class TestLossReportData(LossCase):
    """The report on made-up ledgers, full of equalities, gaps and returns, against the specification in plain loops."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unbought = cls._make_family("Unbought")

    def _random_ledger(self, chance):
        """Groups, partners and rows; values are few and round, so that limits are met exactly and often."""
        families = self.boards | self.cables | self.rest
        # nobody buys the last one: where it alone is marked, no position can be cut
        marked = chance.choice([(), (), (self.boards,), (self.boards, self.cables), (self.unbought,), (self.unbought,)])
        for family in families | self.unbought:
            family.with_company(self.company).is_key_position = family in marked
        groups = [
            self._make_group(f"Group {n}", is_key=chance.random() < 0.3, code=f"{self.seed}G{n}") for n in range(4)
        ]
        partners = [
            self._make_client(
                f"Client {chance.randrange(8)}",
                chance.choice([None, None, *groups]),
                ref=chance.choice([f"R{n}", f"R{n}", False]),
                vat=chance.choice([False, False, False, f"BG{chance.randrange(3)}"]),
                street=chance.choice([False, "Vitosha 1", "vitosha, 1"]),
                city=chance.choice([False, "Sofia", "SOFIA ", "Plovdiv"]),
            )
            for n in range(chance.randrange(3, 16))
        ]
        rows = []
        for partner in partners:
            first, last = sorted(chance.sample(range(-2, 64), 2))
            for back in range(first, last + 1):
                if chance.random() < 0.3:
                    family = chance.choice([*families, None])
                    amount = chance.choice(AMOUNTS)
                    month = add_months(T, -back)
                    self._supply(partner, amount, month, family)
                    rows.append((partner.id, family.id if family else None, month, Fraction(str(amount))))
        return families | self.unbought, groups, partners, rows

    def test_report_is_the_specification(self):
        seen, continued = set(), 0
        for self.seed in range(30):
            chance = random.Random(self.seed)
            savepoint = self.env.cr.savepoint()
            families, groups, partners, rows = self._random_ledger(chance)
            for grain in ("group", "division"):
                years, mode = chance.randrange(2, 6), chance.choice(["flagged", "share", "both"])
                with self.subTest(seed=self.seed, grain=grain, years=years, mode=mode):
                    analysis = self._make_analysis(years=years, grain=grain, key_mode=mode, compute=False)
                    expected = BruteForce(
                        rows,
                        {
                            partner.id: {
                                **{name: partner[name] or "" for name in ("ref", "name", "vat", "street", "city")},
                                "group": partner.client_group_id.id,
                            }
                            for partner in partners
                        },
                        {
                            group.id: {"ref": group.code, "name": group.name, "flagged": group.is_key_client}
                            for group in groups
                        },
                        {
                            family.id: (family.complete_name, family.with_company(self.company).is_key_position)
                            for family in families
                        },
                        T,
                        years,
                        grain,
                        mode,
                    ).report()
                    self.assertEqual(analysis._report_data(), expected)
                    seen.update((client["class"], client["scope"]) for client in expected["clients"])
                    continued += sum(bool(client["continued_as"]) for client in expected["clients"])
            self.env.invalidate_all()
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all()
        # the ledgers reach every class there is
        self.assertEqual({found for found, _scope in seen}, CLASSES)
        self.assertLessEqual({("cut", "total"), ("cut", "position")}, seen)
        self.assertGreater(continued, 5)
