from unittest.mock import patch

from psycopg2.errors import CheckViolation, SerializationFailure, UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..engine import radar, radar_pair_sql


class RadarCase(TransactionCase):
    """A database whose other clients are not looked at, and a radar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True})
        cls.env["res.partner"].search([("is_company", "=", True)]).is_company = False
        cls.suggestions = cls.env["client.link.suggestion"]
        cls.manager = new_test_user(cls.env, "radar_kam", groups="relationship_marketing.group_account_manager")
        cls.user = new_test_user(cls.env, "radar_user", groups="relationship_marketing.group_user")

    @classmethod
    def client(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, "is_company": True, **values})

    def scan(self):
        """{(name, name): {kind of evidence}} of what is proposed after the radar has looked."""
        self.suggestions._scan()
        return {
            tuple(sorted((pair.partner_id.name, pair.other_partner_id.name))): set(pair.evidence_ids.mapped("kind"))
            for pair in self.suggestions.search([("state", "=", "proposed")])
        }

    def pair(self, one, other):
        first, second = sorted((one.id, other.id))
        return self.suggestions.search([("partner_id", "=", first), ("other_partner_id", "=", second)])


@tagged("post_install", "-at_install")
class TestRadar(RadarCase):
    """What is seen on both sides of a pair."""

    def test_each_kind_of_evidence_finds_its_pair(self):
        person = self.env["res.partner"].create({"name": "Anna Berg"})
        for kind, values in {
            "domain": {"email": "office@veksa.example"},
            "mailbox": {"email": "veksa.office@mail.ru"},
            "tax_id": {"vat": "0000586963"},
            "phone": {"phone": "+7 495 123 4567"},
            "address": {"street": "Станционная, 60", "city": "Новосибирск"},
            "bank_account": {"bank_ids": [Command.create({"acc_number": "4070 2810 0000 0000 0001"})]},
        }.items():
            with self.subTest(kind=kind), self.env.cr.savepoint() as savepoint:
                self.client("Альфаком", **values)
                self.client("Ротонда", **values)
                self.assertEqual(self.scan(), {("Альфаком", "Ротонда"): {kind} | self._along(kind)})
                savepoint.rollback()
                self.env.invalidate_all()
        employers = self.client("Альфаком") | self.client("Ротонда")
        for employer, day in zip(employers, ("2024-01-01", "2025-01-01"), strict=True):
            self.env["client.post"].create(
                {
                    "partner_id": person.id,
                    "employer_id": employer.id,
                    "date_from": day,
                    "date_to": day,
                }
            )
        self.assertEqual(self.scan(), {("Альфаком", "Ротонда"): {"person"}})

    @staticmethod
    def _along(kind):
        """A whole number lies in its block too."""
        return {"phone_block"} if kind == "phone" else set()

    def test_a_name_with_another_legal_form_or_a_slip_is_found(self):
        self.client("ООО «Техносигнал»")
        self.client("Техносигнал, АО")
        self.client("ЗАО Технасигнал")
        self.assertEqual(
            set(self.scan()),
            {
                ("ООО «Техносигнал»", "Техносигнал, АО"),
                ("ЗАО Технасигнал", "ООО «Техносигнал»"),
                ("ЗАО Технасигнал", "Техносигнал, АО"),
            },
        )

    def test_a_rare_word_joins_a_brand_and_a_common_one_does_not(self):
        self.client("Halden Sensors GmbH")
        self.client("Halden Logistics and Services BV")
        self.client("General Logistics Partners Ltd")
        self.assertEqual(self.scan(), {("Halden Logistics and Services BV", "Halden Sensors GmbH"): {"word"}})

    def test_free_mail_joins_nobody(self):
        self.client("Альфаком", email="alfa@mail.ru")
        self.client("Ротонда", email="rotonda@mail.ru")
        self.assertEqual(self.scan(), {})

    def test_mail_of_their_people_tells_whose_they_are(self):
        one, other = self.client("Альфаком"), self.client("Ротонда")
        for company in one | other:
            self.env["res.partner"].create(
                {"name": "Person", "parent_id": company.id, "email": f"person{company.id}@holding.example"}
            )
        self.assertEqual(self.scan(), {("Альфаком", "Ротонда"): {"domain"}})

    def test_the_mailbox_of_somebody_who_moved_is_not_the_new_employers(self):
        one, other = self.client("Альфаком", email="office@alfa.example"), self.client("Ротонда")
        person = self.env["res.partner"].create({"name": "Anna", "parent_id": one.id, "email": "anna@alfa.example"})
        person.parent_id = other
        self.assertTrue(self.env["client.post"].search([("partner_id", "=", person.id), ("employer_id", "=", one.id)]))
        self.assertEqual(self.scan(), {("Альфаком", "Ротонда"): {"person"}})

    def test_what_very_many_share_joins_each_with_one_of_them_only(self):
        count = radar.LARGEST_BLOCK + 10
        for number in range(count):
            self.client(f"{chr(1072 + number % 30) * 9}{number}x", email=f"a{number}@chain.example")
        self.assertEqual(len([pair for pair, kinds in self.scan().items() if "domain" in kinds]), count - 1)

    def test_our_own_companies_and_archived_clients_are_left_out(self):
        self.env.company.partner_id.write({"is_company": True, "vat": "0000586963"})
        self.client("Ротонда", vat="0000586963")
        self.client("Альфаком", vat="0000586963", active=False)
        self.assertEqual(self.scan(), {})

    def test_clients_of_two_companies_are_never_proposed_together(self):
        first, second = self.env["res.company"].create([{"name": "First"}, {"name": "Second"}])
        self.client("Shared", vat="0000586963")
        self.client("Theirs", vat="0000586963", company_id=first.id)
        self.client("Others", vat="0000586963", company_id=second.id)
        self.assertEqual(set(self.scan()), {("Shared", "Theirs"), ("Others", "Shared")})
        shared = self.suggestions.search([])
        self.assertEqual(set(shared.evidence_ids.mapped("share_count")), {2})
        user = new_test_user(
            self.env,
            "radar_first",
            groups="relationship_marketing.group_account_manager",
            company_id=first.id,
            company_ids=[Command.set(first.ids)],
        )
        seen = self.suggestions.with_user(user).with_context(allowed_company_ids=first.ids).search([])
        self.assertEqual((seen.partner_id | seen.other_partner_id).sudo().mapped("name"), ["Shared", "Theirs"])
        self.assertEqual(self.env["client.link.suggestion.evidence"].with_user(user).search([]).suggestion_id, seen)

    def test_pairs_of_one_group_or_already_linked_are_not_proposed(self):
        group = self.env["client.group"].create({"name": "Group"})
        self.client("Альфаком", vat="0000586963", client_group_id=group.id)
        self.client("Ротонда", vat="0000586963", client_group_id=group.id)
        supplier, buyer = self.client("Quillon", vat="111111111"), self.client("Bexley", vat="111111111")
        self.env["client.link"].create(
            {
                "partner_id": supplier.id,
                "type_id": self.env["client.link.type"]._of_code("supplier").id,
                "other_partner_id": buyer.id,
            }
        )
        self.assertEqual(self.scan(), {})

    def test_two_tax_ids_suggest_a_subsidiary_and_one_a_company_entered_twice(self):
        one, other = self.client("Vektrona Ltd", vat="111111111"), self.client("Vektrona GmbH", vat="222222222")
        twice = self.client("Vektrona Limited", vat="111111111")
        self.scan()
        self.assertEqual(self.pair(one, other).type_id.code, "subsidiary")
        self.assertFalse(self.pair(one, other).is_same_entity)
        self.assertTrue(self.pair(one, twice).is_same_entity)
        self.assertFalse(self.pair(one, twice).type_id)

    def test_the_shorter_name_or_the_one_in_a_group_stands_above(self):
        division = self.client("Vektrona Medical Devices")
        head = self.client("Vektrona")
        self.scan()
        self.assertEqual(self.pair(division, head).reading, "Vektrona Medical Devices – Division of – Vektrona")


@tagged("post_install", "-at_install")
class TestRadarRuns(RadarCase):
    """A run looks at what changed, as often as one likes, in steps of any size."""

    def setUp(self):
        super().setUp()
        self.clients = self.env["res.partner"].create(
            [
                {
                    "name": f"{brand} {word}",
                    "is_company": True,
                    "email": f"office@{domain}.example",
                    "vat": f"00005869{number % 7:02}",
                    "phone": f"+7 495 000 {number % 9:04}",
                }
                for number, (brand, word, domain) in enumerate(
                    (brand, word, domain)
                    for brand in ("Vektrona", "Vektrana", "Quillon", "Bexley")
                    for word in ("", "North", "Medical", "Medical Devices")
                    for domain in ("one", "two")
                )
            ]
        )

    def rows(self):
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT partner_id, other_partner_id, score, is_same_entity, type_id, is_reversed, kind, weight, share_count
              FROM client_link_suggestion s JOIN client_link_suggestion_evidence e ON e.suggestion_id = s.id
             ORDER BY 1, 2, kind
            """
        )
        return self.env.cr.fetchall()

    def test_small_steps_and_one_large_one_find_the_same(self):
        self.suggestions._scan()
        whole = self.rows()
        self.assertGreater(len(whole), 100)
        self.suggestions.search([]).unlink()
        self.env["client.radar.profile"].search([]).unlink()
        left = self.suggestions._refresh_profiles()
        while left:
            _count, left = self.suggestions._scan_step(5)
        self.assertEqual(self.rows(), whole)

    def test_nothing_changed_nothing_is_done(self):
        self.suggestions._scan()
        before = self.rows(), self.suggestions.search([]).ids
        self.assertEqual(self.suggestions._scan(), 0)
        self.assertEqual((self.rows(), self.suggestions.search([]).ids), before)

    def test_a_changed_client_is_looked_at_again_and_no_other(self):
        self.suggestions._scan()
        changed = self.clients[0]
        changed.write({"name": "Ротонда", "email": False, "vat": False, "phone": False})
        self.assertEqual(self.suggestions._scan(), 1)
        self.assertFalse(
            self.suggestions.search(["|", ("partner_id", "=", changed.id), ("other_partner_id", "=", changed.id)])
        )
        self.assertTrue(self.suggestions.search([]))

    def test_score_and_entity_in_sql_are_those_of_the_rule(self):
        self.suggestions._scan()
        for pair in self.suggestions.search([]):
            self.assertEqual(pair.score, radar.score({row.kind: row.weight for row in pair.evidence_ids}))
        for kind, steps in radar.WEIGHTS.items():
            for clients in {1 + limit for limit, _weight in steps} | {limit for limit, _weight in steps}:
                block = SQL("(SELECT %s::text AS kind, %s AS clients) block", kind, clients)
                [[weight]] = self.env.execute_query(SQL("SELECT %s FROM %s", radar_pair_sql.weight_case(), block))
                self.assertEqual(weight, radar.weight(kind, clients), (kind, clients))
        for percent in range(0, 101):
            pair = SQL("(SELECT %s AS similarity) pair", percent)
            [[weight]] = self.env.execute_query(SQL("SELECT %s FROM %s", radar_pair_sql.name_weight_case(), pair))
            self.assertEqual(weight, radar.name_weight(percent))
            members = SQL("(SELECT %s AS clients) a, (SELECT 1 AS clients) b", percent)
            [[weight]] = self.env.execute_query(
                SQL("SELECT %s FROM %s", radar_pair_sql.same_name_weight_case(), members)
            )
            self.assertEqual(weight, radar.same_name_weight(percent))

    def test_queries_do_not_grow_with_the_clients(self):
        self.suggestions._scan()
        counts = []
        for number in (2, 20):
            for client in self.clients[:number]:
                client.name = f"{client.name} {number}"
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.suggestions._scan()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_nightly_job_leaves_a_line(self):
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_radar").method_direct_trigger()
        run = self.env["client.job.run"].search([], limit=1)
        self.assertEqual((run.state, run.processed), ("done", len(self.clients)))

    def test_a_decision_made_meanwhile_does_not_stop_the_nightly_job(self):
        step, calls = type(self.suggestions)._scan_step, []

        def disturbed(suggestions):
            calls.append(suggestions)
            if len(calls) < 3:
                raise SerializationFailure
            return step(suggestions)

        with self.enter_registry_test_mode(), patch.object(type(self.suggestions), "_scan_step", disturbed):
            self.env.ref("relationship_marketing.ir_cron_radar").method_direct_trigger()
        self.assertEqual(len(calls), 3)
        run = self.env["client.job.run"].search([], limit=1)
        self.assertEqual((run.state, run.processed), ("done", len(self.clients)))

    def test_the_list_does_not_ask_for_each_row(self):
        self.suggestions._scan()
        specification = {
            "partner_id": {"fields": {"display_name": {}}},
            "other_partner_id": {"fields": {"display_name": {}}},
            "evidence_ids": {"fields": {"display_name": {}}},
            "type_id": {"fields": {"display_name": {}}},
            "score": {},
            "reading": {},
        }
        counts = []
        for limit in (20, 20, 60):  # once to fill the caches of rules and views
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.suggestions.with_user(self.manager).web_search_read([], specification, limit=limit)
            self.assertEqual(len(found["records"]), limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestDecision(RadarCase):
    """People decide, once, and it stays."""

    def setUp(self):
        super().setUp()
        self.head = self.client("Vektrona", email="office@vektrona.example")
        self.division = self.client("Vektrona Medical", email="med@vektrona.example")
        self.other = self.client("Vektrona Marine", email="sea@vektrona.example")
        self.suggestions._scan()

    def test_accepting_makes_the_link_and_joins_the_group(self):
        pair = self.pair(self.head, self.division).with_user(self.manager)
        pair.action_accept()
        self.assertEqual((pair.state, pair.decided_by_id), ("accepted", self.manager))
        self.assertEqual(
            (pair.link_id.partner_id, pair.link_id.other_partner_id, pair.link_id.type_id.code),
            (self.division, self.head, "division"),
        )
        self.assertIn("vektrona.example", pair.link_id.note)
        self.assertTrue(self.head.client_group_id)
        self.assertEqual(self.head.client_group_id, self.division.client_group_id)

    def test_what_accepting_has_answered_is_proposed_no_more(self):
        pairs = self.pair(self.head, self.division) | self.pair(self.head, self.other)
        between = self.pair(self.division, self.other)
        self.assertTrue(between)
        pairs.with_user(self.manager).action_accept()
        self.assertFalse(between.exists())
        self.suggestions._scan()
        self.assertEqual(self.suggestions.search([]), pairs)

    def test_accepting_all_of_a_client_makes_no_superfluous_links(self):
        self.suggestions.search([]).with_user(self.manager).action_accept()
        self.assertEqual(
            self.env["client.link"].search_count([("partner_id", "in", (self.division | self.other).ids)]), 2
        )
        self.assertEqual(len((self.head | self.division | self.other).client_group_id), 1)

    def test_the_sides_can_be_swapped_and_the_relation_chosen(self):
        pair = self.pair(self.head, self.division).with_user(self.manager)
        pair.type_id = self.env["client.link.type"]._of_code("distributor")
        pair.action_swap()
        pair.action_accept()
        self.assertEqual((pair.link_id.partner_id, pair.link_id.type_id.code), (self.head, "distributor"))
        self.assertFalse(self.head.client_group_id)

    def test_a_rejected_pair_stays_rejected(self):
        pair = self.pair(self.head, self.division)
        pair.with_user(self.manager).action_reject()
        self.division.write({"vat": "111111111", "phone": "+44 113 496 0202"})
        self.head.write({"vat": "111111111", "phone": "+44 113 496 0202"})
        self.suggestions._scan()
        self.assertEqual((pair.state, pair.decided_by_id), ("rejected", self.manager))
        self.assertNotIn("tax_id", pair.evidence_ids.mapped("kind"))
        pair.with_user(self.manager).action_reopen()
        self.division.phone = "+44 113 496 0203"
        self.suggestions._scan()
        self.assertEqual(pair.state, "proposed")
        self.assertIn("tax_id", pair.evidence_ids.mapped("kind"))

    def test_a_relation_that_somebody_corrected_is_kept(self):
        pair = self.pair(self.head, self.division)
        independent = self.env["client.link.type"]._of_code("independent")
        pair.with_user(self.manager).type_id = independent
        self.division.phone = "+44 113 496 0202"
        self.suggestions._scan()
        self.assertEqual(pair.type_id, independent)

    def test_what_is_decided_is_not_decided_again(self):
        pair = self.pair(self.head, self.division)
        pair.action_reject()
        for action in (pair.action_reject, pair.action_accept):
            with self.assertRaisesRegex(UserError, "decided already"):
                action()

    def test_two_people_at_once_one_is_told(self):
        pair = self.pair(self.head, self.division).with_user(self.manager)
        with (
            patch.object(type(pair), "lock_for_update", side_effect=LockError("held")),
            self.assertRaisesRegex(UserError, "Somebody else is deciding"),
        ):
            pair.action_accept()
        self.assertEqual(pair.state, "proposed")

    def test_one_company_entered_twice_is_to_be_merged(self):
        twice = self.client("Vektrona Ltd", email="info@vektrona.example")
        self.suggestions._scan()
        pair = self.pair(self.head, twice)
        self.assertTrue(pair.is_same_entity)
        with self.assertRaisesRegex(UserError, "merge them"):
            pair.with_user(self.manager).action_accept()
        action = pair.action_merge()
        self.assertEqual(set(action["context"]["active_ids"]), set((self.head | twice).ids))

    def test_a_user_looks_and_does_not_decide(self):
        pair = self.pair(self.head, self.division).with_user(self.user)
        self.assertTrue(pair.evidence_ids.mapped("display_name"))
        for action in (pair.action_accept, pair.action_reject, pair.action_swap, pair.action_scan):
            with self.assertRaises(AccessError):
                action()

    def test_nobody_writes_a_decision_by_hand(self):
        pair = self.pair(self.head, self.division).with_user(self.manager)
        for vals in ({"state": "accepted"}, {"score": 100}, {"partner_id": 1}):
            with self.assertRaisesRegex(AccessError, "not edited"):
                pair.write(vals)

    def test_a_pair_is_kept_once_and_in_one_order(self):
        first, second = sorted((self.head.id, self.division.id))
        for error, one, other in ((UniqueViolation, first, second), (CheckViolation, second, first)):
            with self.assertRaises(error), mute_logger("odoo.sql_db"):
                self.suggestions.create({"partner_id": one, "other_partner_id": other})

    def test_a_group_tells_who_may_belong_to_it_too(self):
        group = self.env["client.group"].create({"name": "Group"})
        self.head.client_group_id = group
        self.suggestions._scan()
        self.assertEqual(group.suggestion_count, 2)
        found = self.suggestions.search(group.action_open_suggestions()["domain"])
        self.assertEqual(len(found), 2)


@tagged("post_install", "-at_install")
class TestSuggestionMerge(RadarCase):
    """Odoo's merge of partners carries suggestions over."""

    def merge(self, stays, goes):
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((stays | goes).ids, stays)

    def test_a_decision_survives_and_the_direction_too(self):
        goes = self.client("Vektrona Medical", email="med@vektrona.example")
        head = self.client("Vektrona", email="office@vektrona.example")
        stays = self.client("Vektrona Medical Devices", email="devices@vektrona.example")
        self.suggestions._scan()
        rejected = self.pair(goes, head)
        rejected.action_reject()
        self.assertEqual(rejected._ends(), (goes, head))
        self.merge(stays, goes)
        left = self.pair(stays, head)
        self.assertEqual((left, left.state), (rejected, "rejected"))
        self.assertEqual(left._ends(), (stays, head))
        self.suggestions._scan()
        self.assertEqual(self.suggestions.search([]), left)
