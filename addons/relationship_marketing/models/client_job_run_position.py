from odoo import api, fields, models


class ClientJobRun(models.Model):
    """Long work in many batches: where it stands, so that it goes on there after a crash."""

    _inherit = "client.job.run"

    task = fields.Char(readonly=True, help="Technical name of work that goes on where it was interrupted.")
    position = fields.Json(readonly=True)

    _unfinished_idx = models.Index("(task) WHERE task IS NOT NULL AND state = 'running'")

    @api.model
    def _unfinished(self, task):
        """The run of ``task`` that was interrupted, if there is one."""
        return self.sudo().search([("task", "=", task), ("state", "=", "running")], limit=1)  # as in _start

    def _take(self):
        """Lock this run up to the next commit, and read where it stands; False while another process is at it."""
        if not self.try_lock_for_update():
            return False
        self.invalidate_recordset()
        return self.state == "running"

    def _reach(self, position, processed, failure=False):
        """Note that the work is done up to ``position``, to be committed with the work itself."""
        told = (self.message or "").splitlines()
        if failure and failure not in told:
            told.append(failure)
        self.sudo().write(  # as in _finish
            {"position": position, "processed": self.processed + processed, "message": "\n".join(told) or False}
        )
