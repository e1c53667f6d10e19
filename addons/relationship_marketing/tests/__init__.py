from . import test_engine_supply_file
from . import test_engine_supply_row
from . import test_ledger_invoice
from . import test_ledger_order
from . import test_supply_import
