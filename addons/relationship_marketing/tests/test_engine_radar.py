import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine import radar, radar_names
from odoo.addons.relationship_marketing.engine.names import normalise_name
from odoo.addons.relationship_marketing.engine.radar_words import distinctive_words, marks

# Few letters and few words, so that names are often alike.
NAMES = st.lists(st.text("abк ", max_size=12).map(normalise_name), max_size=25, unique=True)
EVIDENCE = st.dictionaries(st.sampled_from(radar.KINDS), st.integers(0, 100))


class TestSimilarNames(unittest.TestCase):
    @given(NAMES, st.integers(20, 100))
    def test_no_similar_pair_is_missed_and_no_other_is_found(self, names, percent):
        found = {tuple(sorted(pair[:2])) for pair in radar_names.similar_pairs(names, percent)}
        wanted = {
            (a, b)
            for a in range(len(names))
            for b in range(a + 1, len(names))
            if _is_similar(names[a], names[b], percent)
        }
        self.assertEqual(found, wanted)

    @given(NAMES, st.sets(st.integers(0, 24)))
    def test_probes_find_exactly_the_pairs_with_a_probe(self, names, probes):
        probes = {probe for probe in probes if probe < len(names)}
        everything = {tuple(sorted(pair[:2])) for pair in radar_names.similar_pairs(names, 50)}
        found = [tuple(sorted(pair[:2])) for pair in radar_names.similar_pairs(names, 50, probes)]
        self.assertEqual(sorted(found), sorted(pair for pair in everything if probes.intersection(pair)))

    @given(st.text(max_size=20), st.text(max_size=20))
    def test_similarity_is_the_same_both_ways(self, name, other):
        name, other = normalise_name(name), normalise_name(other)
        self.assertEqual(radar_names.similarity(name, other), radar_names.similarity(other, name))

    def test_trigrams_are_those_of_postgresql(self):
        self.assertEqual(radar_names.trigrams("foo ba"), {"  f", " fo", "foo", "oo ", "  b", " ba", "ba "})

    def test_a_long_row_of_numbered_names_stays_linear(self):
        names = [f"pharmacy number {number}" for number in range(400)]
        pairs = list(radar_names.limit_partners(radar_names.similar_pairs(names, 60), 10))
        self.assertLessEqual(len(pairs), 400 * 10)
        self.assertEqual({index for pair in pairs for index in pair[:2]}, set(range(400)))


class TestScore(unittest.TestCase):
    @given(EVIDENCE)
    def test_a_score_is_from_0_to_100_and_no_evidence_lowers_it(self, weights):
        whole = radar.score(weights)
        self.assertTrue(0 <= whole <= 100)
        for kind in weights:
            self.assertLessEqual(radar.score({key: value for key, value in weights.items() if key != kind}), whole)

    def test_names_alone_never_reach_what_a_tax_id_gives(self):
        names = radar.score({"name": radar.name_weight(100), "word": radar.weight("word", 2)})
        self.assertLess(names, radar.weight("tax_id", 2))

    def test_names_alike_but_not_equal_are_alone_not_worth_a_look(self):
        self.assertLess(radar.score({"name": radar.name_weight(99)}), radar.WORTH_A_LOOK)
        self.assertGreaterEqual(radar.score({"name": radar.same_name_weight(2)}), radar.WORTH_A_LOOK)
        self.assertLess(radar.score({"name": radar.same_name_weight(50)}), radar.WORTH_A_LOOK)

    def test_what_very_many_share_says_nothing(self):
        for kind in radar.WEIGHTS:
            self.assertEqual(radar.weight(kind, 10_000), 0, kind)
            self.assertGreater(radar.weight(kind, 2), 0, kind)

    def test_two_tax_ids_are_two_companies_whatever_else_is_the_same(self):
        self.assertFalse(radar.is_same_entity({"domain", "phone"}, True, ("111111", "222222"), ("", "")))
        self.assertTrue(radar.is_same_entity({"tax_id"}, False, ("111111", "111111"), ("", "")))

    def test_numbered_companies_are_not_one_legal_entity(self):
        self.assertFalse(radar.is_same_entity({"tax_id"}, False, ("111111", "111111"), ("i", "ii")))

    def test_a_name_alone_makes_no_legal_entity(self):
        self.assertFalse(radar.is_same_entity({"name", "word"}, True, ("", ""), ("", "")))
        self.assertTrue(radar.is_same_entity({"name", "address"}, True, ("", ""), ("", "")))


