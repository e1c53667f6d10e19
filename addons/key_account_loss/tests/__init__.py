from . import test_engine_classify
from . import test_engine_effects
from . import test_engine_key_set
from . import test_engine_moves
from . import test_engine_names
from . import test_loss_analysis
