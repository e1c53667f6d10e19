from . import client_plan_report
from . import ir_actions_report
