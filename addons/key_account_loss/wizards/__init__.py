from . import loss_analysis_back
from . import loss_analysis_wizard
from . import loss_letter
from . import loss_quote_release
from . import loss_waiver
