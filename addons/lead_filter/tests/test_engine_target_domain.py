"""Conditions on requests asked of companies that have not asked yet. No database."""

import unittest

from odoo.addons.lead_filter.engine.kleene import NUMBER, TO_MANY, TO_ONE, VALUE, DomainError, Field
from odoo.addons.lead_filter.engine.target_domain import UNKNOWN, split_for_company

FIELDS = {
    "crm.lead": {
        "partner_id": Field(TO_ONE, "res.partner"),
        "country_id": Field(TO_ONE, "res.country"),
        "partner_name": Field(VALUE),
        "expected_revenue": Field(NUMBER),
        "description": Field(VALUE),
    },
    "res.partner": {
        "id": Field("always"),
        "name": Field(VALUE),
        "city": Field(VALUE),
        "country_id": Field(TO_ONE, "res.country"),
        "opportunity_ids": Field(TO_MANY, "crm.lead"),
    },
    "res.country": {"code": Field(VALUE)},
}


def split(domain):
    return split_for_company(domain, lambda model, name: FIELDS[model][name])


class TestTargetDomain(unittest.TestCase):
    def test_what_leads_through_the_client_is_asked_of_the_company(self):
        parts = split([("partner_id.city", "=", "Plovdiv")])
        self.assertEqual(parts.met, ["&", ("city", "!=", False), ("city", "=", "Plovdiv")])
        self.assertEqual(parts, split([("partner_id", "any", [("city", "=", "Plovdiv")])]))

    def test_what_a_request_takes_over_is_asked_of_the_company(self):
        self.assertEqual(split([("country_id.code", "=", "BG")]), split([("partner_id.country_id.code", "=", "BG")]))
        self.assertEqual(split([("partner_name", "=", "A")]).met, ["&", ("name", "!=", False), ("name", "=", "A")])

    def test_what_only_a_request_can_tell_is_unknown(self):
        for leaf in (("expected_revenue", ">", 9000), ("description", "!=", False), ("description", "=", False)):
            self.assertEqual(split([leaf]), UNKNOWN)
            self.assertEqual((split(["!", leaf]).met, split(["!", leaf]).not_met), (UNKNOWN.not_met, UNKNOWN.met))

    def test_requests_of_the_company_itself_are_asked_about(self):
        parts = split([("partner_id.opportunity_ids.description", "ilike", "sensor")])
        self.assertIn("description", str(parts.met))

    def test_a_company_is_there(self):
        self.assertEqual(split([("partner_id", "!=", False)]).met, [("id", "!=", False)])
        self.assertEqual(split([("partner_id", "in", [3, False])]).met, [("id", "in", [3])])

    def test_a_condition_that_fits_no_request_fits_no_company(self):
        for domain in ([("city", "=", "Plovdiv")], [("partner_id.nothing", "=", 1)], ["&"], [("a", "b")]):
            with self.subTest(domain), self.assertRaises(DomainError):
                split(domain)

    def test_a_long_condition_counts_each_leaf_once(self):
        split([("expected_revenue", ">", 9000)] * 200)
        with self.assertRaises(DomainError):
            split([("expected_revenue", ">", 9000)] * 201)
