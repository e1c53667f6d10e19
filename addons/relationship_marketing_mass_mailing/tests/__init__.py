from . import test_reaction
