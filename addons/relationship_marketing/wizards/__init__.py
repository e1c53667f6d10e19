from . import base_partner_merge
from . import base_partner_merge_linkage
from . import client_group_join
from . import client_group_split
from . import client_link_end
from . import client_review_result
from . import client_review_result_line
from . import client_promise_close
