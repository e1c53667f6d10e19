from odoo import api, fields, models


class ClientJobRun(models.Model):
    """The log of scheduled and long work: what ran, when, and what came of it."""

    _name = "client.job.run"
    _description = "Job run"
    _order = "started_at DESC, id DESC"
    _rec_name = "job"

    job = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index="btree_not_null")
    started_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    ended_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        readonly=True,
        default="running",
    )
    processed = fields.Integer("Rows processed", readonly=True)
    message = fields.Text(readonly=True)

    @api.model
    def _start(self, job, company=None, **values):
        """Log that ``job`` begins. It is seen by others from the job's first commit on."""
        # Logged with all rights: whoever runs a job may not write its log.
        return self.sudo().create({"job": job, "company_id": company and company.id, **values})

    def _finish(self, processed, message=False, state="done"):
        """Log how a job ended."""
        # As in _start: the log is nobody's to edit.
        self.sudo().write(
            {
                "ended_at": fields.Datetime.now(),
                "state": state,
                "processed": processed,
                "message": message,
            }
        )

    @api.autovacuum
    def _gc_job_runs(self):
        """A year of job runs is kept."""
        self.search([("started_at", "<", "-1y")]).unlink()
