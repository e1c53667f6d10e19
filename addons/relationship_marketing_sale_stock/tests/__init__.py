from . import test_late_delivery
from . import test_performance
