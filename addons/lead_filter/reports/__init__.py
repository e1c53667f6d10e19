from . import ir_actions_report
from . import lead_yearly_sheet_report
