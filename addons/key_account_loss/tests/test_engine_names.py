"""Two spellings of one name, address or tax id are equal. No database."""

import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.names import normalise, normalise_name, normalise_tax_id


class TestNames(unittest.TestCase):
    def test_normalise(self):
        for text, expected in [
            ("  Ул. Вито́ша,  5-А ", normalise("ул вито́ша 5 а")),
            ("ЁЛКА", "елка"),
            ("Straße", "strasse"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
            ("a_b", "a b"),
            ("---", ""),
            (None, ""),
            (False, ""),
        ]:
            self.assertEqual(normalise(text), expected)

    def test_legal_forms_at_either_end(self):
        for text, expected in [
            ("ООО «Ромашка»", "ромашка"),
            ("Ромашка, ООО", "ромашка"),
            ("Ромашка ЕООД", "ромашка"),
            ("Acme Ltd.", "acme"),
            ("Müller GmbH & Co. KG", "müller"),
            ("Rossi S.p.A.", "rossi"),
            ("Philips N.V.", "philips"),
            ("О.О.О. Ромашка", "ромашка"),
            ("Завод АО Север", "завод ао север"),
            ("Адамант", "адамант"),
            ("SA", ""),
            ("ООО Ltd", ""),
            ("", ""),
        ]:
            self.assertEqual(normalise_name(text), expected, text)

    def test_tax_id(self):
        self.assertEqual(normalise_tax_id("bg 123-456/7"), "BG1234567")
        self.assertEqual(normalise_tax_id("/"), "")
        self.assertEqual(normalise_tax_id(None), "")

    @settings(deadline=None)
    @given(st.text(st.characters(max_codepoint=127), max_size=40))
    def test_plain_text_is_read_as_any_other(self, text):
        # the same text beside a word that is not ASCII takes the long way
        self.assertEqual(f"{normalise(text)} я".strip(), normalise(f"{text} Я"))

    @settings(deadline=None)
    @given(st.text(max_size=40))
    def test_normalising_twice_changes_nothing(self, text):
        self.assertEqual(normalise_tax_id(normalise_tax_id(text)), normalise_tax_id(text))
        once = normalise_name(text)
        self.assertEqual(normalise_name(once), once)
