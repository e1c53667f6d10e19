from odoo.tests import TransactionCase, freeze_time, tagged


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestTimesheetCost(TransactionCase):
    """Hours recorded for a client are service costs of this client, each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Maker"})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids, "tracking_disable": True})
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.client = cls.env["res.partner"].create(
            {"name": "Orion Plant", "is_company": True, "client_group_id": cls.group.id}
        )
        cls.person = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.client.id})
        cls.employee, cls.trainee = cls.env["hr.employee"].create(
            [
                {"name": "Boris", "company_id": cls.company.id, "hourly_cost": 30},
                {"name": "Vera", "company_id": cls.company.id},
            ]
        )
        cls.project = cls.env["project.project"].create(
            {"name": "Support", "company_id": cls.company.id, "allow_timesheets": True, "partner_id": cls.person.id}
        )
        cls.costs = cls.env["client.service.cost"]

    @classmethod
    def sheet(cls, hours, employee=None, project=None, **values):
        return cls.env["account.analytic.line"].create(
            {
                "name": "Line started",
                "project_id": (project or cls.project).id,
                "employee_id": (employee or cls.employee).id,
                "unit_amount": hours,
                "date": "2026-01-15",
                **values,
            }
        )

    def refresh(self):
        self.costs._refresh_timesheets(self.env["client.group"])
        return self.costs.search([("company_id", "=", self.company.id)])

    def test_hours_at_the_cost_of_the_employee(self):
        self.sheet(2)
        self.assertRecordValues(
            self.refresh(),
            [
                {
                    "partner_id": self.client.id,
                    "group_id": self.group.id,
                    "hours": 2,
                    "cost": 60,
                    "is_cost_unknown": False,
                    "kind": "technical",
                    "origin": "timesheet",
                    "name": "Line started",
                }
            ],
        )

    def test_an_employee_without_a_cost(self):
        self.sheet(2, employee=self.trainee)
        self.assertRecordValues(self.refresh(), [{"cost": 0, "is_cost_unknown": True}])
        self.env["client.hourly.cost"].create({"hourly_cost": 11, "date_from": "2026-01-01"})
        self.assertRecordValues(self.refresh(), [{"cost": 22, "is_cost_unknown": False}])
        self.trainee.hourly_cost = 12
        self.assertRecordValues(self.refresh(), [{"cost": 24, "is_cost_unknown": False}])

    def test_each_once_however_often_it_runs(self):
        self.sheet(2)
        self.sheet(1.1)
        self.refresh()
        self.env.flush_all()
        self.env.cr.execute("SELECT id, xmin FROM client_service_cost ORDER BY id")
        before = self.env.cr.fetchall()
        self.assertEqual(len(self.refresh()), 2)
        self.env.flush_all()
        self.env.cr.execute("SELECT id, xmin FROM client_service_cost ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_a_changed_timesheet_changes_its_cost_and_keeps_what_was_decided(self):
        sheet = self.sheet(2)
        cost = self.refresh()
        cost.kind = "rush"
        sheet.write({"unit_amount": 3, "name": "Line repaired"})
        self.assertEqual(self.refresh(), cost)
        self.assertRecordValues(cost, [{"hours": 3, "cost": 90, "kind": "rush", "name": "Line repaired"}])

    def test_a_deleted_timesheet_and_one_that_comes_back(self):
        sheet, other = self.sheet(2), self.sheet(4)
        both = self.refresh()
        sheet.unlink()
        other.project_id = self.project.copy({"partner_id": False, "name": "Inside"})
        self.assertFalse(self.refresh())
        other.project_id = self.project
        self.assertEqual(self.refresh().timesheet_id, other)
        self.assertTrue(self.refresh() < both)

    def test_a_cost_archived_by_hand_stays_archived(self):
        sheet = self.sheet(2)
        self.refresh().action_archive()
        sheet.unit_amount = 3
        self.assertFalse(self.refresh())

    def test_the_kind_of_the_project(self):
        self.project.service_cost_kind = "clarification"
        self.sheet(2)
        self.assertEqual(self.refresh().kind, "clarification")

    def test_our_own_projects_are_no_clients(self):
        own = self.env["project.project"].create(
            {"name": "Own", "company_id": self.company.id, "allow_timesheets": True}
        )
        own.partner_id = self.company.partner_id
        self.sheet(2, project=own)
        self.assertFalse(self.refresh())

    def test_queries_do_not_grow_with_the_timesheets(self):
        counts = []
        for _turn in range(2):
            for _sheet in range(1 + 8 * _turn):
                self.sheet(1)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.costs._refresh_timesheets(self.env["client.group"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_net_value_of_the_night_counts_them(self):
        self.sheet(2)
        self.env["client.value.job"]._calculate(self.group.with_env(self.env), self.company)
        row = self.env["client.net.value"].search(
            [("group_id", "=", self.group.id), ("period", "=", "rolling"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual((row.service_cost, row.hours), (60, 2))
