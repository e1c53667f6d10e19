"""Bar charts as inline SVG, for paper and screen: a year's volumes, and the largest losses. No database.

Greys and one accent, so that a black-and-white printer tells the bars apart; values stand at the bars, no axis.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from xml.sax.saxutils import escape

INK, GREY, ACCENT, MUTED = "#222222", "#c3c7cc", "#1f5a8c", "#666666"
FONT = "DejaVu Sans"
FONT_SIZE, READABLE_FONT, SMALLEST_FONT = 11.0, 9.0, 5.0
# Mean width of a character of DejaVu Sans, in font sizes; digits are 0.636.
CHARACTER = 0.64
# What XML 1.0 does not allow, even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class YearVolume:
    """The volume of one year; ``key_total`` is the key clients' part, None where only one bar is wanted."""

    label: str
    total: float
    key_total: float | None = None


@dataclass(frozen=True, slots=True)
class LostVolume:
    """What one client lost."""

    label: str
    amount: float


def plain_number(value):
    """Rounded to whole numbers, thousands apart by a narrow space; the largest as a power of ten."""
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class ChartLabels:
    """The words of a chart in the reader's language; ``number`` writes a value as the reader is used to."""

    total: str
    key_total: str = ""
    number: Callable[[float], str] = plain_number


@dataclass(frozen=True, slots=True)
class _Bar:
    value: float
    colour: str


def volume_chart_svg(years: Sequence[YearVolume], width: float, height: float, labels: ChartLabels) -> str:
    """Bars of each year's volume, in the order given (oldest left), as an ``<svg>`` element.

    :param width: size in CSS pixels; the drawing also scales by CSS
    :raises ValueError: no year, or a volume that is not finite
    """
    groups = [_bars_of(year) for year in years]
    values = [bar.value for group in groups for bar in group]
    scale = _scale(values)
    has_legend = any(len(group) > 1 for group in groups)
    texts = [labels.number(value) for value in values]
    slot = width / len(groups)
    bar_width = min(0.8 * slot / max(map(len, groups)), 90)
    # a bar's own value may be wider than the bar, up to its share of the slot
    font = _font_size(texts, 0.96 * slot / max(map(len, groups)))
    year_labels = _label_lines([year.label for year in years], 0.96 * slot)
    label_font = _font_size([line for lines in year_labels for line in lines], 0.96 * slot)
    label_height = label_font * (0.7 + 1.2 * max(map(len, year_labels)))
    top = (20 if has_legend else 4) + font * 1.4
    bottom = height - label_height - (font * 1.4 if min(values) < 0 else 0)
    above, below = max(*values, 0) / scale, -min(*values, 0) / scale
    unit = max(bottom - top, 1) / ((above + below) or 1)
    zero = top + unit * above if above + below else bottom
    parts = [_legend(labels)] if has_legend else []
    texts = iter(texts)
    for index, (lines, group) in enumerate(zip(year_labels, groups, strict=True)):
        centre = (index + 0.5) * slot
        left = centre - bar_width * len(group) / 2
        for bar in group:
            parts.append(_column(bar, left, bar_width, zero, unit * (bar.value / scale), next(texts), font))
            left += bar_width
        baseline = height - label_height + label_font * 1.4
        for number, line in enumerate(lines):
            parts.append(_text(centre, baseline + number * label_font * 1.2, line, label_font, MUTED, "middle"))
    parts.append(f'<path d="M0 {zero:.1f}H{width:.1f}" stroke="{INK}" stroke-width="1" fill="none"/>')
    return _svg(width, height, parts)


def lost_chart_svg(losses: Sequence[LostVolume], width: float, labels: ChartLabels) -> str:
    """A horizontal bar for each of ``losses``, in the order given, as an ``<svg>`` element 18 pixels high a bar.

    :raises ValueError: no loss, or an amount that is not finite
    """
    scale = _scale([loss.amount for loss in losses])
    texts = [labels.number(loss.amount) for loss in losses]
    row, font = 18, 9.5
    name_width = 0.4 * width
    number_width = max(map(len, texts)) * CHARACTER * font + 6
    room = max(width - name_width - number_width, 1)
    parts = []
    for index, (loss, text) in enumerate(zip(losses, texts, strict=True)):
        middle = index * row + row / 2
        length = room * (max(loss.amount, 0) / scale)
        name = _shortened(loss.label, int((name_width - 8) / (CHARACTER * font)))
        parts.append(_text(name_width - 6, middle + font * 0.36, name, font, INK, "end"))
        parts.append(_rectangle(name_width, middle - 6, length, 12, ACCENT))
        parts.append(_text(name_width + length + 5, middle + font * 0.36, text, font, INK, "start"))
    return _svg(width, row * len(losses), parts)


def _bars_of(year):
    if year.key_total is None:
        return [_Bar(year.total, ACCENT)]
    return [_Bar(year.total, GREY), _Bar(year.key_total, ACCENT)]


def _scale(values):
    if not values:
        raise ValueError("A chart needs at least one value.")
    if not all(map(isfinite, values)):
        raise ValueError("A chart shows finite values only.")
    return max(map(abs, values)) or 1


def _font_size(texts, room):
    longest = max(map(len, texts)) or 1
    return max(min(FONT_SIZE, room / (longest * CHARACTER)), SMALLEST_FONT)


def _label_lines(labels, room):
    """Each label as its lines: cut in two at a space near the middle where one line would be hard to read."""
    if _font_size(labels, room) >= READABLE_FONT:
        return [[label] for label in labels]
    return [_halves(label) for label in labels]


def _halves(label):
    spaces = [index for index, character in enumerate(label) if character == " "]
    if not spaces:
        return [label]
    middle = min(spaces, key=lambda index: abs(index - len(label) / 2 - 0.5))
    return [label[:middle], label[middle + 1 :]]


def _shortened(text, length):
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"


def _column(bar, left, width, zero, size, text, font):
    """One bar from the zero line up, or down where negative, with its value at the end."""
    top = zero - max(size, 0)
    middle = left + width / 2
    baseline = top - font * 0.35 if size >= 0 else zero - size + font
    return _rectangle(left + width * 0.04, top, width * 0.92, abs(size), bar.colour) + _text(
        middle, baseline, text, font, INK, "middle"
    )


def _legend(labels):
    parts, left = [], 0.0
    for text, colour in ((labels.total, GREY), (labels.key_total, ACCENT)):
        parts.append(_rectangle(left, 3, 10, 10, colour))
        parts.append(_text(left + 15, 12, text, FONT_SIZE, INK, "start"))
        left += 15 + len(text) * CHARACTER * FONT_SIZE + 22
    return "".join(parts)


def _rectangle(left, top, width, height, colour):
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _text(left, baseline, text, size, colour, anchor):
    clean = escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))
    return (
        f'<text x="{left:.1f}" y="{baseline:.1f}" font-size="{size:.1f}" fill="{colour}"'
        f' text-anchor="{anchor}">{clean}</text>'
    )


def _svg(width, height, parts):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" font-family="{FONT}, sans-serif">{"".join(parts)}</svg>'
    )
