from . import test_access
from . import test_engine_kleene
from . import test_engine_suggestion
from . import test_engine_verdict
from . import test_filter_property
from . import test_filter_verdict
from . import test_requests
