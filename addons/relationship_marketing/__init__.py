from . import controllers
from . import demo
from . import models
from . import wizards


def uninstall_hook(env):
    """Take the links away before their types go: Odoo deletes records with an external id first."""
    env["client.link"].with_context(active_test=False).search([]).unlink()
