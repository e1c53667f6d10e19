"""Tests that need no database run without pytest-odoo (``-p no:odoo``), under the names Odoo gives their modules."""

from pathlib import Path


def pytest_configure(config):
    if config.pluginmanager.hasplugin("odoo"):
        return
    import odoo.addons
    import pytest_odoo

    odoo.addons.__path__.append(str(Path(__file__).parent / "addons"))
    pytest_odoo.monkey_patch_resolve_pkg_root_and_module_name()
