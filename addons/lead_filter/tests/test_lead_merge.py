from odoo.tests import tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadMerge(FilterCase):
    """Odoo's merge deletes all but one: nothing that was learned goes with the deleted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept, cls.gone = (
            cls._make_request(name, cls.seller, type=kind)
            for name, kind in (("Boards", "opportunity"), ("More boards", "lead"))
        )

    def _merge(self):
        lead = (self.kept | self.gone).merge_opportunity(auto_unlink=True)
        self.assertEqual(lead, self.kept)
        self.assertFalse(self.gone.exists())
        return lead

    def test_every_model_about_a_request_is_carried_over(self):
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._module == "lead_filter" and not model._transient and not model._abstract and model._auto
            for field in [model._fields.get("lead_id")]
            if field and field.store and field.comodel_name == "crm.lead" and not field.related
        }
        # A back-test names what it would have refused; it is worked out anew.
        self.assertEqual(ours - {"lead.backtest.refused"}, set(self.env["crm.lead"]._moved_by_merge()))

    def test_what_a_person_said_goes_under_his_name(self):
        self.gone.with_user(self.telemarketer).write(
            {"filter_decision": "ours", "filter_decision_reason": "A series", "request_class": "target"}
        )
        lead = self._merge()
        self.assertEqual((lead.filter_decision, lead.filter_decision_reason), ("ours", "A series"))
        self.assertEqual(lead.filter_decided_by_id, self.telemarketer)
        self.assertEqual((lead.request_class, lead.request_class_by_id), ("target", self.telemarketer))

    def test_what_was_said_of_the_request_that_stays_is_not_overwritten(self):
        self.kept.with_user(self.seller).request_class = "vague"
        self.gone.with_user(self.telemarketer).request_class = "target"
        self.assertEqual(self._merge().request_class_by_id, self.seller)

    def test_a_refused_request_merged_with_one_in_work_is_in_work(self):
        self.kept._set_filter_outcome("disqualified")
        lead = self._merge()
        self.assertTrue(lead.active)
        self.assertFalse(lead.filter_outcome)

    def test_two_refused_requests_stay_refused(self):
        (self.kept | self.gone)._set_filter_outcome("disqualified", refusal_note="Nine")
        lead = self._merge()
        self.assertEqual((lead.filter_outcome, lead.refusal_note, lead.active), ("disqualified", "Nine", False))

    def test_the_costing_that_comes_along_speaks_for_it(self):
        economics = self.env["lead.economics"].create(
            {"lead_id": self.gone.id, "name": "Lot", "lot": 100, "price_unit": 10, "material_unit_cost": 1}
        )
        self._merge()
        self.assertEqual(economics.lead_id, self.kept)
