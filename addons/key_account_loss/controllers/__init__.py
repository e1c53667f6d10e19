from . import loss_report
