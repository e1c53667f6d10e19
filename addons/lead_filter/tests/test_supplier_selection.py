from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import LeadFilterCase

OWN = ("supplier.selection", "supplier.candidate", "supplier.exchange")


@tagged("post_install", "-at_install")
class TestSupplierSelection(LeadFilterCase):
    """The experience of 000: five firms asked for subcontracted work, one of them read the task."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technologist = new_test_user(cls.env, "lf_technologist", "relationship_marketing.group_user")
        cls.firms = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Plant", "Institute", "Price", "Dates", "Asked")]
        )
        cls.selection = (
            cls.env["supplier.selection"]
            .with_user(cls.technologist)
            .create(
                {
                    "name": "Potting of boards",
                    "asked_on": "2026-03-02",
                    "candidate_ids": [
                        fields.Command.create({"partner_id": firm.id, "asked_on": "2026-03-02"}) for firm in cls.firms
                    ],
                }
            )
        )
        cls.plant, cls.institute, cls.price, cls.dates, cls.asked = cls.selection.candidate_ids
        (cls.plant | cls.institute).replied_on = "2026-03-03"
        cls._exchange(cls.price, kind="proposal", about="terms")
        cls._exchange(cls.dates, kind="agreement", about="terms")
        cls._exchange(cls.asked, day="2026-03-12")
        cls.asked.replied_on = "2026-03-12"

    @classmethod
    def _exchange(cls, candidate, **values):
        return cls.env["supplier.exchange"].create({"candidate_id": candidate.id, "text": "Said", **values})

    def _choose(self, candidate, user=None, reason=False):
        choice = (
            self.env["supplier.choice"]
            .with_user(user or self.technologist)
            .create({"selection_id": self.selection.id, "candidate_id": candidate.id, "reason": reason})
        )
        return choice.action_choose()

    def test_who_asked_is_first_although_he_answered_last(self):
        self.assertEqual(self.selection.candidate_ids.sorted("rank")[0], self.asked)
        self.assertGreater(self.asked.reply_days, self.plant.reply_days)
        self.assertEqual((self.asked.rank, self.asked.standing), (1, "asked"))
        others = self.selection.candidate_ids - self.asked
        self.assertEqual(set(others.mapped("standing")), {"prescription"})
        self.assertEqual(set(others.mapped("rank")), {2})

    def test_speed_price_and_first_words_are_not_counted(self):
        before = self.selection.candidate_ids.mapped("rank")
        self.plant.write({"replied_on": "2026-03-02", "price": 1.0, "delivery_days": 1, "first_words": "Yes, at once!"})
        self.assertEqual(self.selection.candidate_ids.mapped("rank"), before)

    def test_engineers_who_spoke_count_before_questions(self):
        self._exchange(self.dates, kind="question", is_engineers=True)
        self.assertEqual((self.dates.rank, self.dates.standing), (1, "in_depth"))
        self.assertEqual(self.asked.rank, 2)
        self.assertIn("Of 5 candidates 2 asked", self.selection.summary)

    def test_what_comes_from_us_and_what_is_archived_is_not_counted(self):
        self._exchange(self.plant, side="ours", is_engineers=True)
        self.assertEqual(self.plant.standing, "prescription")
        self.asked.exchange_ids.active = False
        self.assertEqual(self.asked.standing, "prescription")

    def test_who_has_not_answered_has_no_place_and_is_not_bad(self):
        self.plant.replied_on = False
        self.assertEqual((self.plant.standing, self.plant.rank), ("silent", 0))
        self.assertIn("not answered", self.plant.explanation)
        self.assertEqual(
            self.selection.candidate_ids.search([("selection_id", "=", self.selection.id)])[-1], self.plant
        )

    def test_who_declines_is_compared_no_more(self):
        self.asked.with_user(self.technologist).action_decline()
        self.assertEqual(self.asked.rank, 0)
        self.assertEqual(self.plant.rank, 1)
        self.asked.with_user(self.technologist).action_take_back()
        self.assertEqual(self.asked.rank, 1)

    def test_the_place_is_explained_with_what_it_rests_on(self):
        self._exchange(self.asked, kind="clarification", is_engineers=True)
        self.assertIn("Questions about the task: 1", self.asked.explanation)
        self.assertIn("talks between engineers: 1", self.asked.explanation)
        self.assertIn("asked nothing", self.price.explanation)

    def test_the_first_is_chosen_and_the_comparison_kept(self):
        self._choose(self.asked)
        self.assertEqual((self.selection.state, self.selection.chosen_id), ("chosen", self.asked))
        self.assertEqual(self.selection.closed_by_id, self.technologist)
        self.assertEqual((self.asked.state, self.plant.state), ("chosen", "not_chosen"))
        kept = self.selection.message_ids[0].body
        self.assertIn("Questions about the task: 1", kept)
        self._exchange(self.plant)
        self.assertEqual(self.selection.message_ids[0].body, kept)

    def test_another_than_the_first_takes_a_reason(self):
        with self.assertRaisesRegex(UserError, "first of the comparison"):
            self._choose(self.plant, reason="  ")
        self._choose(self.plant, reason="The only one with a licence")
        self.assertEqual(self.selection.reason, "The only one with a licence")

    def test_nobody_may_be_chosen_with_a_reason(self):
        with self.assertRaises(UserError):
            self._choose(self.env["supplier.candidate"])
        self._choose(self.env["supplier.candidate"], reason="Six weeks for nothing: we do it ourselves")
        self.assertEqual(self.selection.state, "nobody")
        self.assertEqual(set(self.selection.candidate_ids.mapped("state")), {"not_chosen"})

    def test_it_is_compared_again(self):
        self._choose(self.asked)
        with self.assertRaisesRegex(UserError, "decided already"):
            self._choose(self.asked)
        self.selection.with_user(self.technologist).action_reopen()
        self.assertEqual(self.selection.state, "open")
        self.assertFalse(self.selection.chosen_id)
        self.assertEqual(set(self.selection.candidate_ids.mapped("state")), {"asked"})

    def test_who_is_responsible_or_directs_decides(self):
        with self.assertRaises(UserError):
            self._choose(self.asked, self.telemarketer)
        with self.assertRaises(UserError):
            self.selection.with_user(self.telemarketer).action_choose()
        self._choose(self.asked, self.director)
        with self.assertRaises(UserError):
            self.selection.with_user(self.telemarketer).action_reopen()

    def test_a_choice_is_not_written_past_the_button(self):
        selection = self.selection.with_user(self.technologist)
        for values in ({"state": "chosen"}, {"chosen_id": self.plant.id}, {"closed_on": "2026-01-01"}):
            with self.subTest(values), self.assertRaises(AccessError):
                selection.write(values)
        with self.assertRaises(AccessError):
            selection.create({"name": "Other", "state": "chosen"})
        with self.assertRaises(AccessError):
            self.plant.with_user(self.technologist).state = "chosen"

    def test_who_was_compared_is_not_moved_after_the_decision(self):
        other = self.env["supplier.selection"].create({"name": "Other"})
        self._choose(self.asked)
        with self.assertRaisesRegex(UserError, "stays as it was compared"):
            self.plant.with_user(self.technologist).selection_id = other

    def test_a_person_is_no_candidate(self):
        person = self.env["res.partner"].create({"name": "Petar", "parent_id": self.firms[0].id})
        with self.assertRaisesRegex(ValidationError, "choose the company"):
            self.env["supplier.candidate"].create({"selection_id": self.selection.id, "partner_id": person.id})

    def test_a_stranger_to_the_selection_is_not_chosen(self):
        other = self.env["supplier.selection"].create(
            {"name": "Other", "candidate_ids": [fields.Command.create({"partner_id": self.firms[0].id})]}
        )
        with self.assertRaisesRegex(UserError, "no candidate"):
            self._choose(other.candidate_ids, reason="Because")

    def test_two_people_do_not_decide_at_once(self):
        with (
            patch.object(type(self.selection), "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "Somebody else"),
        ):
            self._choose(self.asked)

    def test_a_company_is_a_candidate_once(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.plant.copy({"selection_id": self.selection.id})

    def test_nobody_answers_before_he_was_asked(self):
        with self.assertRaisesRegex(ValidationError, "before we asked"):
            self.plant.replied_on = "2026-03-01"

    def test_numbers_that_cannot_be_are_refused_in_a_sentence(self):
        for values in ({"price": -1.0}, {"delivery_days": -3}, {"price": float("nan")}, {"delivery_days": 2**40}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.plant.write(values)

    def test_exchanges_are_evidence(self):
        with self.assertRaises(UserError):
            self.asked.exchange_ids.unlink()
        for model in OWN:
            self.assertFalse(self.env[model].with_user(self.director).has_access("unlink"))

    def test_who_sees_and_records(self):
        for model in OWN:
            for user in (self.technologist, self.telemarketer, self.developer, self.director):
                self.assertTrue(self.env[model].with_user(user).has_access("create"))
            for user in (self.clerk, self.seller):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_another_company_does_not_see_it(self):
        other = self.env["res.company"].create({"name": "Another company"})
        stranger = new_test_user(
            self.env,
            "lf_stranger",
            "relationship_marketing.group_director",
            company_id=other.id,
            company_ids=[fields.Command.set(other.ids)],
        )
        for model in OWN:
            self.assertFalse(self.env[model].with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            self.selection.with_user(self.technologist).company_id = other

    def test_merged_companies_are_one_candidate_with_all_that_was_said(self):
        stays, goes = self.firms[0], self.firms[4]
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((stays | goes).ids, stays)
        candidates = self.selection.candidate_ids.filtered("active")
        self.assertEqual(len(candidates), 4)
        merged = candidates.filtered(lambda candidate: candidate.partner_id == stays)
        self.assertEqual((merged.standing, merged.rank), ("asked", 1))
        self.assertEqual(merged.replied_on, fields.Date.to_date("2026-03-03"))

    def test_the_form_ranks_while_it_is_filled_in(self):
        with Form(self.env["supplier.selection"].with_user(self.technologist)) as form:
            form.name = "Milling"
            form.note = "<p>To the drawing</p>"
            with form.candidate_ids.new() as line:
                line.partner_id = self.firms[0]
        candidate = form.record.candidate_ids
        with Form(candidate.with_user(self.technologist)) as form, form.exchange_ids.new() as line:
            line.text = "Which tolerance on the second face?"
        self.assertEqual((candidate.rank, candidate.question_count), (1, 1))

    def test_days_taken_end_with_the_choice(self):
        self.selection.asked_on = fields.Date.context_today(self.selection) - timedelta(days=42)
        self.assertEqual(self.selection.days_taken, 42)
        self._choose(self.asked)
        self.selection.sudo().closed_on -= timedelta(days=2)
        self.assertEqual(self.selection.days_taken, 40)

    def test_queries_do_not_grow_with_candidates(self):
        def queries(count):
            firms = self.env["res.partner"].create([{"name": f"Firm {n}", "is_company": True} for n in range(count)])
            selection = self.env["supplier.selection"].create(
                {
                    "name": "Many",
                    "candidate_ids": [
                        fields.Command.create(
                            {
                                "partner_id": firm.id,
                                "exchange_ids": [fields.Command.create({"text": "Which?"})],
                            }
                        )
                        for firm in firms
                    ],
                }
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            selection.candidate_ids.mapped("explanation")
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(3), queries(30))
