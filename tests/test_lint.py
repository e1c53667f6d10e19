"""The checks of our addons that need their models: Odoo's own lint, and the terms to translate."""

import io
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import polib

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from odoo.addons.test_lint.tests import (
    test_index,
    test_manifests,
    test_naming,
    test_override_signatures,
    test_test_holes,
)

ADDONS = Path(__file__).resolve().parents[1] / "addons"


def own_manifests():
    return [Manifest.for_addon(path.parent.name) for path in sorted(ADDONS.glob("*/__manifest__.py"))]


class WithoutSubTests:
    """Odoo opens a sub-test for each method of each model: thirty thousand, which drown the report's counts."""

    def subTest(self, *args, **kwargs):
        return nullcontext()


@tagged("post_install", "-at_install")
class TestIndex(test_index.TestIndex):
    """Every many2one behind a one2many has an index."""


@tagged("post_install", "-at_install")
class TestNaming(WithoutSubTests, test_naming.TestNaming):
    """No public method has a parameter that RPC takes for itself."""


@tagged("post_install", "-at_install")
class TestSignatures(WithoutSubTests, test_override_signatures.TestLintOverrideSignatures):
    """Overrides can be called like what they override."""


@tagged("post_install", "-at_install")
class TestHoles(test_test_holes.TestTestHoles):
    """Every test file is imported, so that Odoo's own runner finds it too."""

    def test_check_tests(self):
        with patch.object(Manifest, "all_addon_manifests", own_manifests):
            super().test_check_tests()


@tagged("post_install", "-at_install")
class TestManifests(test_manifests.ManifestLinter):
    """No unknown key, no superfluous default."""

    def test_manifests(self):
        with (
            patch.object(Manifest, "all_addon_manifests", own_manifests),
            self.assertNoLogs(test_manifests.__name__, "WARNING"),
        ):
            super().test_manifests()


@tagged("post_install", "-at_install")
class TestTerms(TransactionCase):
    """The template in ``i18n`` holds what there is to translate today; bin/lint compares the languages with it."""

    def test_templates_are_up_to_date(self):
        for manifest in own_manifests():
            with self.subTest(addon=manifest.name):
                path = Path(manifest.path, "i18n", f"{manifest.name}.pot")
                self.assertTrue(path.is_file(), f"make it: {self._command(manifest.name)}")
                stored = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}
                current = self._current_terms(manifest.name)
                self.assertEqual(
                    (current - stored, stored - current),
                    (set(), set()),
                    f"terms that are new, and terms that are gone: {self._command(manifest.name)}",
                )

    def _current_terms(self, addon):
        stream = io.BytesIO()
        if not trans_export(None, [addon], stream, "po", self.env):
            return set()
        return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(stream.getvalue().decode())}

    def _command(self, addon):
        return f"bin/odoo i18n export -d relationship_test {addon}"
