"""Settings of the whole suite."""

from pathlib import Path

from hypothesis import HealthCheck, settings

# A busy machine is not a slow test.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("suite")


def pytest_configure(config):
    """Without pytest-odoo (``-p no:odoo``, no database) modules still get the names that Odoo gives them."""
    if config.pluginmanager.hasplugin("odoo"):
        return
    import pytest_odoo

    import odoo.addons

    odoo.addons.__path__.append(str(Path(__file__).parent / "addons"))
    pytest_odoo.monkey_patch_resolve_pkg_root_and_module_name()
