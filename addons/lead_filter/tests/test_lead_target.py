from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError
from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase

BULGARIAN = "[('partner_id.country_id.code', '=', 'BG')]"
REACHABLE = {
    "name": "We can answer",
    "domain": "['|', ('email_from', '!=', False), ('phone', '!=', False)]",
    "is_knock_out": True,
}


@tagged("post_install", "-at_install")
class TestLeadTarget(FilterCase):
    """Cold contact: companies that we know, that fit, and that have never asked (001, 002)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bulgaria = cls.env.ref("base.bg")
        cls.tag = cls.env["res.partner.category"].create({"name": "Seen at the fair"})
        cls.portrait = cls._make_portrait(
            BULGARIAN, "[('expected_revenue', '>', 9000)]", REACHABLE, cls._question(cls.ask_lot, wanted_number=300)
        )
        cls.list = (
            cls.env["lead.target.list"]
            .with_user(cls.marketer)
            .create(
                {
                    "name": "Bulgarian makers",
                    "portrait_id": cls.portrait.id,
                    "domain": f"[('category_id', 'in', [{cls.tag.id}])]",
                }
            )
        )
        cls.fits = cls._company("Dunav Devices", country_id=cls.bulgaria.id, phone="+359 2 123456")
        cls.elsewhere = cls._company("Leeds Devices", country_id=cls.env.ref("base.uk").id, phone="+44 1 123456")
        cls.silent = cls._company("No address", country_id=cls.bulgaria.id)
        cls.unknown = cls._company("Nobody knows where", phone="+7 1 123456")

    @classmethod
    def _company(cls, name, **values):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "category_id": [Command.set(cls.tag.ids)], **values}
        )

    def _refresh(self):
        self.list.action_refresh()
        targets = self.env["lead.target"].search([("list_id", "=", self.list.id)])
        return {target.partner_id: target for target in targets}

    def test_who_fits_is_in_the_list_and_unknown_stays_unknown(self):
        targets = self._refresh()
        self.assertNotIn(self.silent, targets, "A knock-out is not met")
        target = targets[self.fits]
        self.assertEqual((target.verdict, target.outcomes), ("open", "1010"))
        self.assertAlmostEqual(target.score_min, 100 / 3)
        self.assertEqual(target.score_max, 100)
        self.assertEqual(target.next_question_id, self.ask_lot)
        self.assertEqual(targets[self.unknown].outcomes, "0010")
        self.assertEqual(targets[self.elsewhere].outcomes, "2010")

    def test_why_a_company_is_called_is_said_in_words(self):
        target = self._refresh()[self.fits].with_user(self.telemarketer)
        self.assertEqual(target.met, "Criterion 0\nWe can answer")
        self.assertEqual(target.unknown, "Criterion 1\nCriterion 3")
        self.assertFalse(target.not_met)

    def test_the_best_are_called_first(self):
        self._refresh()
        first = self.env["lead.target"].search([("list_id", "=", self.list.id)], limit=1)
        self.assertEqual(first.partner_id, self.fits)

    def test_who_has_dealt_with_us_is_no_cold_contact(self):
        person = self.env["res.partner"].create({"name": "Petar", "parent_id": self.fits.id})
        by_mail = self._company("By mail", country_id=self.bulgaria.id, email="office@bymail-devices.example")
        by_name = self._company("By Name OOD", country_id=self.bulgaria.id, phone="+359 1")
        buyer = self._company("Buyer", country_id=self.bulgaria.id, phone="+359 2")
        group = self.env["client.group"].create({"name": "Holding"})
        division = self._company("Sister of the buyer", country_id=self.bulgaria.id, phone="+359 3")
        (buyer | division).client_group_id = group
        candidate = self._company("Our subcontractor", country_id=self.bulgaria.id, phone="+359 4")
        inside = {self.fits, by_mail, by_name, buyer, division, candidate}
        self.assertLessEqual(inside, set(self._refresh()))
        self.env["crm.lead"].create({"name": "Old", "partner_id": person.id, "active": False})
        self._make_request("By mail", self.seller, email_from="engineer@bymail-devices.example")
        self._make_request("By name", self.seller, partner_name="by name ood")
        self.env["sale.order"].create({"partner_id": buyer.id})
        self.env["supplier.selection"].create(
            {"name": "Potting", "candidate_ids": [Command.create({"partner_id": candidate.id})]}
        )
        targets = self._refresh()
        self.assertEqual({targets[company].state for company in inside}, {"asked"})

    def test_free_mail_is_no_sign_of_the_same_company(self):
        company = self._company("Small", country_id=self.bulgaria.id, email="small@gmail.com")
        self._make_request("Of somebody else", self.seller, email_from="other@gmail.com")
        self.assertEqual(self._refresh()[company].state, "new")

    def test_refreshing_again_changes_nothing(self):
        before = {partner: (target.id, target.state) for partner, target in self._refresh().items()}
        self.assertEqual({partner: (one.id, one.state) for partner, one in self._refresh().items()}, before)

    def test_who_fits_no_longer_leaves_and_comes_back(self):
        targets = self._refresh()
        self.fits.phone = False
        self._refresh()
        self.assertEqual((targets[self.fits].state, targets[self.fits].verdict), ("outdated", "not_ours"))
        self.fits.phone = "+359 2 123456"
        self._refresh()
        self.assertEqual(targets[self.fits].state, "new")
        self.fits.active = False
        self._refresh()
        self.assertEqual(targets[self.fits].state, "outdated")

    def test_what_a_caller_began_stays_as_he_left_it(self):
        target = self._refresh()[self.fits]
        target.with_user(self.telemarketer)._note_call("later", note="In autumn")
        self.fits.phone = False
        self._refresh()
        self.assertEqual((target.state, target.note, target.verdict), ("later", "In autumn", "not_ours"))

    def test_companies_of_which_nothing_is_known_come_on_demand(self):
        portrait = self._make_portrait(BULGARIAN, team_id=self.env["crm.team"].create({"name": "North"}).id)
        target_list = self.list.copy({"portrait_id": portrait.id})
        self.list = target_list
        self.assertEqual(set(self._refresh()), {self.fits, self.silent})
        target_list.with_unknown = True
        self.assertEqual(self._refresh()[self.unknown].verdict, "open")
        self.assertNotIn(self.elsewhere, self._refresh())

    def test_a_company_is_called_from_one_list_only(self):
        self._refresh()
        other = self.list.copy()
        other.action_refresh()
        self.assertFalse(other.target_ids)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.env["lead.target"].create({"list_id": other.id, "partner_id": self.fits.id})

    def test_the_list_follows_the_next_version_of_its_portrait(self):
        self._refresh()[self.fits].action_make_request()
        draft = self.env["lead.portrait"].browse(self.portrait.action_next_version()["res_id"])
        draft.criterion_ids[0].domain = "[('partner_id.country_id.code', '=', 'GB')]"
        draft.action_put_in_force()
        targets = self._refresh()
        self.assertEqual(self.list.portrait_id, draft)
        self.assertEqual(targets[self.elsewhere].outcomes, "1010")
        draft.action_withdraw()
        with self.assertRaisesRegex(UserError, "no portrait is in force"):
            self.list.action_refresh()

    def test_new_companies_are_spread_evenly(self):
        self.list.caller_ids = self.telemarketer | self.developer
        for place in range(5):
            self._company(f"Firm {place}", country_id=self.bulgaria.id, phone=f"+359 2 {place}")
        targets = self._refresh()
        self.assertEqual(len(targets), 8)
        mine = [target for target in targets.values() if target.user_id == self.telemarketer]
        self.assertEqual(len(mine), 4)
        self.assertFalse([target for target in targets.values() if not target.user_id])

    def test_a_caller_works_for_the_company(self):
        stranger = new_test_user(self.env, "lf_far", "lead_filter.group_telemarketer")
        stranger.write(
            {
                "company_ids": [Command.set(self.env["res.company"].create({"name": "Far"}).ids)],
                "company_id": self.env["res.company"].search([("name", "=", "Far")]).id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "does not work for"):
            self.list.sudo().caller_ids = stranger

    def test_a_call_becomes_a_request_once(self):
        target = self._refresh()[self.fits].with_user(self.telemarketer)
        action = target.action_make_request()
        lead = target.lead_id
        self.assertEqual((action["res_id"], target.state), (lead.id, "request"))
        self.assertEqual((lead.partner_id, lead.user_id), (self.fits, self.telemarketer))
        self.assertEqual(lead.source_id, self.env.ref("lead_filter.utm_source_cold_contact"))
        self.assertEqual(lead.filter_portrait_id, self.portrait)
        self.assertEqual(target.action_make_request()["res_id"], lead.id)
        self.assertEqual(self.env["crm.lead"].search_count([("partner_id", "=", self.fits.id)]), 1)
        self.assertEqual(self._refresh()[self.fits].state, "request")

    def test_the_request_goes_to_the_caller_and_its_portrait(self):
        team = self.env["crm.team"].create({"name": "Cold"})
        portrait = self._make_portrait(BULGARIAN, team_id=team.id)
        self.list = self.list.copy({"portrait_id": portrait.id})
        target = self._refresh()[self.fits]
        target.user_id = self.developer
        lead = target.with_user(self.telemarketer)._make_requests()
        self.assertEqual((lead.user_id, lead.team_id, lead.filter_portrait_id), (self.developer, team, portrait))

    def test_many_become_requests_in_one_batch(self):
        self._refresh()
        action = self.list.target_ids.with_user(self.telemarketer).action_make_request()
        self.assertEqual(len(self.env["crm.lead"].search(action["domain"])), 3)

    def test_a_merged_request_is_still_the_request_of_its_company(self):
        target = self._refresh()[self.fits]
        target.action_make_request()
        other = self._make_request("The same once more", self.seller, partner_id=self.fits.id, priority="3")
        stays = (target.lead_id | other).merge_opportunity()
        self.assertEqual(target.lead_id, stays)

    def test_two_people_do_not_make_two_requests(self):
        target = self._refresh()[self.fits]
        with (
            patch.object(type(target), "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "Somebody else"),
        ):
            target.action_make_request()

    def test_what_came_of_a_call_is_noted(self):
        target = self._refresh()[self.fits].with_user(self.telemarketer)
        form = Form(self.env["lead.target.call"].with_user(self.telemarketer).with_context(default_target_id=target.id))
        form.result = "later"
        self.assertEqual(form.call_on, fields.Date.context_today(target) + timedelta(days=30))
        form.note = "Budget is made in October"
        form.save().action_note()
        self.assertEqual((target.state, target.call_count, target.user_id), ("later", 1, self.telemarketer))
        self.assertIn("October", target.message_ids[0].body)
        self._call(target, "refused")
        self.assertEqual((target.state, target.call_on), ("refused", False))
        with self.assertRaisesRegex(UserError, "not to be called"):
            self._call(target, "nobody")

    def _call(self, target, result, **values):
        call = self.env["lead.target.call"].with_user(self.telemarketer)
        return call.create({"target_id": target.id, "result": result, **values}).action_note()

    def test_a_call_that_brings_a_request_opens_it(self):
        target = self._refresh()[self.fits].with_user(self.telemarketer)
        action = self._call(target, "request", note="Needs 500 boards a quarter")
        self.assertEqual(action["res_id"], target.lead_id.id)
        self.assertIn("500 boards", target.lead_id.description)
        self.assertEqual((target.state, target.call_count), ("request", 1))

    def test_nobody_calls_again_yesterday(self):
        target = self._refresh()[self.fits]
        with self.assertRaisesRegex(UserError, "past"):
            self._call(target, "later", call_on="2020-01-01")

    def test_a_company_added_by_hand_is_judged_and_stays(self):
        outside = self.env["res.partner"].create({"name": "Told by a friend", "is_company": True})
        added = self.env["lead.target"].with_user(self.telemarketer)
        target = added.create({"list_id": self.list.id, "partner_id": outside.id})
        self._refresh()
        self.assertEqual((target.state, target.verdict), ("new", "not_ours"))
        self.fits.phone = "+359 2 1"
        self.assertEqual(self._refresh()[outside].state, "new")
        person = self.env["res.partner"].create({"name": "Petar", "parent_id": self.fits.id})
        with self.assertRaisesRegex(ValidationError, "choose the company"):
            added.create({"list_id": self.list.id, "partner_id": person.id})

    def test_a_company_only_listed_may_be_deleted_and_one_called_not(self):
        targets = self._refresh()
        self.elsewhere.unlink()
        self.assertFalse(targets[self.elsewhere].exists())
        self._call(targets[self.fits], "later")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.fits.unlink()

    def test_what_is_worked_out_is_not_written(self):
        target = self._refresh()[self.fits].with_user(self.telemarketer)
        target.write({"verdict": "ours", "score_min": 100.0})
        self.assertEqual(target.verdict, "open")
        for values in ({"state": "refused"}, {"lead_id": self.request_of_nobody.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                target.write(values)

    def test_a_list_that_cannot_be_asked_is_refused_in_a_sentence(self):
        for domain in (
            "[('nothing', '=', 1)]",
            "no domain",
            "{'a': 1}",
            "[('name', 'like', 'a')",
            "['&']",
            "__import__",
        ):
            with self.subTest(domain), self.assertRaisesRegex(ValidationError, "cannot be asked of a company"):
                self.list.domain = domain

    def test_a_condition_whose_field_is_gone_is_unknown_and_stops_nothing(self):
        self.env.cr.execute(
            "UPDATE lead_criterion SET domain = %s WHERE id = %s",
            ["[('gone_field', '=', 1)]", self.portrait.criterion_ids[0].id],
        )
        self.env.invalidate_all()
        self.assertEqual(self._refresh()[self.fits].outcomes, "0010")
        self.env.cr.execute(
            "UPDATE lead_target_list SET domain = %s WHERE id = %s", ["[('gone', '=', 1)]", self.list.id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "cannot be asked any more"):
            self.list.action_refresh()

    def test_the_scheduled_action_refreshes_all_lists_and_names_what_failed(self):
        self._make_portrait(BULGARIAN, team_id=self.env["crm.team"].create({"name": "East"}).id)
        broken = self.list.copy({"name": "Broken"})
        self.env.cr.execute("UPDATE lead_target_list SET domain = '[(1)]' WHERE id = %s", [broken.id])
        self.env.invalidate_all()
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_target_lists").method_direct_trigger()
        run = self.env["client.job.run"].search([("job", "=", "Target lists")], limit=1)
        self.assertEqual(run.state, "done")
        self.assertIn("Broken", run.message)
        self.env.invalidate_all()
        self.assertTrue(self.list.target_ids)

    def test_somebody_else_refreshes(self):
        with (
            patch.object(type(self.list), "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "already"),
        ):
            self.list.action_refresh()

    def test_what_each_role_may_do(self):
        rights = {
            "lead.target.list": {"telemarketer": "r", "developer": "r", "marketer": "rwc", "director": "rwc"},
            "lead.target": {"telemarketer": "rwc", "developer": "rwc", "marketer": "rwc", "director": "rwc"},
            "lead.target.call": {"telemarketer": "rwc", "developer": "rwc", "director": "rwc"},
        }
        operations = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
        for model, roles in rights.items():
            for role in ("telemarketer", "developer", "marketer", "director", "seller", "clerk"):
                for letter, operation in operations.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        allowed = self.env[model].with_user(getattr(self, role)).has_access(operation)
                        self.assertEqual(allowed, letter in roles.get(role, ""))

    def test_who_keeps_lists_refreshes_them(self):
        with self.assertRaises(AccessError):
            self.list.with_user(self.telemarketer).action_refresh()

    def test_companies_of_another_company_stay_there(self):
        self._refresh()
        other = self.env["res.company"].create({"name": "Another company"})
        theirs = self._company("Theirs", country_id=self.bulgaria.id, phone="+359 9", company_id=other.id)
        self.assertNotIn(theirs, self._refresh())
        stranger = new_test_user(
            self.env,
            "lf_stranger",
            "relationship_marketing.group_director",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for model in ("lead.target.list", "lead.target"):
            self.assertFalse(self.env[model].with_user(stranger).search([]))

    def test_our_own_companies_are_not_called(self):
        own = self.env.company.partner_id
        own.write({"category_id": [Command.link(self.tag.id)], "country_id": self.bulgaria.id, "phone": "+359 1"})
        self.assertNotIn(own, self._refresh())

    def test_merged_companies_are_called_once(self):
        double = self._company("Dunav Devices OOD", country_id=self.bulgaria.id, phone="+359 2 123456")
        targets = self._refresh()
        self._call(targets[double].with_user(self.telemarketer), "later", note="In March")
        self._call(targets[self.fits].with_user(self.telemarketer), "nobody")
        self._call(targets[self.fits].with_user(self.telemarketer), "nobody")
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.fits | double).ids, double)
        left = self.env["lead.target"].search([("partner_id", "=", double.id)])
        self.assertEqual((len(left), left.call_count, left.note), (1, 3, "In March"))

    def test_queries_do_not_grow_with_companies(self):
        def queries():
            self.list.refreshed_on = False
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.list._refresh()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for place in range(50):
            self._company(f"Firm {place}", country_id=self.bulgaria.id, phone=f"+359 2 {place}")
        self.assertEqual(queries(), few)
        self.assertEqual(self.list.target_count, 53)

    def test_the_list_reads_a_hundred_as_it_reads_three(self):
        shown = {
            name: {} for name in ("country_id", "phone", "verdict", "score_min", "state", "call_on", "call_count")
        } | {name: {"fields": {"display_name": {}}} for name in ("partner_id", "user_id", "next_question_id")}

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.env["lead.target"].with_user(self.telemarketer).web_search_read([], shown)
            return found["length"], self.env.cr.sql_log_count - before

        self._refresh()
        self.env["lead.target"].with_user(self.telemarketer).web_search_read([], shown)
        count, few = queries()
        for place in range(70):
            self._company(f"Firm {place}", country_id=self.bulgaria.id, phone=f"+359 2 {place}")
        self._refresh()
        many_count, many = queries()
        self.assertEqual((count, many_count), (3, 73))
        self.assertEqual(many, few)
