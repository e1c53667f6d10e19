from contextlib import ExitStack, suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import client_value_job
from ..models.client_value_job import TASK
from .client_case import ClientCase

LOGGER = "odoo.addons.relationship_marketing.models.client_value_job"


class Killed(BaseException):
    """The process dies here."""


@tagged("post_install", "-at_install")
class TestClientValueJob(ClientCase):
    """The nightly work on the value of clients: each batch once, whatever happens on the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.group"].search([("id", "!=", cls.group.id)]).active = False
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).active = False
        cls.groups = cls.group + cls.env["client.group"].create([{"name": f"Client {number}"} for number in range(4)])
        cls.cron = cls.env.ref("relationship_marketing.ir_cron_value")
        cls.runs = cls.env["client.job.run"]

    def setUp(self):
        super().setUp()
        self.calls = []
        self.trouble = {}
        stack = self.enterContext(ExitStack())
        job = self.env.registry["client.value.job"]
        self.company_steps = []
        stack.enter_context(patch.object(job, "_steps", lambda _self: self.steps()))
        stack.enter_context(patch.object(job, "_company_steps", lambda _self: self.company_steps))
        for name in ("first", "second", "whole"):
            stack.enter_context(
                patch.object(self.env.registry["client.group"], f"_{name}", self.step(name), create=True)
            )
        stack.enter_context(patch.object(client_value_job, "BATCH", 2))

    def steps(self):
        # In any order: the sequence decides.
        return [(20, "Second", "client.group", "_second"), (10, "First", "client.group", "_first")]

    def step(self, name):
        def work(model, groups):
            self.calls.append((name, model.env.companies.ids, groups.ids))
            if trouble := self.trouble.get((name, *groups.ids[:1])):
                raise trouble

        return work

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def batches(self, name):
        return [ids for step, _companies, ids in self.calls if step == name]

    def test_every_step_works_off_all_groups_in_batches_one_step_after_the_other(self):
        self.run_cron()
        ids = self.groups.ids
        batches = [ids[:2], ids[2:4], ids[4:]]
        self.assertEqual([ids for _step, _companies, ids in self.calls], batches * 2)
        self.assertEqual([step for step, _companies, _ids in self.calls], ["first"] * 3 + ["second"] * 3)
        run = self.runs.search([("task", "=", TASK)], limit=1)
        self.assertEqual((run.state, run.processed, run.message), ("done", 10, False))

    def test_each_company_is_worked_on_as_the_only_one_allowed_with_its_own_and_shared_clients(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.groups[1].company_id = other
        self.groups[2].company_id = self.company
        self.run_cron()
        seen = {}
        for _step, companies, ids in self.calls:
            self.assertEqual(len(companies), 1)
            seen.setdefault(companies[0], set()).update(ids)
        ids = self.groups.ids
        self.assertEqual(seen[self.company.id], {ids[0], ids[2], ids[3], ids[4]})
        self.assertEqual(seen[other.id], {ids[0], ids[1], ids[3], ids[4]})

    def test_after_a_crash_it_goes_on_with_the_batch_it_was_killed_in(self):
        self.trouble["second", self.groups[2].id] = Killed()
        # Not assertRaises, which takes back what was committed before the crash.
        with suppress(Killed):
            self.run_cron()
        run = self.runs.search([("task", "=", TASK)])
        self.assertEqual((run.state, run.processed), ("running", 7))
        self.trouble.clear()
        self.calls.clear()
        self.run_cron()
        ids = self.groups.ids
        self.assertEqual(self.calls, [("second", self.company.ids, ids[2:4]), ("second", self.company.ids, ids[4:])])
        self.assertEqual(self.runs.search([("task", "=", TASK)]), run)
        self.assertEqual((run.state, run.processed), ("done", 10))

    def test_a_step_that_fails_is_told_and_holds_up_neither_the_next_batch_nor_the_next_step(self):
        self.trouble["first", self.groups[0].id] = UserError("No rate of that day")
        with mute_logger(LOGGER):
            self.run_cron()
        self.assertEqual(len(self.batches("first")), 3)
        self.assertEqual(len(self.batches("second")), 3)
        run = self.runs.search([("task", "=", TASK)], limit=1)
        self.assertEqual((run.state, run.message), ("failed", "First: No rate of that day"))

    def test_a_step_of_the_whole_company_is_taken_once_before_the_others_and_without_clients_too(self):
        self.company_steps = [(30, "Whole", "client.group", "_whole")]
        self.run_cron()
        self.assertEqual(self.calls[0], ("whole", self.company.ids, []))
        self.assertEqual(self.batches("whole"), [[]])
        self.assertEqual(len(self.calls), 7)
        self.groups.active = False
        self.calls.clear()
        self.run_cron()
        self.assertEqual(self.calls, [("whole", self.company.ids, [])])

    def test_killed_in_the_step_of_the_whole_company_it_begins_with_that(self):
        self.company_steps = [(30, "Whole", "client.group", "_whole")]
        self.trouble["whole",] = Killed()
        with suppress(Killed):
            self.run_cron()
        self.trouble.clear()
        self.calls.clear()
        self.run_cron()
        self.assertEqual([step for step, _companies, _ids in self.calls], ["whole"] + ["first"] * 3 + ["second"] * 3)

    def test_the_next_night_begins_anew(self):
        self.run_cron()
        self.calls.clear()
        self.run_cron()
        self.assertEqual(len(self.calls), 6)
        self.assertEqual(self.runs.search_count([("task", "=", TASK), ("state", "=", "done")]), 2)

    def test_archived_clients_are_left_out(self):
        self.groups[0].active = False
        self.run_cron()
        self.assertNotIn(self.groups[0].id, [number for batch in self.batches("first") for number in batch])

    def test_a_client_is_worked_out_at_once_for_the_current_company(self):
        self.group.with_user(self.manager).action_calculate_value()
        self.assertEqual(
            self.calls,
            [("first", self.company.ids, self.group.ids), ("second", self.company.ids, self.group.ids)],
        )
