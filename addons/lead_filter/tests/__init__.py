from . import test_access
from . import test_engine_suggestion
from . import test_requests
