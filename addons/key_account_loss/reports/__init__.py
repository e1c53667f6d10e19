from . import loss_analysis_content
from . import loss_analysis_report
