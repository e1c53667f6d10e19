"""The radar on subsidiaries of 60 groups, from filings with the SEC. Skipped where the data is absent.

Which group a company belongs to is known, so that precision and recall of the proposed pairs are. The file has names
only: tax ids, domains, phones, bank accounts, addresses and people who moved cannot be tried on it. Run with ``-s`` it
prints the tables of the README.
"""

import csv
import unittest
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from odoo.addons.relationship_marketing.engine.names import normalise_name
from odoo.addons.relationship_marketing.engine.radar import WORTH_A_LOOK, lead_word

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "groups_sec_ex21.csv"
# Every so many companies, a stranger with nearly the same name.
STRANGER_EVERY = 5
THRESHOLDS = (60, 70, 80, 90, 100)
SCORES = (20, 30, WORTH_A_LOOK, 50, 60, 70)
# Filings that list so many companies letter by letter alike are of one client: a parent and its own registrant.
ALIKE = 3


@tagged("post_install", "-at_install")
@unittest.skipUnless(DATA.exists(), "the real data is not at hand")
class TestRadarSec(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True})
        cls.env["res.partner"].search([("is_company", "=", True)]).is_company = False
        with DATA.open(encoding="utf-8", newline="") as file:
            cls.rows = list(csv.DictReader(file))
        cls.names = [row["subsidiary"] for row in cls.rows]
        cls.filings = [row["cik"] for row in cls.rows]
        cls.clients = _one_client(cls.names, cls.filings)

    def look(self, strangers=()):
        """{(company, company): (score, {kind: (weight, similarity)})} of all proposed pairs; {company: filing}.

        :param strangers: [(name, group)]
        """
        names = self.names + [name for name, _group in strangers]
        partners = self.env["res.partner"].create([{"name": name, "is_company": True} for name in names])
        self.env["client.link.suggestion"]._scan()
        self.env.cr.execute(
            """
            SELECT partner_id, other_partner_id, score,
                   JSONB_OBJECT_AGG(kind, JSONB_BUILD_ARRAY(weight, similarity))
              FROM client_link_suggestion s JOIN client_link_suggestion_evidence e ON e.suggestion_id = s.id
             GROUP BY s.id
            """
        )
        pairs = {(one, other): (score, kinds) for one, other, score, kinds in self.env.cr.fetchall()}
        return pairs, dict(zip(partners.ids, self.filings + [group for _name, group in strangers], strict=True))

    def tell(self, title, pairs, filings):
        """Print and return: pairs, precision (by filing, and by client), recall of pairs, companies with a right pair.

        Recall and companies are by filing; companies alone in their filing are left out.
        """
        count = len(pairs) or 1
        right = [pair for pair in pairs if filings[pair[0]] == filings[pair[1]]]
        by_client = [pair for pair in pairs if len({self.clients.get(filings[company]) for company in pair}) == 1]
        by_client = [
            pair for pair in by_client if filings[pair[0]] in self.clients or filings[pair[0]] == filings[pair[1]]
        ]
        sizes = Counter(filings.values()).values()
        helped = {company for pair in right for company in pair}
        figures = (
            len(pairs),
            len(right) / count,
            len(by_client) / count,
            len(right) / sum(size * (size - 1) // 2 for size in sizes),
            len(helped) / sum(size for size in sizes if size > 1),
        )
        print(f"| {title} | {len(pairs)} | " + " | ".join(f"{100 * figure:.1f} %" for figure in figures[1:]) + " |")
        return figures

    def test_precision_and_recall_by_kind_and_by_score(self):
        pairs, groups = self.look()
        print(f"\n{len(groups)} companies, {len(set(groups.values()))} groups")
        for threshold in THRESHOLDS:
            found = [pair for pair, (_score, kinds) in pairs.items() if kinds.get("name", (0, 0))[1] >= threshold]
            self.tell(f"similar name, {threshold} % and more", found, groups)
        by_kinds = {}
        for pair, (_score, kinds) in pairs.items():
            by_kinds.setdefault(" and ".join(sorted(kinds)), []).append(pair)
        for kinds, found in sorted(by_kinds.items()):
            self.tell(f"only {kinds}", found, groups)
        told = {
            score: self.tell(f"score {score} and more", [p for p in pairs if pairs[p][0] >= score], groups)
            for score in SCORES
        }
        self.assertGreater(told[WORTH_A_LOOK][1], 0.95)
        self.assertGreater(told[WORTH_A_LOOK][4], 0.6)
        self.assertGreater(told[60][1], told[20][1])

    def test_strangers_with_nearly_the_same_names_are_not_worth_a_look(self):
        strangers = [_stranger(name) for name in self.names[::STRANGER_EVERY]]
        pairs, filings = self.look([stranger for stranger in strangers if stranger])
        for score in SCORES:
            self.tell(f"score {score} and more", [p for p in pairs if pairs[p][0] >= score], filings)
        wrong = [pair for pair in pairs if len({filings[company].startswith("stranger") for company in pair}) == 2]
        self.assertGreater(len(wrong), 100)
        worth_a_look = [pair for pair in wrong if pairs[pair][0] >= WORTH_A_LOOK]
        print(f"\nstranger and company: {len(wrong)} pairs, {len(worth_a_look)} worth a look")
        self.assertLess(len(worth_a_look), 0.05 * len(wrong))


def _one_client(names, filings):
    """{filing: the first of the filings of its client}"""
    listed = defaultdict(set)
    for name, filing in zip(names, filings, strict=True):
        listed[normalise_name(name)].add(filing)
    shared = Counter(pair for found in listed.values() for pair in combinations(sorted(found), 2))
    clients = {filing: filing for filing in filings}
    for (one, other), count in sorted(shared.items()):
        if count >= ALIKE:
            clients[other] = clients[one]
    return clients


def _stranger(name):
    """(``name`` with another brand, its last two letters changed, its group); None where no word of it is a brand."""
    word = lead_word(normalise_name(name))
    start = name.lower().find(word)
    if len(word) < 4 or start < 0 or not word.isascii():
        return None
    brand = word[:-2] + "".join(chr((ord(char) - 97 + 7) % 26 + 97) for char in word[-2:])
    return name[:start] + brand + name[start + len(word) :], f"stranger {brand}"
