from . import base_partner_merge
from . import client_review_result
from . import client_review_result_line
