"""The funnel of interviews as inline SVG: asked, reached, interviewed, and the mark of two thirds. No database."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from .interview_funnel import GOAL
from .volume_chart import ACCENT, FONT, GREY, INK, MUTED

ROW, BAR, LABEL = 26, 16, 190


@dataclass(frozen=True, slots=True)
class FunnelWords:
    """The words of the picture in the reader's language."""

    sent: str
    in_person: str
    phone: str
    link: str
    refused: str
    silent: str
    goal: str


def funnel_svg(funnel, words, width=640):
    """The :class:`Funnel` as bars of persons; nothing before the first letter."""
    if not funnel.sent:
        return ""
    rows = [
        (words.sent, funnel.sent, GREY),
        (words.in_person, funnel.in_person, ACCENT),
        (words.phone, funnel.phone, ACCENT),
        (words.link, funnel.link, MUTED),
        (words.refused, funnel.refused, GREY),
        (words.silent, funnel.silent, GREY),
    ]
    scale = (width - LABEL - 50) / funnel.sent
    height = ROW * len(rows) + 4
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" font-size="12" role="img">'
    ]
    start = LABEL
    for index, (label, count, colour) in enumerate(rows):
        top = ROW * index + 4
        # In person and by phone stand end to end: together they are measured by the mark.
        left = start + (funnel.in_person * scale if index == 2 else 0)
        parts.append(f'<text x="{LABEL - 8}" y="{top + 12}" text-anchor="end" fill="{INK}">{escape(label)}</text>')
        parts.append(f'<rect x="{left:.1f}" y="{top}" width="{count * scale:.1f}" height="{BAR}" fill="{colour}"/>')
        parts.append(f'<text x="{left + count * scale + 6:.1f}" y="{top + 12}" fill="{INK}">{count}</text>')
    goal = start + float(GOAL) * funnel.sent * scale
    parts.append(
        f'<line x1="{goal:.1f}" y1="{ROW}" x2="{goal:.1f}" y2="{3 * ROW + 2}" stroke="{INK}" stroke-dasharray="4 3"/>'
        f'<text x="{goal + 6:.1f}" y="{ROW + 10}" fill="{MUTED}">{escape(words.goal)}</text></svg>'
    )
    return "".join(parts)
