"""Pairs of similar names among many, without comparing each with each.

Two names are as similar as their sets of trigrams: |A ∩ B| ÷ |A ∪ B|, which is what PostgreSQL's ``similarity`` counts
(each word with two spaces before it and one after). Sets so similar are nearly of one size and share one of their rare
trigrams, so that only those need be looked up (prefix filter and size filter of set similarity joins).
"""

from collections import Counter

# Wide enough that most of a name's trigrams have a bit of their own.
SIGNATURE_BITS = 192


def trigrams(name):
    """The set of trigrams of a normalised name, as ``pg_trgm`` makes it."""
    found = set()
    for word in name.split():
        padded = f"  {word} "
        found.update([padded[start : start + 3] for start in range(len(word) + 1)])
    return found


def similarity(name, other):
    """How similar two normalised names are, from 0 to 1."""
    mine, theirs = trigrams(name), trigrams(other)
    shared = len(mine & theirs)
    return shared / (len(mine) + len(theirs) - shared) if shared else 0.0


def similar_pairs(names, percent, probes=None):
    """Yield (index, other index, trigrams shared, trigrams of both) of names at least ``percent`` similar.

    :param names: normalised names, each once; an empty one is similar to none
    :param percent: an integer above 0: exact, where 0.6 is not
    :param probes: indexes of names; only pairs with one of them are looked for. All pairs if None.
    """
    grams = _numbered_trigrams(names)
    bits = [_signature(row) for row in grams]
    by_size = sorted((place for place, row in enumerate(grams) if row), key=lambda place: len(grams[place]))
    everything = _Index(grams)
    # Names not asked about are looked up among the probes only.
    asked = everything if probes is None else _Index(grams)
    probes = None if probes is None else set(probes)
    for here in by_size:
        row, signature, is_probe = grams[here], bits[here], probes is None or here in probes
        size, mine = len(row), set(row)
        smallest = -(-percent * size // 100)
        candidates = (everything if is_probe else asked).candidates(row[: size - smallest + 1], smallest)
        for there in candidates:
            other = grams[there]
            both = size + len(other)
            # Each bit that only one of them has is a trigram that only one of them has.
            if (100 + percent) * (both - (signature ^ bits[there]).bit_count()) < 2 * percent * both:
                continue
            shared = len(mine.intersection(other))
            if (100 + percent) * shared >= percent * both:
                yield here, there, shared, both - shared
        # Whoever looks this one up later is at least as large: fewer trigrams are enough.
        least_shared = -(-2 * percent * size // (100 + percent))
        prefix = row[: size - least_shared + 1]
        everything.add(here, prefix)
        if is_probe and asked is not everything:
            asked.add(here, prefix)


def _numbered_trigrams(names):
    """The trigrams of each name as ascending numbers, the rarest trigram of all names being 0."""
    counts = Counter()
    for name in names:
        counts.update(trigrams(name))
    numbers = {gram: number for number, gram in enumerate(sorted(counts, key=lambda gram: (counts[gram], gram)))}
    return [sorted([numbers[gram] for gram in trigrams(name)]) for name in names]


def _signature(grams):
    """A bit for each trigram, several trigrams to a bit."""
    bits = 0
    for gram in grams:
        bits |= 1 << gram % SIGNATURE_BITS
    return bits


class _Index:
    """Which names have a trigram among their rare ones; names are entered by size, smaller ones first."""

    def __init__(self, grams):
        self.grams = grams
        self.places = {}
        self.starts = {}

    def add(self, place, prefix):
        for gram in prefix:
            self.places.setdefault(gram, []).append(place)

    def candidates(self, prefix, smallest):
        """The names of at least ``smallest`` trigrams that share one of ``prefix``."""
        found = set()
        for gram in prefix:
            places = self.places.get(gram)
            if not places:
                continue
            start = self.starts.get(gram, 0)
            # Whoever is too small for this name is too small for all that follow.
            while start < len(places) and len(self.grams[places[start]]) < smallest:
                start += 1
            self.starts[gram] = start
            found.update(places[start:] if start else places)
        return found


def limit_partners(pairs, most):
    """Of ``pairs``, those of which one side has fewer than ``most`` before.

    Keeps the pairs of a long row of numbered names, a chain's shops, linear in their number; each keeps some.
    """
    partners = Counter()
    for pair in pairs:
        here, there = pair[:2]
        if partners[here] < most or partners[there] < most:
            partners[here] += 1
            partners[there] += 1
            yield pair
