"""Footers stamped on a finished PDF: the free build of wkhtmltopdf prints neither page numbers nor footers."""

from functools import cache
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

FONT_FILES = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
)
SIZE, SIDE, BASELINE = 7, 15 * mm, 9 * mm


def with_footers(pdf, text, title):
    """``pdf`` (bytes) with ``text`` at the foot of each page and its number out of all at the right.

    Where DejaVu Sans is not found the text is left out, since the fonts every PDF reader has know Latin only.
    """
    writer = PdfWriter(clone_from=BytesIO(pdf))
    overlay = PdfReader(BytesIO(_footers(writer.pages, text)))
    for page, footer in zip(writer.pages, overlay.pages, strict=True):
        page.merge_page(footer)
        page.compress_content_streams()
    writer.add_metadata({"/Title": title})
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _footers(pages, text):
    font = _font()
    output = BytesIO()
    canvas = Canvas(output)
    for number, page in enumerate(pages, start=1):
        width = float(page.mediabox.width)
        canvas.setPageSize((width, float(page.mediabox.height)))
        canvas.setFont(font or "Helvetica", SIZE)
        canvas.setFillGray(0.4)
        if font:
            canvas.drawString(SIDE, BASELINE, _fitting(text, font, width - 2 * SIDE - 20 * mm))
        canvas.drawRightString(width - SIDE, BASELINE, f"{number} / {len(pages)}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _fitting(text, font, room):
    while text and pdfmetrics.stringWidth(text, font, SIZE) > room:
        text = text[:-2].rstrip() + "…"
    return text


@cache
def _font():
    """The name of DejaVu Sans as reportlab knows it, or None where this machine does not have it."""
    for path in filter(Path.exists, map(Path, FONT_FILES)):
        try:
            pdfmetrics.registerFont(TTFont("DejaVuSans", path))
        except TTFError:
            continue
        return "DejaVuSans"
    return None
