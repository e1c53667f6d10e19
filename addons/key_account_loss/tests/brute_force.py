"""The specification of stages 1 and 2 a second time, as plainly as possible: loops over rows, fractions, no SQL.

For tests only: what the programme finds must be what this finds.
"""

import re
import unicodedata
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def months_ago(month, other):
    return (month.year - other.year) * 12 + month.month - other.month


def rounded(value):
    with_digits = Decimal(value.numerator) / Decimal(value.denominator)
    return float(with_digits.quantize(Decimal("0.01"), ROUND_HALF_UP))


def plain(text):
    text = unicodedata.normalize("NFKC", text or "").casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^\w]|_", " ", text).split())


class BruteForce:
    """``rows``: (partner, family or None, month, amount as Fraction); ``partners``: {partner: dict with ref, name, vat,
    street, city, group}; ``groups``: {group: dict with ref, name, flagged}; ``families``: {family: (name, is key)}."""

    def __init__(self, rows, partners, groups, families, month, years, grain, mode):
        self.rows, self.partners, self.groups, self.families = rows, partners, groups, families
        self.month, self.years, self.grain, self.mode = month, years, grain, mode

    def client_of(self, partner):
        group = self.partners[partner]["group"]
        return ("group", group) if self.grain == "group" and group else ("partner", partner)

    def label(self, client):
        kind, number = client
        record = self.groups[number] if kind == "group" else self.partners[number]
        return record["ref"] or "", record["name"]

    def group_of(self, client):
        return client[1] if client[0] == "group" else self.partners[client[1]]["group"]

    def year_of(self, month):
        ago = months_ago(self.month, month)
        return ago // 12 + 1 if 0 <= ago < 12 * self.years else None

    def report(self):
        volumes = defaultdict(lambda: [Fraction(0)] * self.years)
        by_family = defaultdict(lambda: defaultdict(lambda: [Fraction(0)] * self.years))
        for partner, family, month, amount in self.rows:
            if year := self.year_of(month):
                client = self.client_of(partner)
                volumes[client][year - 1] += amount
                by_family[client][family][year - 1] += amount
        keys = self.keys(volumes)
        clients = []
        for client in sorted(keys, key=lambda one: (-sum(volumes[one]), *self.label(one))):
            found = self.classify(volumes[client], by_family[client])
            if found:
                reference, name = self.label(client)
                group = self.group_of(client)
                clients.append(
                    {
                        "ref": reference,
                        "name": name,
                        "group": self.groups[group]["name"] if group else None,
                        "key": keys[client],
                        "volumes": [rounded(volume) for volume in volumes[client]],
                        **found,
                        "continued_as": self.continued_as(client) if found["class"] in ("stopped", "cut") else [],
                    }
                )
        return {"month": f"{self.month:%Y-%m}", "years": self.years, "grain": self.grain, "clients": clients}

    def keys(self, volumes):
        flagged, shared = set(), set()
        if self.mode != "share":
            flagged = {one for one in volumes if self.group_of(one) and self.groups[self.group_of(one)]["flagged"]}
        if self.mode != "flagged":
            for year in range(1, self.years):
                total = sum(found[year] for found in volumes.values())
                running = Fraction(0)
                for client in sorted(volumes, key=lambda one: (-volumes[one][year], *self.label(one))):
                    if total <= 0 or running >= total * Fraction(8, 10):
                        break
                    shared.add(client)
                    running += volumes[client][year]
        return {
            one: "both" if one in flagged & shared else "flagged" if one in flagged else "share"
            for one in flagged | shared
        }

    def classify(self, years, by_family):
        current, positive = years[0], [k for k in range(2, self.years + 1) if years[k - 1] > 0]
        if not positive:
            if current <= 0:
                return None
            return {"base": None, "class": "new", "scope": None, "lost": 0.0, "families_cut": []}
        j = max(positive)
        base = sum(years[1:j]) / (j - 1)
        any_marked = any(is_key for _name, is_key in self.families.values())
        cut, lost_in_positions = [], Fraction(0)
        for family, of_family in by_family.items():
            family_base = sum(of_family[1:j]) / (j - 1)
            is_position = not any_marked or (family is not None and self.families[family][1])
            if is_position and base > 0 and family_base >= base / 10 and of_family[0] <= family_base / 2:
                cut.append(self.families[family][0] if family is not None else "")
                lost_in_positions += family_base - of_family[0]
        scope = None
        if current <= 0:
            found = "stopped"
        elif base > 0 and current <= base / 2:
            found, scope = "cut", "total"
        elif cut:
            found, scope = "cut", "position"
        elif base > 0 and self.years >= 3 and current < years[1] < years[2] and current <= base * Fraction(8, 10):
            found = "declining"
        elif base > 0 and current <= base * Fraction(8, 10):
            found = "reduced"
        elif current > base * Fraction(11, 10):
            found = "growing"
        else:
            found = "stable"
        return {
            "base": rounded(base),
            "class": found,
            "scope": scope,
            "lost": rounded(max(base - current, lost_in_positions, Fraction(0))),
            "families_cut": sorted(cut),
        }

    def alive(self, partners):
        """The months, up to the reference month, in which these partners together bought for more than nothing."""
        sums = defaultdict(Fraction)
        for partner, _family, month, amount in self.rows:
            if partner in partners and month <= self.month:
                sums[month] += amount
        return sorted(month for month, amount in sums.items() if amount > 0)

    def same(self, one, other):
        one, other = self.partners[one], self.partners[other]

        def tax_id(partner):
            return "".join(sign for sign in (partner["vat"] or "").upper() if sign.isalnum())

        if tax_id(one) and tax_id(one) == tax_id(other):
            return True
        if not plain(one["city"]) or plain(one["city"]) != plain(other["city"]):
            return False
        return any(plain(one[what]) and plain(one[what]) == plain(other[what]) for what in ("street", "name"))

    def continued_as(self, client):
        buyers = {partner for partner, _family, month, _amount in self.rows if month <= self.month}
        own = {partner for partner in buyers if self.client_of(partner) == client}
        mine = self.alive(own)
        found = set()
        for other in buyers - own:
            theirs = self.alive({other})
            if not mine or not theirs or abs(months_ago(mine[-1], theirs[0])) > 6:
                continue
            together = months_ago(min(mine[-1], theirs[-1]), max(mine[0], theirs[0])) + 1
            if together <= 6 and any(self.same(partner, other) for partner in own):
                reference, name = self.label(self.client_of(other))
                found.add(reference or name)
        return sorted(found)
