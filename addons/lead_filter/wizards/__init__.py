from . import lead_decision
