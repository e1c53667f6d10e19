from datetime import date
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .position_case import PositionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21 10:00:00")
class TestClientPosition(PositionCase):
    """Where a client sees us: computed from what is known, set by hand with a reason, nothing lost."""

    def test_the_place_follows_from_the_answers(self):
        self.answer(self.stop, 80)
        self.assertFalse(self.current().is_placed, "nothing is known of the value")
        self.answer(self.felt, 70)
        position = self.current()
        self.assertTrue(position.is_placed)
        self.assertEqual((position.risk, position.value), (80, 70))
        self.assertEqual(position.cell_id, self.env.ref("relationship_marketing.client_position_cell_partner"))
        self.assertEqual(position.known_risk, 0.5)

    def test_our_share_of_their_spend_follows_from_the_ledger(self):
        self.supply(self.plant, "2025-11-01", self.boards, 200)
        self.supply(self.radio, "2026-10-01", self.cables, 100)
        self.supply(self.radio, "2026-11-01", self.cables, 999)  # the running month is not complete
        self.supply(self.radio, "2025-10-01", self.cables, 999)
        self.answer(self.share, 0, spend=1200)
        self.answer(self.stop, 75)
        self.assertEqual(self.current().computed_risk, 50)
        line = self.current().line_ids.filtered(lambda line: line.factor_id == self.share)
        self.assertEqual((line.value, line.answer_id.spend), (25, 1200))

    def test_asked_and_not_known_is_unknown_not_zero(self):
        self.answer(self.share, is_unknown=True)
        position = self.current()
        self.assertFalse(position.has_computed_risk)
        self.assertFalse(position.line_ids.filtered("is_known"))
        self.answer(self.stop, 0)
        self.assertTrue(self.current().has_computed_risk)
        self.assertEqual(self.current().computed_risk, 0, "nobody would notice: known to be low")

    def test_a_zero_that_nobody_typed_is_no_answer(self):
        action = self.group.with_user(self.manager).action_record_position_answer("ours", self.stop.id)
        answers = self.env["client.position.answer"].with_user(self.manager).with_context(**action["context"])
        with Form(answers) as form:
            self.assertEqual(form.group_id, self.group)
        self.assertFalse(self.current().has_computed_risk)
        with Form(answers) as form:
            form.value = 60
        self.assertEqual(self.current().computed_risk, 60)
        with Form(answers) as form:
            form.is_unknown = False
        self.assertEqual(self.current().computed_risk, 0)
        self.env["client.position.answer"].create({"group_id": self.group.id, "factor_id": self.share.id})
        self.assertFalse(self.current().line_ids.filtered(lambda line: line.factor_id == self.share).is_known)

    def test_weights_that_sum_to_zero_make_the_place_unknown(self):
        self.answer(self.stop, 80)
        self.answer(self.felt, 80)
        (self.stop | self.share | self.felt).weight = 0
        self.positions._refresh(self.group)
        self.assertFalse(self.current().is_placed)
        self.assertFalse(self.current().cell_id)

    def test_a_weight_is_not_below_zero_and_an_answer_not_above_a_hundred(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.stop.weight = -1
            self.env.flush_all()
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.answer(self.stop, 101)
            self.env.flush_all()

    def test_the_clients_view_is_what_somebody_of_theirs_said(self):
        with self.assertRaisesRegex(ValidationError, "Name the person of theirs"):
            self.answer(self.stop, 10, view="theirs")
        self.answer(self.stop, 90)
        self.answer(self.felt, 90)
        self.answer(self.stop, 10, view="theirs", person_id=self.buyer.id)
        self.answer(self.felt, 20, view="theirs", person_id=self.buyer.id)
        self.assertEqual((self.current().risk, self.current(view="theirs").risk), (90, 10))

    def test_the_latest_answer_counts_and_the_earlier_ones_stay(self):
        self.answer(self.stop, 80, date="2026-11-20")
        self.answer(self.stop, 20, date="2026-06-01")
        self.assertEqual(self.current().computed_risk, 80)
        self.answer(self.stop, 60, date="2026-11-21")
        self.assertEqual(self.current().computed_risk, 60)
        with self.assertRaises(UserError):
            self.env["client.position.answer"].search([("group_id", "=", self.group.id)]).unlink()

    def test_answers_are_not_dated_in_the_future(self):
        with self.assertRaisesRegex(ValidationError, "today or earlier"):
            self.answer(self.stop, 80, date="2026-11-23")

    def test_a_colleagues_answer_is_not_rewritten_by_a_user(self):
        answer = self.answer(self.stop, 80)
        with self.assertRaisesRegex(UserError, "record your own"):
            answer.with_user(self.user).write({"value": 10})
        own = (
            self.env["client.position.answer"]
            .with_user(self.user)
            .create({"group_id": self.group.id, "factor_id": self.stop.id, "value": 30, "user_id": self.manager.id})
        )
        self.assertEqual(own.user_id, self.user)
        own.write({"value": 35})
        self.assertEqual(self.current().computed_risk, 35)

    def test_the_night_adds_a_position_only_when_something_changed(self):
        self.answer(self.stop, 80)
        self.answer(self.felt, 80)
        count = self.positions.search_count([("group_id", "=", self.group.id)])
        for _night in range(2):
            self.positions._refresh(self.group)
        self.assertEqual(self.positions.search_count([("group_id", "=", self.group.id)]), count)
        with freeze_time("2026-12-05"):
            self.answer(self.share, 0, spend=1000)  # nothing bought of it: our share is 0
            self.positions._refresh(self.group)
        self.assertEqual(self.current().date, date(2026, 12, 5))
        self.assertEqual(self.current().computed_risk, 40)

    def test_a_client_of_whom_nothing_is_known_has_no_position_but_is_listed_with_the_question(self):
        self.positions._refresh(self.group)
        self.assertFalse(self.current())
        unplaced = self.matrix.with_user(self.manager).get_matrix(group_id=self.group.id)["unplaced"]
        self.assertEqual([client["id"] for client in unplaced], [self.group.id])
        self.assertEqual(
            {question["text"] for question in unplaced[0]["questions"]},
            {"How much do they spend?", "What are we worth to them?"},
        )
        self.answer(self.share, 60)
        unplaced = self.matrix.with_user(self.manager).get_matrix(group_id=self.group.id)["unplaced"]
        self.assertEqual([question["text"] for question in unplaced[0]["questions"]], ["What are we worth to them?"])

    def test_what_is_known_of_a_joined_group_is_known_of_the_client(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.env["res.partner"].create({"name": "Vega Ltd", "is_company": True, "client_group_id": other.id})
        self.answer(self.stop, 90, group=other)
        self.answer(self.felt, 90, group=other)
        event = other._join(self.group)
        self.positions._refresh(self.group)
        self.assertEqual(self.current().risk, 90)
        self.assertIsNone(self.bubble(other), "an archived group is not drawn")
        event.action_undo()
        self.assertTrue(self.bubble(other))
        self.positions._refresh(self.group | other)
        self.assertFalse(self.current().is_placed)

    def test_the_place_follows_at_once_when_it_is_known_what_weighs(self):
        self.attributes.weight = 10
        self.answer(self.stop, 80)
        attribute = self.env["client.attribute"].create({"name": "Short lead times"})
        self.env["client.attribute.weight"].create(
            {"group_id": self.group.id, "attribute_id": attribute.id, "weight": "5", "our_score": "4", "felt": "yes"}
        )
        self.assertEqual(self.current().value, 75)
        line = self.current().line_ids.filtered(lambda line: line.factor_id == self.attributes)
        self.assertEqual(line.value, 75)

    def test_without_an_answer_the_plan_knows_our_share(self):
        self.supply(self.plant, "2026-01-01", self.boards, 300)
        plan = self.env["client.plan"].create(
            {
                "group_id": self.group.id,
                "owner_id": self.manager.id,
                "is_spend_known": True,
                "spend_amount": 400,
                "goal_ids": [(0, 0, {"measure": "turnover", "target": 500})],
            }
        )
        plan.action_start()
        self.positions._refresh(self.group)
        line = self.current().line_ids.filtered(lambda line: line.factor_id == self.share)
        self.assertEqual((line.value, line.plan_id), (75, plan))
        self.answer(self.share, 20)
        line = self.current().line_ids.filtered(lambda line: line.factor_id == self.share)
        self.assertEqual(line.value, 20, "an answer is nearer than the plan")

    # ------------------------------------------------------------ by hand

    def move(self, risk, value, reason="They told us so", user=None, seen=None):
        position = self.current() if seen is None else seen
        return self.matrix.with_user(user or self.manager).move(self.group.id, risk, value, reason, position.id)

    def test_a_move_is_kept_beside_the_computed_place_with_its_reason(self):
        self.placed(80, 20)
        self.move(70, 60)
        position = self.current()
        self.assertEqual((position.risk, position.value), (70, 60))
        self.assertEqual(position.moved_by_id, self.manager)
        self.assertEqual(position.moved_reason, "They told us so")
        self.assertEqual(position.cell_id, self.env.ref("relationship_marketing.client_position_cell_partner"))
        self.answer(self.stop, 75)
        self.answer(self.felt, 25)
        position = self.current()
        self.assertEqual((position.risk, position.value), (70, 60), "the night does not undo what was decided")
        self.assertEqual((position.computed_risk, position.computed_value), (75, 25))
        self.assertTrue(position.is_moved)

    def test_moves_are_taken_back_one_by_one(self):
        self.answer(self.stop, 80)
        self.answer(self.felt, 20)
        self.move(70, 60, "first")
        self.move(10, 10, "second")
        self.matrix.with_user(self.manager).undo(self.current().id)
        self.assertEqual((self.current().risk, self.current().moved_reason), (70, "first"))
        self.matrix.with_user(self.manager).undo(self.current().id)
        self.assertEqual((self.current().risk, self.current().value), (80, 20))
        self.assertFalse(self.current().is_moved)
        with self.assertRaisesRegex(UserError, "was not moved"):
            self.matrix.with_user(self.manager).undo(self.current().id)
        self.move(55, 55, "third")
        self.matrix.with_user(self.manager).undo(self.current().id)
        self.assertFalse(self.current().is_moved)
        history = self.positions.search([("group_id", "=", self.group.id)])
        self.assertEqual(history.mapped("origin").count("moved"), 3, "what was taken back stays in the history")

    def test_a_move_needs_a_reason_and_a_place_in_the_matrix(self):
        self.placed(80, 20)
        for reason in ("", "   ", False):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.move(10, 10, reason)
        for risk, value in ((-1, 10), (10, 100.5), ("10", 10), (None, 10), (float("nan"), 10)):
            with self.assertRaisesRegex(UserError, "between 0 and 100"):
                self.move(risk, value)
        self.assertFalse(self.current().is_moved)

    def test_a_client_without_a_computed_place_is_placed_by_hand(self):
        self.move(30, 40, seen=self.positions)
        self.assertEqual((self.current().risk, self.current().value), (30, 40))
        self.assertFalse(self.bubble()["computed"])
        self.assertFalse(self.matrix.with_user(self.manager).undo(self.current().id))

    def test_nobody_overwrites_what_a_colleague_moved_meanwhile(self):
        seen = self.placed(80, 20)
        self.move(70, 60, user=self.director, seen=seen)
        with self.assertRaisesRegex(UserError, "Olga changed the position of Orion"):
            self.move(10, 10, seen=seen)
        with self.assertRaisesRegex(UserError, "changed in the meantime"):
            self.matrix.with_user(self.manager).undo(seen.id)
        self.assertEqual(self.current().risk, 70)

    def test_whoever_is_locked_out_gets_one_sentence(self):
        seen = self.placed(80, 20)
        with (
            patch.object(self.env.registry["client.group"], "lock_for_update", side_effect=LockError("busy")),
            self.assertRaisesRegex(UserError, "Somebody else is changing Orion"),
        ):
            self.move(10, 10, seen=seen)

    def test_a_client_that_is_no_longer_there_is_told_of(self):
        self.placed(80, 20)
        self.group.active = False
        with self.assertRaisesRegex(UserError, "no longer there"):
            self.move(10, 10)

    def test_a_user_looks_and_does_not_move(self):
        seen = self.placed(80, 20)
        self.assertFalse(self.matrix.with_user(self.user).get_matrix()["can_move"])
        with self.assertRaisesRegex(AccessError, "Only an account manager"):
            self.move(10, 10, user=self.user, seen=seen)
        with self.assertRaises(AccessError):
            seen.with_user(self.director).write({"risk": 1})

    def test_a_stranger_sees_nothing(self):
        self.placed(80, 20)
        stranger = new_test_user(self.env, "rm_nobody", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.matrix.with_user(stranger).get_matrix()

    @given(st.lists(st.sampled_from(("move", "undo", "night", "answer")), max_size=12), st.randoms())
    @settings(max_examples=25, deadline=None)
    def test_whatever_happens_one_position_is_in_force_and_none_is_lost(self, steps, random):
        with self.env.cr.savepoint() as savepoint:
            moves = []
            count = 0
            for step in steps:
                if step == "move":
                    moves.append((random.randint(0, 100), random.randint(0, 100)))
                    self.move(*moves[-1])
                elif step == "undo" and moves:
                    moves.pop()
                    self.matrix.with_user(self.manager).undo(self.current().id)
                elif step == "answer":
                    self.answer(self.stop, random.randint(0, 100))
                    self.answer(self.felt, random.randint(0, 100))
                else:
                    self.positions._refresh(self.group)
                history = self.positions.search([("group_id", "=", self.group.id), ("view", "=", "ours")])
                self.assertGreaterEqual(len(history), count)
                count = len(history)
                self.assertEqual(len(history.filtered("is_current")), bool(history))
                position = self.current()
                self.assertEqual(position.is_moved, bool(moves))
                if moves:
                    self.assertEqual((position.risk, position.value), moves[-1])
                elif position.is_placed:
                    self.assertEqual((position.risk, position.value), (position.computed_risk, position.computed_value))
            savepoint.close(rollback=True)
        self.env.invalidate_all()

    # ------------------------------------------------------------ behaviour

    def see(self, sign, day="2026-11-01", partner=None):
        return self.env["client.position.behaviour"].create(
            {
                "partner_id": (partner or self.plant).id,
                "sign_id": self.env.ref(f"relationship_marketing.client_position_sign_{sign}").id,
                "date": day,
            }
        )

    def test_behaviour_that_does_not_fit_the_cell_is_shown(self):
        position = self.placed(80, 80)
        self.see("access_controlled")
        self.assertTrue(position.is_contradicted)
        self.assertEqual(len(self.bubble()["contrary"]), 1)
        self.assertIn(position, self.positions.search([("is_contradicted", "=", True)]))
        self.assertNotIn(position, self.positions.search([("is_contradicted", "=", False)]))

    def test_the_latest_observation_of_a_topic_counts_and_only_of_the_last_year(self):
        position = self.placed(80, 80)
        self.see("access_controlled", "2026-05-01")
        self.see("access_open", "2026-06-01", self.radio)
        self.see("emergency", "2025-11-20")
        self.assertFalse(position.is_contradicted)
        self.see("emergency", "2025-11-21")
        position.invalidate_recordset()
        self.assertTrue(position.is_contradicted)

    def test_a_user_takes_back_only_what_he_saw_himself(self):
        sign = self.env["client.position.sign"].search([("active", "=", True)], limit=1)
        seen = self.env["client.position.behaviour"].create({"partner_id": self.plant.id, "sign_id": sign.id})
        with self.assertRaises(AccessError):
            seen.with_user(self.user).active = False
        own = seen.with_user(self.user).create({"partner_id": self.plant.id, "sign_id": sign.id})
        own.active = False
        self.assertEqual((seen.active, own.active), (True, False))

    def test_behaviour_follows_its_division(self):
        position = self.placed(80, 80)
        self.see("access_controlled", partner=self.radio)
        self.group._split_off(self.radio, name="Radio")
        position.invalidate_recordset()
        self.assertFalse(position.is_contradicted)

    # ---------------------------------------------------------------- card

    def card(self):
        cards = self.env["client.group"].with_user(self.manager)._value_cards(self.group)[self.group.id]
        return next(section for section in cards if section["key"] == "position")

    def test_the_card_says_the_cell_or_that_it_is_unknown(self):
        self.assertEqual(self.card()["state"], "unknown")
        self.placed(80, 80)
        self.assertIn("Partner supplier", self.card()["headline"])
        self.placed(20, 20, view="theirs")
        self.assertEqual(
            self.card()["headline"], "We see ourselves as Partner supplier, the client says Independent supplier."
        )
        self.see("access_controlled")
        self.assertIn("not_met", [line["state"] for line in self.card()["lines"]])