class TestKeys(unittest.TestCase):
    def test_two_spellings_of_one_thing_are_equal(self):
        for key, one, other in (
            (radar.tax_id_key, "BG 123456789", "123456789"),
            (radar.phone_key, "+7 (495) 123-45-67", "8 495 123 45 67"),
            (radar.phone_key, "0044 113 496 0202", "+44 1134960202"),
            (radar.domain_key, "nav.client.example", "CLIENT.example"),
            (radar.domain_key, "shop.client.co.uk", "client.co.uk"),
            (lambda street: radar.address_key(street, "Нижний Новгород"), "ул. Памирская, 11", "Памирская улица 11"),
            (lambda street: radar.address_key(street, "Cambridge"), "18 Foundry Lane", "Foundry Ln. 18"),
        ):
            with self.subTest(one=one):
                self.assertTrue(key(one))
                self.assertEqual(key(one), key(other))

    def test_what_is_too_little_is_no_key(self):
        self.assertEqual(radar.tax_id_key("0000000000"), "")
        self.assertEqual(radar.tax_id_key("12"), "")
        self.assertEqual(radar.phone_key("112"), "")
        self.assertEqual(radar.domain_key("localhost"), "")
        self.assertEqual(radar.domain_key("192.168.0.1"), "")
        self.assertEqual(radar.address_key("Main street", "Leeds"), "")
        self.assertEqual(radar.address_key("Main street 5", ""), "")

    def test_numbers_sold_singly_have_no_block(self):
        self.assertEqual(radar.phone_block_key(radar.phone_key("+7 800 555 0101")), "")
        self.assertEqual(radar.phone_block_key(radar.phone_key("+44 113 496 0202")), "4411349602")

    def test_free_mail_is_the_mailbox_and_not_the_domain(self):
        client = {
            "name": "Orion Ltd",
            "vat": None,
            "street": None,
            "city": None,
            "website": "https://www.facebook.com/orion",
            "phones": [],
            "emails": ["Orion <Orion@Mail.RU>", "sales@orion.example"],
            "accounts": [],
            "people": [7],
        }
        name, _marks, tax_id, keys = radar.profile(client, {"mail.ru", "facebook.com"})
        self.assertEqual((name, tax_id), ("orion", ""))
        self.assertEqual(
            set(keys),
            {("mailbox", "orion@mail.ru"), ("domain", "orion.example"), ("word", "orion"), ("person", "7")},
        )

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_keys_of_any_text_are_made_without_complaint(self, text, other):
        client = {
            "name": text,
            "vat": other,
            "street": text,
            "city": other,
            "website": text,
            "phones": [other],
            "emails": [text, other],
            "accounts": [text],
            "people": [],
        }
        _name, _marks, _tax_id, keys = radar.profile(client)
        self.assertTrue(all(value for kind, value in keys if kind != "bank_account"))

    def test_what_a_company_does_or_where_tells_nobody_apart(self):
        self.assertEqual(distinctive_words("завод прометрон"), ["прометрон"])
        self.assertEqual(distinctive_words("general electric services"), [])
        self.assertEqual(distinctive_words("vetrika perm", {"perm"}), ["vetrika"])
        self.assertEqual(marks("vetrika holdings ii perm", {"perm"}), ["ii", "perm"])


def _is_similar(name, other, percent):
    mine, theirs = radar_names.trigrams(name), radar_names.trigrams(other)
    shared = len(mine & theirs)
    return bool(shared) and 100 * shared >= percent * len(mine | theirs)
