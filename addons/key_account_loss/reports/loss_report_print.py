from .loss_report_case_list import CaseListPart
from .loss_report_client_pages import ClientPagesPart
from .loss_report_format import ReportFormat
from .loss_report_part import LARGEST_PAGES
from .loss_report_sources import SourcesPart
from .loss_report_title import TitlePart
from .loss_report_wording import LossReportWording
from .loss_report_work import WorkPart


class LossReportPrint:
    """One analysis laid out for paper in the language of its environment; the QWeb template only prints it.

    :param analysis: one ``loss.analysis``, computed
    :raises UserError: where nothing was computed yet
    """

    def __init__(self, analysis):
        self.report = analysis._report_content(largest=LARGEST_PAGES)
        self.form = ReportFormat(analysis.env, analysis.currency_id, self._largest_amount(), analysis.years)
        self.wording = LossReportWording(analysis, self.report, self.form)
        parts = (analysis, self.report, self.form, self.wording)
        self.title = TitlePart(*parts)
        self.list = CaseListPart(*parts)
        self.pages = ClientPagesPart(*parts)
        self.sources = SourcesPart(*parts)
        self.work = WorkPart(*parts)

    def _largest_amount(self):
        """The largest of the tables, or of the chart, which has room for three digits more."""
        totals = (abs(year.total) / 1000 for year in self.report.years)
        return max(*totals, *(abs(volume) for case in self.report.cases for volume in case.client.volumes))
