from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase


@tagged("post_install", "-at_install")
class TestClientAttribute(ClientCase):
    """What weighs for a client, kept with its history, and what an offer serves of it (R10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quality, cls.price = cls.env["client.attribute"].create(
            [{"name": "Quality", "categ_ids": cls.boards.ids}, {"name": "Price", "scope": "company"}]
        )
        cls.weights = cls.env["client.attribute.weight"]

    def weigh(self, attribute=None, **values):
        return self.weights.create(
            {
                "group_id": self.group.id,
                "attribute_id": (attribute or self.quality).id,
                "said_on": "2026-03-01",
                **values,
            }
        )

    def scores(self, group=None):
        group = group or self.group
        return self.env["client.group"]._attribute_scores(group)[group.id]

    def test_a_later_judgement_takes_the_place_of_the_former(self):
        former = self.weigh(weight="2")
        later = self.weigh(weight="5", said_on="2026-04-01")
        older = self.weigh(weight="1", said_on="2026-01-01")
        theirs = self.weigh(weight="3", side="theirs")
        self.assertEqual((former | later | older | theirs).filtered("is_current"), later | theirs)
        later.active = False
        self.assertEqual((former | older).filtered("is_current"), former)

    @freeze_time("2026-11-20")
    def test_a_change_of_what_was_said_earlier_keeps_it(self):
        line = self.weigh(weight="2", our_score="3")
        line.write({"weight": "5", "rival": "Sever"})
        self.assertEqual((line.said_on, line.weight, line.is_current), (date(2026, 11, 20), "5", True))
        former = self.weights.search([("group_id", "=", self.group.id), ("id", "!=", line.id)])
        self.assertEqual((former.said_on, former.weight, former.is_current), (date(2026, 3, 1), "2", False))
        line.weight = "4"
        line.note = "Said by Larin"
        self.assertEqual(self.weights.search_count([("group_id", "=", self.group.id)]), 2, "corrected the same day")

    @freeze_time("2026-11-20")
    def test_saving_without_a_change_makes_no_history(self):
        line = self.weigh(weight="2")
        line.write({"weight": "2", "felt": "unknown"})
        self.assertEqual(line.said_on, date(2026, 3, 1))

    def test_score_is_of_the_judgements_in_use_and_opens_onto_them(self):
        self.weigh(weight="1", our_score="1", felt="yes", said_on="2026-01-01")
        line = self.weigh(weight="5", our_score="5", felt="yes")
        self.assertEqual(self.scores()["ours"]["value"], 100)
        self.assertEqual([one["id"] for one in self.scores()["ours"]["lines"]], line.ids)
        self.assertIsNone(self.scores()["theirs"]["value"])

    def test_what_is_not_known_is_asked(self):
        self.weigh(weight="5", our_score="5")
        score = self.scores()["ours"]
        self.assertIsNone(score["value"])
        self.assertEqual(score["lines"][0]["state"], "unknown")
        self.assertIn("Quality", score["lines"][0]["question"])

    def test_who_rates_us_himself_feels_it(self):
        self.weigh(weight="5", our_score="4", side="theirs")
        self.assertEqual(self.scores()["theirs"]["value"], 75)

    def test_an_unknown_cost_is_not_nothing(self):
        line = self.weigh(weight="5", value_created=100.0)
        self.assertEqual((line.is_value_known, line.is_cost_known, line.balance), (True, False, "unknown"))
        line.write({"is_cost_known": True})
        self.assertEqual(line.balance, "pays", "it is known to cost nothing")

    def test_joined_groups_bring_their_weights_and_take_them_back(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.env["res.partner"].create({"name": "Vega", "is_company": True, "client_group_id": other.id})
        self.weigh(weight="5", our_score="5", felt="yes", group_id=other.id)
        event = other._join(self.group)
        self.assertEqual(self.scores()["ours"]["value"], 100)
        event.action_undo()
        self.assertIsNone(self.scores()["ours"]["value"])
        self.assertEqual(self.scores(other)["ours"]["value"], 100)

    def test_queries_do_not_grow_with_groups(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(30)])
        for group in groups:
            self.weigh(group_id=group.id, weight="5", our_score="4", felt="yes")
        counts = []
        for some in (groups[:2], groups):
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["client.group"]._attribute_scores(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_only_people_of_the_client_speak_for_it(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaises(ValidationError):
            self.weigh(weight="5", side="theirs", person_id=stranger.id)
        self.weigh(weight="5", side="theirs", person_id=self.person("Larin", self.plant).id)

    def test_a_line_entered_for_the_wrong_attribute_leaves_the_right_one_in_use(self):
        former = self.weigh(weight="2")
        wrong = self.weigh(weight="5", said_on="2026-04-01")
        self.assertFalse(former.is_current)
        wrong.attribute_id = self.price
        self.assertTrue(former.is_current and wrong.is_current)

    def test_a_day_to_come_is_refused(self):
        with self.assertRaises(ValidationError):
            self.weigh(weight="5", said_on="2999-01-01")

    def test_evidence_is_archived_not_deleted(self):
        line = self.weigh(weight="5")
        with self.assertRaises(UserError):
            line.unlink()
        with self.assertRaises(UserError):
            self.quality.unlink()

    def test_another_company_sees_nothing_of_it(self):
        line = self.weigh(weight="5", our_score="5", felt="yes")
        other = self.env["res.company"].create({"name": "Second"})
        stranger = new_test_user(
            self.env,
            "rm_second",
            groups="relationship_marketing.group_director",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            line.with_user(stranger).weight  # noqa: B018
        scores = self.env["client.group"].with_company(other)._attribute_scores(self.group)
        self.assertIsNone(scores[self.group.id]["ours"]["value"])

    def test_offer_says_what_of_the_weighty_it_serves(self):
        stock, rush = self.env["client.attribute"].create(
            [{"name": "Stock", "categ_ids": self.cables.ids}, {"name": "Rush", "scope": "offer"}]
        )
        inner = self.env["product.category"].create({"name": "Inner boards", "parent_id": self.boards.id})
        board = self.env["product.product"].create({"name": "Board", "categ_id": inner.id})
        self.weigh(weight="5", our_score="5", felt="yes")
        self.weigh(self.price, weight="4", felt="no", our_score="4")
        self.weigh(stock, weight="5")
        self.weigh(rush, weight="4")
        offer = self.env["sale.order"].with_user(self.user).get_offer_attributes(self.plant.id, board.ids)
        names = {part: [one["name"] for one in offer[part]] for part in ("served", "missing", "unfelt", "unknown")}
        self.assertEqual(names, {"served": ["Quality"], "missing": ["Stock"], "unfelt": ["Price"], "unknown": ["Rush"]})

    def test_what_holds_for_every_offer_is_served_only_where_we_do_it(self):
        def place():
            offer = self.env["sale.order"].get_offer_attributes(self.plant.id, [])
            return [part for part in ("served", "missing", "unfelt", "unknown") if offer[part]]

        line = self.weigh(self.price, weight="5", felt="yes")
        self.assertEqual(place(), ["unknown"])
        line.our_score = "2"
        self.assertEqual(place(), ["missing"])
        line.our_score = "4"
        self.assertEqual(place(), ["served"])

    def card(self):
        groups = self.env["client.group"]
        [section] = [one for one in groups._value_cards(self.group)[self.group.id] if one["key"] == "attributes"]
        return section

    def test_card_puts_the_clients_word_before_ours(self):
        self.assertEqual(self.card()["state"], "unknown")
        self.weigh(weight="5", our_score="5", felt="yes")
        self.assertEqual((self.card()["state"], len(self.card()["lines"])), ("met", 1))
        self.weigh(weight="5", our_score="2", side="theirs")
        self.assertEqual(self.card()["state"], "not_met")

    def test_offer_to_nobody_or_to_a_client_never_asked(self):
        orders = self.env["sale.order"]
        self.assertFalse(orders.get_offer_attributes(False, []))
        self.assertFalse(orders.get_offer_attributes(self.plant.id, []))
        self.group.write({"is_key_client": True, "key_reason": "Large"})
        self.assertFalse(orders.get_offer_attributes(self.plant.id, [])["asked"])
