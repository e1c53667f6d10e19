from . import client_criterion_half
