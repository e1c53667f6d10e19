from . import loss_analysis_back
from . import loss_analysis_wizard
