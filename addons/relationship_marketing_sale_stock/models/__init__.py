from . import client_complaint
from . import client_delivery_line
from . import client_delivery_move
from . import client_performance
from . import res_company
from . import res_config_settings
from . import sale_order
from . import stock_picking
