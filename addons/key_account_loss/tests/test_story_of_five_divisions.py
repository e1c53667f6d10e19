from odoo.tests import tagged

from .common import LossCase


@tagged("post_install", "-at_install")
class TestStoryOfFiveDivisions(LossCase):
    """000: five isolated divisions of one client are one client in the analysis, and no volume is counted twice."""

    def test_linked_divisions_are_one_client_with_one_volume(self):
        companies = [self._make_client(f"Quarton {number}") for number in range(5)]
        for number, partner in enumerate(companies, 1):
            self._history(partner, 100 * number, 50)
        companies[2].client_group_id = self._make_group("Quarton energy")
        before = self._make_analysis(years=2, key_mode="both")
        division = self.env["client.link.type"]._of_code("division")
        self.env["client.link"].create(
            [
                {"partner_id": lower.id, "type_id": division.id, "other_partner_id": companies[0].id}
                for lower in companies[1:]
            ]
        )
        after = self._make_analysis(years=2, key_mode="both", month=before.month)
        rows = self.env["loss.volume"]._read_group(
            [("analysis_id", "=", after.id)], ["group_id", "year"], ["volume:sum", "__count"]
        )
        group = companies[0].client_group_id
        self.assertEqual(sorted(rows, key=lambda row: row[1]), [(group, 1, 1500, 1), (group, 2, 250, 1)])
