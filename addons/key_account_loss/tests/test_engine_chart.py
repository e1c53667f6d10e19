"""The charts are well-formed for any volumes and labels, and show each value. No database."""

import unittest
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.volume_chart import (
    ChartLabels,
    LostVolume,
    YearVolume,
    lost_chart_svg,
    plain_number,
    volume_chart_svg,
)

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ChartLabels("All clients", "Key clients")
volumes = st.floats(allow_nan=False, allow_infinity=False)
years = st.lists(st.builds(YearVolume, st.text(max_size=30), volumes, st.none() | volumes), min_size=1, max_size=5)


def drawn(svg):
    """(bars, texts, all elements) of a chart."""
    root = ElementTree.fromstring(svg)
    bars = [element for element in root.iter(f"{SVG}rect") if element.get("height") != "10.0"]
    return bars, [element.text or "" for element in root.iter(f"{SVG}text")], list(root.iter())


def heights(svg):
    return [float(bar.get("height")) for bar in drawn(svg)[0]]


class TestVolumeChart(unittest.TestCase):
    def test_bars_and_values_stand_in_the_order_given(self):
        chart = volume_chart_svg([YearVolume("2019", 100, 50), YearVolume("2020", 200, 25)], 680, 200, LABELS)
        all_2019, key_2019, all_2020, key_2020 = heights(chart)
        self.assertAlmostEqual(all_2020, 2 * all_2019, delta=0.2)
        self.assertAlmostEqual(key_2019, all_2019 / 2, delta=0.2)
        self.assertAlmostEqual(key_2020, all_2020 / 8, delta=0.2)
        texts = drawn(chart)[1]
        self.assertEqual(texts, ["All clients", "Key clients", "100", "50", "2019", "200", "25", "2020"])

    def test_one_client_has_one_bar_a_year_and_no_legend(self):
        bars, texts, _all = drawn(volume_chart_svg([YearVolume("2019", 7), YearVolume("2020", 9)], 330, 150, LABELS))
        self.assertEqual((len(bars), texts), (2, ["7", "2019", "9", "2020"]))

    def test_a_negative_volume_hangs_below_the_zero_line(self):
        bars, _texts, elements = drawn(volume_chart_svg([YearVolume("a", 50), YearVolume("b", -50)], 330, 150, LABELS))
        zero = float(next(one.get("d") for one in elements if one.tag == f"{SVG}path").split()[1].split("H")[0])
        above, below = bars
        self.assertAlmostEqual(float(above.get("y")) + float(above.get("height")), zero, delta=0.2)
        self.assertAlmostEqual(float(below.get("y")), zero, delta=0.2)

    def test_years_without_any_volume_have_flat_bars(self):
        self.assertEqual(heights(volume_chart_svg([YearVolume("a", 0), YearVolume("b", 0)], 330, 150, LABELS)), [0, 0])

    def test_labels_are_escaped(self):
        label = "<script>&\"' ]]> \x00\x0b\ud800"
        chart = volume_chart_svg([YearVolume(label, 1, 1)], 330, 150, ChartLabels("<b>", "&", str))
        texts = drawn(chart)[1]
        self.assertIn("<script>&\"' ]]>", " ".join(texts))
        self.assertNotIn("<script", chart)

    def test_what_cannot_be_drawn_is_refused(self):
        for wrong in ([], [YearVolume("a", float("nan"))], [YearVolume("a", 1, float("inf"))]):
            with self.assertRaises(ValueError):
                volume_chart_svg(wrong, 330, 150, LABELS)

    @given(years)
    def test_any_volumes_give_a_well_formed_chart_within_its_frame(self, given_years):
        bars, _texts, elements = drawn(volume_chart_svg(given_years, 680, 200, LABELS))
        self.assertEqual(len(bars), sum(1 if year.key_total is None else 2 for year in given_years))
        for bar in bars:
            top, height = float(bar.get("y")), float(bar.get("height"))
            self.assertGreaterEqual(top, -0.1)
            self.assertLessEqual(top + height, 200.1)
        self.assertGreater(len(elements), len(bars))


class TestLostChart(unittest.TestCase):
    def test_the_longest_bar_is_the_largest_loss(self):
        chart = lost_chart_svg([LostVolume("Alpha & Co", 100), LostVolume("B" * 200, 50)], 680, LABELS)
        first, second = (float(bar.get("width")) for bar in drawn(chart)[0])
        self.assertAlmostEqual(first, 2 * second, delta=0.2)
        name, amount, long_name, _amount = drawn(chart)[1]
        self.assertEqual((name, amount), ("Alpha & Co", "100"))
        self.assertTrue(long_name.endswith("…"))

    @given(st.lists(st.builds(LostVolume, st.text(max_size=80), volumes), min_size=1, max_size=10))
    def test_any_losses_give_a_well_formed_chart(self, losses):
        bars, _texts, _all = drawn(lost_chart_svg(losses, 680, LABELS))
        self.assertEqual(len(bars), len(losses))
        for bar in bars:
            self.assertLessEqual(float(bar.get("x")) + float(bar.get("width")), 680.1)


class TestPlainNumber(unittest.TestCase):
    def test_thousands_are_apart_and_the_largest_short(self):
        self.assertEqual(plain_number(1234567.4), "1\u202f234\u202f567")
        self.assertEqual(plain_number(-1e300), "-1e+300")
