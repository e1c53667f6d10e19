from . import lead_yearly_sheet_report
