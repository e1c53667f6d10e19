from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..engine.agreement_state import agreement_state
from .common import day
from .test_client_promise import PromiseCase

TODAY = "2026-11-20"


class AgreementCase(PromiseCase):
    def agreement(self, **values):
        return self.env["client.agreement"].create(
            {
                "name": "Frame contract",
                "partner_id": self.division.id,
                "signed_on": "2026-01-10",
                "date_from": "2026-01-15",
                "responsible_id": self.user.id,
                **values,
            }
        )

    def supply(self, partner, month="2026-10-01", amount=100, company=None):
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, 1, %s, 'import')",
            [(company or self.env.company).id, partner.id, month, amount],
        )

    def gaps(self):
        """{client: (amount, last agreement)} of who buys without a valid agreement."""
        self.env.invalidate_all()
        rows = self.env["client.agreement.gap"].search([("partner_id.name", "like", "Orion")])
        return {row.partner_id.name: (row.amount, row.agreement_id.name) for row in rows}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClientAgreement(AgreementCase):
    """No oral deals (004): whether an agreement holds follows from its dates, and who buys without one is shown."""

    def test_the_state_is_that_of_today_and_can_be_searched(self):
        cases = {
            "valid": {},
            "not_yet": {"signed_on": False},
            "expired": {"date_to": "2026-11-19"},
            "terminated": {"terminated_on": TODAY, "termination_reason": "Sold"},
        }
        agreements = {state: self.agreement(**values) for state, values in cases.items()}
        agreements["to its last day"] = self.agreement(date_to=TODAY)
        self.assertEqual([agreements[state].state for state in cases], list(cases))
        self.assertEqual(agreements["to its last day"].state, "valid")
        for state in cases:
            found = self.env["client.agreement"].search([("state", "=", state), ("group_id", "=", self.group.id)])
            self.assertEqual(set(found.mapped("state")), {state})
        others = self.env["client.agreement"].search([("state", "!=", "valid"), ("group_id", "=", self.group.id)])
        self.assertEqual(set(others.mapped("state")), {"not_yet", "expired", "terminated"})

    def test_searching_and_computing_agree_on_every_combination_of_dates(self):
        dates = (False, "2026-11-19", TODAY, "2026-11-21")
        agreements = self.env["client.agreement"].create(
            [
                {
                    "name": "Some",
                    "partner_id": self.division.id,
                    "check_ids": [],
                    "signed_on": signed,
                    "date_from": start,
                    "date_to": end,
                    "terminated_on": terminated,
                    "termination_reason": terminated and "Sold",
                }
                for signed in dates
                for start in dates
                for end in dates
                for terminated in dates
                if not (start and end and start > end)
            ]
        )
        for state in ("valid", "not_yet", "expired", "terminated"):
            found = self.env["client.agreement"].search([("state", "=", state), ("id", "in", agreements.ids)])
            self.assertEqual(
                found, agreements.filtered(lambda agreement, state=state: agreement.state == state).sorted()
            )
        self.assertEqual(
            [agreement.state for agreement in agreements],
            [
                agreement_state(day(TODAY), item.signed_on, item.date_from, item.date_to, item.terminated_on)
                for agreement in agreements
                for item in agreement
            ],
        )

    def test_an_account_manager_writes_one_on_the_form(self):
        with Form(self.env["client.agreement"].with_user(self.account_manager)) as form:
            form.name = "Frame contract"
            form.partner_id = self.division
            form.signed_on = form.date_from = TODAY
            with form.check_ids.edit(0) as line:
                line.answer = "yes"
            with form.party_ids.new() as line:
                line.partner_id = self.other_division
                line.role = "subsidiary"
        agreement = form.record
        self.assertEqual((agreement.state, agreement.party_ids.partner_id), ("valid", self.other_division))
        self.assertEqual(agreement.check_ids.filtered(lambda check: check.answer == "yes"), agreement.check_ids[0])

    def test_ending_it_says_why(self):
        with self.assertRaisesRegex(ValidationError, "Frame contract"):
            self.agreement().terminated_on = TODAY

    def test_the_checklist_begins_unknown(self):
        agreement = self.agreement()
        self.assertTrue(agreement.check_ids)
        self.assertEqual(set(agreement.check_ids.mapped("answer")), {"unknown"})
        agreement.check_ids[:2].answer = "yes"
        self.assertEqual(agreement.check_summary, f"2 of {len(agreement.check_ids)}")

    def test_who_buys_without_a_valid_agreement(self):
        self.supply(self.division)
        self.supply(self.division, "2026-09-01", 50)
        self.supply(self.other_division, amount=30)
        self.assertEqual(self.gaps(), {"Orion North": (150, False), "Orion South": (30, False)})
        agreement = self.agreement()
        self.assertEqual(self.gaps(), {"Orion South": (30, False)})
        agreement.covers_group = True
        self.assertEqual(self.gaps(), {})
        agreement.date_to = "2026-11-19"
        self.assertEqual(self.gaps(), {"Orion North": (150, "Frame contract"), "Orion South": (30, "Frame contract")})

    def test_a_party_to_an_agreement_is_covered_by_it(self):
        self.supply(self.other_division)
        self.agreement(party_ids=[(0, 0, {"partner_id": self.other_division.id, "role": "subsidiary"})])
        self.assertEqual(self.gaps(), {})

    def test_supplies_of_this_month_before_a_year_ago_and_returns_do_not_count(self):
        self.supply(self.division, "2026-11-01")
        self.supply(self.division, "2025-10-01")
        self.supply(self.other_division, "2026-05-01", -20)
        self.assertEqual(self.gaps(), {})
        self.supply(self.division, "2025-11-01")
        self.assertEqual(self.gaps(), {"Orion North": (100, False)})

    def test_each_company_needs_its_own_agreement(self):
        other = self.env["res.company"].create({"name": "Second"})
        self.env.user.company_ids |= other
        self.agreement()
        self.supply(self.division)
        self.supply(self.division, company=other)
        self.director.company_ids |= other
        gaps = self.env["client.agreement.gap"].with_user(self.director)
        domain = [("partner_id", "=", self.division.id)]
        both = gaps.with_context(allowed_company_ids=(self.env.company | other).ids)
        self.assertEqual(both.search(domain).company_id, other)
        self.assertFalse(gaps.with_context(allowed_company_ids=self.env.company.ids).search(domain))

    def test_the_list_opens_onto_supplies_and_a_new_agreement(self):
        self.supply(self.division)
        gap = self.env["client.agreement.gap"].search([("partner_id", "=", self.division.id)])
        supplies = self.env["client.supply"].search(gap.action_open_supplies()["domain"])
        self.assertEqual(sum(supplies.mapped("amount")), 100)
        context = gap.with_user(self.account_manager).action_make_agreement()["context"]
        self.assertEqual(context["default_partner_id"], self.division.id)

    def test_an_order_without_agreement_is_confirmed_and_noted(self):
        product = self.env["product.product"].create({"name": "Board", "type": "consu"})
        values = {"partner_id": self.division.id, "order_line": [(0, 0, {"product_id": product.id})]}
        oral, written = self.env["sale.order"].create([values, values])
        oral.action_confirm()
        self.assertEqual(oral.state, "sale")
        self.assertIn("Confirmed without a valid agreement with Orion North", oral.message_ids[:1].body)
        self.agreement()
        written.action_confirm()
        self.assertNotIn("without a valid agreement", "".join(written.message_ids.mapped("body")))
        self.assertTrue(oral.client_context["agreement"])

    def test_renewal_is_reminded_of_once_and_again_after_a_renewal(self):
        self.env["client.agreement"].search([("date_to", "!=", False)]).date_to = False
        today = day(TODAY)
        agreement = self.agreement(date_to=today + timedelta(days=60))
        far = self.agreement(date_to=today + timedelta(days=61))
        jobs = self.env["client.agreement"]
        self.assertEqual((jobs._remind_of_renewals(today), jobs._remind_of_renewals(today)), (1, 0))
        self.assertRecordValues(agreement.activity_ids, [{"user_id": self.user.id, "date_deadline": agreement.date_to}])
        self.assertFalse(far.activity_ids)
        agreement.with_user(self.account_manager).date_to = today + timedelta(days=400)
        self.assertFalse(agreement.activity_ids)
        agreement.date_to = today + timedelta(days=30)
        self.assertEqual(jobs._remind_of_renewals(today), 1)

    def test_a_user_reads_and_an_account_manager_keeps_agreements(self):
        agreement = self.agreement()
        self.assertEqual(agreement.with_user(self.user).name, "Frame contract")
        with self.assertRaises(AccessError):
            agreement.with_user(self.user).name = "Another"
        agreement.with_user(self.account_manager).name = "Frame contract 2"
        with self.assertRaisesRegex(UserError, "evidence"):
            agreement.unlink()

    def test_a_party_is_not_deleted_and_follows_a_merge(self):
        supplier, double = self.env["res.partner"].create(
            [{"name": "Solder House", "is_company": True}, {"name": "Solder-House", "is_company": True}]
        )
        agreement = self.agreement(
            party_ids=[
                (0, 0, {"partner_id": supplier.id, "role": "supplier"}),
                (0, 0, {"partner_id": double.id, "role": "supplier"}),
                (0, 0, {"partner_id": double.id, "role": "contractor"}),
            ]
        )
        with self.assertRaisesRegex(UserError, "Solder House"):
            supplier.unlink()
        self.env["base.partner.merge.automatic.wizard"]._merge((supplier | double).ids, supplier)
        self.assertEqual(
            sorted((party.partner_id.name, party.role) for party in agreement.party_ids),
            [("Solder House", "contractor"), ("Solder House", "supplier")],
        )
