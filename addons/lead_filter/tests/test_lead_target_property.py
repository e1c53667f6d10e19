"""What is said of a company that has not asked yet is what is said of the request it then becomes."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged

from ..engine.kleene import split
from ..engine.target_domain import split_for_company
from ..models.lead_criterion_domain import _field_of

WORDS = st.sampled_from(["a", "b", False])
TOLD = st.one_of(
    st.tuples(st.sampled_from(["city", "partner_name", "partner_id.city"]), st.sampled_from(["=", "!="]), WORDS),
    st.tuples(st.just("partner_id.name"), st.sampled_from(["like", "not like"]), st.sampled_from(["a", "b"])),
    st.tuples(
        st.sampled_from(["country_id.code", "partner_id.country_id.code"]),
        st.sampled_from(["in", "not in"]),
        st.lists(st.sampled_from(["BG", "GB", False]), max_size=2),
    ),
    st.tuples(st.sampled_from(["email_from", "phone", "partner_id"]), st.sampled_from(["=", "!="]), st.just(False)),
    st.tuples(st.just("partner_id.is_company"), st.just("="), st.booleans()),
    st.tuples(st.just("partner_id.color"), st.sampled_from(["<", ">="]), st.integers(0, 3)),
    st.tuples(st.just("partner_id.child_ids.city"), st.just("="), WORDS),
    st.tuples(
        st.just("partner_id"),
        st.sampled_from(["any", "not any"]),
        st.lists(st.tuples(st.just("city"), st.just("="), WORDS), max_size=2),
    ),
)
UNTOLD = st.one_of(
    st.tuples(st.just("expected_revenue"), st.sampled_from(["<", ">"]), st.integers(0, 10)),
    st.tuples(st.just("referred"), st.sampled_from(["=", "!="]), WORDS),
    st.tuples(st.just("user_id"), st.sampled_from(["=", "!="]), st.just(False)),
)


def trees(leaves):
    return st.recursive(
        leaves.map(lambda leaf: [leaf]),
        lambda inner: st.one_of(
            inner.map(lambda one: ["!", *one]),
            st.builds(lambda operator, one, other: [operator, *one, *other], st.sampled_from("&|"), inner, inner),
        ),
        max_leaves=5,
    )


@tagged("post_install", "-at_install")
class TestLeadTargetProperty(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        bulgaria, kingdom = cls.env.ref("base.bg"), cls.env.ref("base.uk")
        cls.companies = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "city": city, "country_id": country, "color": color, **values}
                for name, city, country, color, values in (
                    ("a", "a", bulgaria.id, 0, {"email": "a@a-devices.example"}),
                    ("b", "b", kingdom.id, 2, {"phone": "+44 1"}),
                    ("ab", False, False, 3, {}),
                    ("c", "a", False, 1, {"child_ids": [(0, 0, {"name": "Person", "city": "b"})]}),
                )
            ]
        )
        cls.leads = cls.env["crm.lead"].create(
            [{"name": company.name, "partner_id": company.id} for company in cls.companies]
        )

    def _outcomes(self, parts, records):
        met = records.search(Domain("id", "in", records.ids) & Domain(parts.met))
        not_met = records.search(Domain("id", "in", records.ids) & Domain(parts.not_met))
        self.assertFalse(met & not_met)
        return [record in met or (False if record in not_met else None) for record in records]

    def _both(self, domain):
        field_of = partial(_field_of, self.env)
        return (
            self._outcomes(split_for_company(domain, field_of), self.companies),
            self._outcomes(split(domain, "crm.lead", field_of), self.leads),
        )

    @settings(deadline=None, max_examples=60)
    @given(trees(TOLD))
    def test_what_the_company_tells_is_told_of_both_alike(self, domain):
        of_companies, of_requests = self._both(domain)
        self.assertEqual(of_companies, of_requests, domain)

    @settings(deadline=None, max_examples=60)
    @given(trees(TOLD | UNTOLD))
    def test_what_is_said_of_a_company_is_never_taken_back_by_its_request(self, domain):
        for company, request in zip(*self._both(domain), strict=True):
            if company is not None:
                self.assertEqual(company, request, domain)
