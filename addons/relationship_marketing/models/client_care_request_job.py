from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .client_care_request import OPEN

REQUESTS_PER_BATCH = 500
# An order whose date is set so far back after it was confirmed is history typed in, not a deal just made.
BACKDATED_DAYS = 30


class ClientCareRequest(models.Model):
    _inherit = "client.care.request"

    @api.model
    def _start(self, orders):
        """Plan the steps of care for the divisions of ``orders``, just confirmed; open requests take them in.

        One statement: where two orders of a division are confirmed at once, PostgreSQL has the later transaction
        tried again, which then finds the open requests and joins them.
        """
        rows = [
            row for company, own in orders.grouped("company_id").items() for row in self._prepare_rows(own, company)
        ]
        if not rows:
            return
        self.env["res.partner"].flush_model(["client_group_id"])
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO client_care_request (partner_id, group_id, company_id, step_id, kind, contact_id, date,
                                                 state, active, create_uid, write_uid, create_date, write_date)
                SELECT DISTINCT ON (division.id, row.company_id, step.kind)
                       division.id, division.client_group_id, row.company_id, step.id, step.kind, row.contact_id,
                       row.date, 'planned', TRUE, %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM UNNEST(%(divisions)s, %(companies)s, %(steps)s, %(contacts)s, %(dates)s::date[])
                       AS row (partner_id, company_id, step_id, contact_id, date)
                  JOIN res_partner division ON division.id = row.partner_id
                  JOIN client_care_step step ON step.id = row.step_id
                 ORDER BY division.id, row.company_id, step.kind, row.date
                    ON CONFLICT (partner_id, company_id, kind) WHERE state IN ('planned', 'asked') AND active
                    DO NOTHING
                """,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                **{
                    name: list(values)
                    for name, values in zip(
                        ("divisions", "companies", "steps", "contacts", "dates"), zip(*rows, strict=True), strict=True
                    )
                },
            )
        )
        self.invalidate_model()
        self._join(orders)

    @api.model
    def _prepare_rows(self, orders, company):
        """[(division id, company id, step id, contact id, day)] of each order with a care plan."""
        plans = self.env["client.care.plan"]._plans_of(orders.partner_id.commercial_partner_id, company)
        oldest = fields.Date.context_today(self) - timedelta(days=BACKDATED_DAYS)
        rows = []
        for order in orders:
            plan = plans.get(order.partner_id.commercial_partner_id)
            start = fields.Datetime.context_timestamp(self, order.date_order).date()
            if plan and start >= oldest:
                rows += [
                    (order.partner_id.commercial_partner_id.id, company.id, step.id, order.partner_id.id, day)
                    for step, day in plan.step_ids._days(start).items()
                ]
        return rows

    @api.model
    def _join(self, orders):
        """Note ``orders`` at the open requests of their divisions."""
        divisions = orders.partner_id.commercial_partner_id
        requests = self.search([("partner_id", "in", divisions.ids), ("state", "in", OPEN)])
        by_division = requests.grouped(lambda request: (request.partner_id, request.company_id))
        pairs = [
            (request.id, order.id)
            for order in orders
            for request in by_division.get((order.partner_id.commercial_partner_id, order.company_id), ())
        ]
        if not pairs:
            return
        relation = self._fields["order_ids"]
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s, %s) SELECT * FROM UNNEST(%s, %s) ON CONFLICT DO NOTHING",
                SQL.identifier(relation.relation),
                SQL.identifier(relation.column1),
                SQL.identifier(relation.column2),
                [request for request, _order in pairs],
                [order for _request, order in pairs],
            )
        )
        requests.invalidate_recordset(["order_ids"])

    @api.model
    def _withdraw_of(self, orders):
        """Withdraw what is open and has no confirmed order left, after ``orders`` were cancelled."""
        requests = self.search([("order_ids", "in", orders.ids), ("state", "in", OPEN)])
        requests.filtered(lambda request: "sale" not in request.order_ids.mapped("state"))._withdraw(
            self.env._("The order was cancelled.")
        )

    def _withdraw(self, reason):
        self.activity_ids.unlink()
        self.write({"state": "withdrawn", "withdrawn_reason": reason})

    @api.model
    def _cron_ask(self):
        """Plan the activities of the requests whose day has come."""
        run = self.env["client.job.run"]._start(self.env._("After-sale care"))
        if not self.env["client.activity.planner"]._lock_planning():
            run._finish(0, self.env._("Another job is planning contacts; this one follows at its next run."))
            return
        today = fields.Date.context_today(self)
        self._withdraw_outdated()
        ids = self._search(self._due_domain(today), order="date, id").get_result_ids()
        asked = nobody = 0
        for start in range(0, len(ids), REQUESTS_PER_BATCH):
            batch = self.browse(ids[start : start + REQUESTS_PER_BATCH])
            done = batch._ask(today)
            asked += len(done)
            nobody += len(batch - done)
            left = len(ids) - start - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break
            if left and not self.env["client.activity.planner"]._lock_planning():
                break
        run._finish(
            asked,
            nobody and self.env._("%(count)s requests wait: nobody of us keeps up the contact.", count=nobody),
        )

    @api.model
    def _due_domain(self, today):
        return Domain("state", "=", "planned") & Domain("date", "<=", today)

    @api.model
    def _withdraw_outdated(self):
        """Withdraw what was given up: the activity was cancelled, or the orders turn out to be history."""
        self.search([("state", "=", "asked"), ("activity_ids", "=", False)])._withdraw(
            self.env._("The activity was cancelled without an answer.")
        )
        self.flush_model()
        self.env["sale.order"].flush_model(["date_order", "state"])
        relation = self._fields["order_ids"]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT request.id
                  FROM client_care_request request
                  JOIN %(relation)s joined ON joined.%(request)s = request.id
                  JOIN sale_order sale ON sale.id = joined.%(order)s
                 WHERE request.state = 'planned'
                 GROUP BY request.id
                HAVING MAX(sale.date_order) < request.create_date - %(days)s * INTERVAL '1 day'
                """,
                relation=SQL.identifier(relation.relation),
                request=SQL.identifier(relation.column1),
                order=SQL.identifier(relation.column2),
                days=BACKDATED_DAYS,
            )
        )
        self.browse(row[0] for row in rows)._withdraw(self.env._("The order was confirmed long ago."))

    def _ask(self, today):
        """Plan an activity for each of these requests; those that nobody can ask stay planned.

        :returns: the requests asked
        """
        asked = self.browse()
        values_list = []
        for company, requests in self.grouped("company_id").items():
            responsible = requests._responsible(company)
            for request in requests:
                if user := responsible[request]:
                    request.write({"state": "asked", "asked_on": today, "user_id": user.id})
                    values_list.append(request.with_context(lang=user.lang)._prepare_activity(user, today))
                    asked |= request
        self.env["client.activity.planner"]._plan_activities(values_list)
        return asked

    def _responsible(self, company):
        """{request: user}: whoever was put down, else the function of the step in the client team, else who of us
        keeps up the contact, else the order's salesperson."""
        contacts = self.contact_id | self.partner_id
        known = self.env["client.activity.planner"]._responsible_of(contacts, company)
        found = {}
        for request in self:
            team = request.group_id.member_ids.filtered(
                lambda member, function=request.step_id.function: function and member.function == function
            )
            candidates = (
                request.user_id,
                *team.user_id,
                known.get(request.contact_id, request.user_id),
                known[request.partner_id],
                request.order_ids.user_id[:1],
            )
            found[request] = next(
                (user for user in candidates if user.active and company in user.company_ids), request.user_id.browse()
            )
        return found

    def _prepare_activity(self, user, today):
        """The activity as ``user`` reads it: what to ask, whom, and after which order."""
        step = self.step_id
        orders = ", ".join(self.order_ids.mapped("name"))
        why = self.env._(
            "%(division)s ordered %(orders)s; this is the care step “%(step)s”.",
            division=self.partner_id.display_name,
            orders=orders,
            step=step.name,
        )
        ask = self.contact_id and self.env._("Ask %(person)s.", person=self.contact_id.display_name)
        parts = [text for text in (why, ask, step.note) if text]
        return {
            "record": self,
            "user": user,
            "type": step.activity_type_id,
            "deadline": max(self.date, today),
            "summary": step.name,
            "note": Markup().join(Markup("<p>%s</p>") % text for text in parts),
        }
