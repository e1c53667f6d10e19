"""Odoo's command line, but tests meant for the time of installation run at the end, together with the others: when
Odoo loads crm it has not loaded our addons yet, and that these do no harm is what is asked here."""

from odoo.cli.command import main
from odoo.tests import loader
from odoo.tests.suite import OdooSuite

make_suite = loader.make_suite


def make_suite_at_the_end(modules, position="at_install"):
    if position == "at_install":
        return OdooSuite()
    return OdooSuite([*make_suite(modules, "at_install"), *make_suite(modules, "post_install")])


loader.make_suite = make_suite_at_the_end
main()
