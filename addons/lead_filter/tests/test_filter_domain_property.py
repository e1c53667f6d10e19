"""What PostgreSQL answers for split conditions, against Kleene's logic in plain Python on the same records."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged

from ..engine.kleene import split
from ..models.lead_criterion_domain import _field_of
from .test_engine_kleene import CONDITIONS, JUNK, kleene, trees

NAMES = {"flag": "is_company", "amount": "color", "name": "city", "owner": "parent_id", "parts": "child_ids"}
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(JUNK, max_size=4).map(repr),
    st.builds(
        lambda field, operator, value: repr([(field, operator, value)]),
        st.sampled_from(["name", "expected_revenue", "partner_id", "tag_ids.name", "create_date", "active", "id"])
        | st.text(max_size=8),
        st.sampled_from(["=", "!=", "<", "in", "not in", "like", "any", "not any", "child_of", "=?", "any!"]),
        JUNK,
    ),
)


class Thing:
    """A partner as the judge of the engine's tests reads it."""

    def __init__(self, record):
        self.record = record

    def __getitem__(self, name):
        value = self.record[NAMES[name]]
        if name == "parts":
            return [Thing(one) for one in value]
        if name == "owner":
            return value and Thing(value)
        return value


def renamed(domain):
    """The condition on partners."""
    found = []
    for item in domain:
        if isinstance(item, tuple):
            path, operator, value = item
            value = renamed(value) if operator in ("any", "not any") else value
            item = (".".join(NAMES[name] for name in path.split(".")), operator, value)
        found.append(item)
    return found


@tagged("post_install", "-at_install")
class TestFilterDomainProperty(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"].with_context(no_vat_validation=True)
        top = partners.create({"name": "Top", "is_company": True, "city": "a", "color": 2})
        middle = partners.create({"name": "Middle", "is_company": True, "parent_id": top.id, "color": 1})
        cls.world = top | middle
        for number, (city, color, parent) in enumerate(
            [(False, 0, False), ("a", 0, middle), ("b", 3, top), (False, 1, middle), ("b", 0, False)]
        ):
            cls.world |= partners.create(
                {"name": f"P{number}", "city": city, "color": color, "parent_id": parent and parent.id}
            )
        cls.things = [(record, Thing(record)) for record in cls.world]

    @given(trees(CONDITIONS), st.booleans())
    @settings(max_examples=60)
    def test_postgresql_says_what_kleene_says(self, domain, zero_is_value):
        parts = split(renamed(domain), "res.partner", partial(_field_of, self.env), zero_is_value)
        expected = {record: kleene(domain, thing, zero_is_value) for record, thing in self.things}
        for part, wanted in ((parts.met, (True,)), (parts.not_met, (False,)), (parts.known, (True, False))):
            if part is not None:
                found = self.world.search(Domain(part) & Domain("id", "in", self.world.ids))
                self.assertEqual(found, self.world.filtered(lambda one, wanted=wanted: expected[one] in wanted))

    @given(TEXTS)
    @settings(max_examples=60)
    def test_junk_is_refused_with_a_sentence_or_can_be_asked(self, text):
        criteria = self.env["lead.criterion"]
        try:
            criteria._check_domains([text])
        except ValidationError as error:
            self.assertNotIn("Traceback", str(error))
