import logging
from typing import NamedTuple

import psycopg2

from odoo import api, models

_logger = logging.getLogger(__name__)

TASK = "client_value"
BATCH = 500


class Step(NamedTuple):
    """One step of the night; those of a whole company go before those of its client groups."""

    is_of_groups: bool
    sequence: int
    model: str
    method: str
    name: str

    @property
    def place(self):
        return [self.is_of_groups, self.sequence, self.model, self.method]


class ClientValueJob(models.AbstractModel):
    """Every night: what each client is worth, step by step, for each of our companies.

    A step reads and writes a batch of client groups with a constant number of queries, and gives the same when it is
    run twice on one day. Each batch is a transaction of its own, which also notes how far the work is: whatever kills
    the process, the next one goes on with the batch that was not finished.
    """

    _name = "client.value.job"
    _description = "Value of clients, every night"

    @api.model
    def _steps(self):
        """The steps: [(sequence, what is worked out, model, method)]; each topic adds its own.

        ``method`` of ``model`` is called with a recordset of client groups, its company as the only one allowed.
        """
        return []

    @api.model
    def _company_steps(self):
        """Steps that are taken once for each company, before its client groups' and also where it has none.

        As in ``_steps``; the method is called with no client group.
        """
        return []

    @api.model
    def _cron_run(self):
        """Work off all companies, steps and batches, or as many as there is time for; the rest follows soon."""
        runs = self.env["client.job.run"]
        run = runs._unfinished(TASK)
        if not run:
            run = runs._start(self.env._("Value of clients"), task=TASK)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=1)
        while run._take():
            company, step, groups = self._next_batch(run.position or {})
            if not step:
                run._finish(run.processed, run.message, state="failed" if run.message else "done")
                progress(remaining=0)
                return
            failure = self._run_step(step, company, groups)
            position = {"company": company.id, "step": step.place, "after": groups[-1:].id}
            run._reach(position, len(groups), failure)
            time_left = progress(len(groups), remaining=1)
            self.env.invalidate_all()
            if not time_left:
                return

    @api.model
    def _calculate(self, groups, company=None):
        """Work out all steps for ``groups`` at once, of ``company`` or the current one; not for another company's.

        :raises UserError: (or whatever a step raises) nothing is stored then
        """
        company = company or self.env.company
        groups = groups.filtered(lambda group: group.company_id in (company, company.browse()))
        for step in self._sorted_steps():
            for start in range(0, len(groups) if step.is_of_groups else 1, BATCH):
                self._call_step(step, company, groups[start : start + BATCH] if step.is_of_groups else groups.browse())

    @api.model
    def _sorted_steps(self):
        steps = [Step(False, sequence, model, method, name) for sequence, name, model, method in self._company_steps()]
        steps += [Step(True, sequence, model, method, name) for sequence, name, model, method in self._steps()]
        return sorted(steps)

    @api.model
    def _next_batch(self, position):
        """(company, step, groups) after ``position``; no step where nothing is left."""
        reached = (position.get("company", 0), position.get("step", []))
        companies = self.env["res.company"].search([("active", "=", True), ("id", ">=", reached[0])], order="id")
        groups = self.env["client.group"]
        for company in companies:
            for step in self._sorted_steps():
                place = (company.id, step.place)
                if place < reached:
                    continue
                if not step.is_of_groups:
                    if place > reached:
                        return company, step, groups
                    continue
                after = position["after"] if place == reached else 0
                batch = groups.search(
                    [("company_id", "in", (False, company.id)), ("id", ">", after)], order="id", limit=BATCH
                )
                if batch:
                    return company, step, batch
        return None, None, groups

    @api.model
    def _run_step(self, step, company, groups):
        """Run one step; one that fails leaves nothing half done, holds up no other, and is told of (returned)."""
        try:
            with self.env.cr.savepoint():
                self._call_step(step, company, groups)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            raise  # the database is at fault, not the data: the whole batch is tried again
        except Exception as error:
            _logger.exception("Value of clients: %s.%s failed", step.model, step.method)
            return self.env._("%(step)s: %(error)s", step=step.name, error=error)
        return False

    @api.model
    def _call_step(self, step, company, groups):
        allowed = {"allowed_company_ids": company.ids}
        getattr(self.env[step.model].with_context(**allowed), step.method)(groups.with_context(**allowed))
