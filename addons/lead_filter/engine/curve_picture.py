"""The curves of several scores in one picture (SVG): who lets more contracts through for the same lost requests."""

from html import escape

SIDE, MARGIN = 300, 46
COLOURS = ("#714b67", "#017e84", "#b7791f")
DASHES = ("", "7 3", "2 3")


def curve_picture(curves, across, up):
    """An ``<svg>`` as text; told apart by dashes too, for whoever prints in black.

    :param curves: {label: [(share across, share up), …]} with shares between 0 and 1
    :param across: what the axis to the right means
    :param up: what the axis upwards means
    """
    width, height = SIDE + 2 * MARGIN, SIDE + 2 * MARGIN + 20 * len(curves)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" font-family="DejaVu Sans, sans-serif" font-size="11" style="max-width:100%;height:auto">',
        f'<rect x="{MARGIN}" y="10" width="{SIDE}" height="{SIDE}" fill="none" stroke="#adb5bd"/>',
        f'<line x1="{MARGIN}" y1="{SIDE + 10}" x2="{SIDE + MARGIN}" y2="10" stroke="#dee2e6"/>',
        f'<text x="{MARGIN + SIDE / 2}" y="{SIDE + 38}" text-anchor="middle" fill="currentColor">'
        f"{escape(across)}</text>",
        f'<text transform="translate(14 {10 + SIDE / 2}) rotate(-90)" text-anchor="middle" fill="currentColor">'
        f"{escape(up)}</text>",
    ]
    for share in (0, 50, 100):
        place = MARGIN + SIDE * share / 100
        parts.append(f'<text x="{place:g}" y="{SIDE + 23}" text-anchor="middle" fill="currentColor">{share} %</text>')
    for place, (label, points) in enumerate(curves.items()):
        colour, dash = COLOURS[place % 3], DASHES[place % 3]
        line = " ".join(f"{MARGIN + SIDE * x:.1f},{10 + SIDE * (1 - y):.1f}" for x, y in points)
        stroke = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}" fill="none"'
        below = SIDE + 56 + 20 * place
        parts.append(f'<polyline points="{line}" {stroke}/>')
        parts.append(f'<line x1="{MARGIN}" y1="{below}" x2="{MARGIN + 30}" y2="{below}" {stroke}/>')
        parts.append(f'<text x="{MARGIN + 38}" y="{below + 4}" fill="currentColor">{escape(label)}</text>')
    return "".join([*parts, "</svg>"])
