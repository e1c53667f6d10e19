from . import test_late_delivery
