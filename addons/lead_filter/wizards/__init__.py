from . import lead_decision
from . import base_partner_merge_targets
from . import lead_target_call
from . import supplier_choice
from . import lead_refusal
from . import lead_second_look
from . import lead_sleep_begin
