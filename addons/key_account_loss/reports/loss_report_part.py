"""What the parts of the printed report share."""

import re

from markupsafe import Markup

from .loss_report_meanings import LossReportMeanings

LARGEST_PAGES = 10


class ReportPart:
    """A part of the printed report of one analysis: strings, charts and rows for the QWeb template."""

    def __init__(self, analysis, report, form, wording):
        self.analysis = analysis
        self.env = analysis.env
        self.report = report
        self.form = form
        self.wording = wording
        self.meanings = LossReportMeanings(analysis, form)
        self.move_kinds = form.labels("loss.case.move", "kind")
        self.move_states = form.labels("loss.case.move", "state")
        self.class_words = form.labels("loss.client", "classification_by_quantity")


def in_ems(svg):
    """A chart drawn in pixels of which the body's font has 12, sized by that font: each build has its own pixel."""
    width, height = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg).groups()
    sized = f'width="{float(width) / 12:.3f}em" height="{float(height) / 12:.3f}em"'
    return Markup(svg.replace(f'width="{width}" height="{height}"', sized, 1))  # the engine escapes its texts
