from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import two_way_sql

JOB = "Two-way contacts and ties"
ALL = "*"  # the message of a run that read all
# So far back each night looks again: evidence may be deleted, which leaves no trace of when.
WINDOW = timedelta(days=31)
# A transaction that began before a run may end after it.
MARGIN = timedelta(hours=2)
FULL_EVERY = 7  # runs; in between only what changed is read


class ClientContact(models.Model):
    """A two-way contact of one of us with one of theirs, on one day (R5).

    Nobody types it: it is read by a nightly job from meetings held, calls and meetings done with an answer, and
    letters answered within 14 days. Generated mail never counts.
    """

    _name = "client.contact"
    _description = "Two-way contact"
    _order = "date DESC, id DESC"
    _log_access = False

    user_id = fields.Many2one(
        "res.users", string="Who of us", required=True, readonly=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Who of theirs",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The person; the company where no person is known.",
    )
    division_id = fields.Many2one(
        "res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where the person worked that day.",
    )
    group_id = fields.Many2one(
        "client.group", string="Client group", related="division_id.client_group_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    date = fields.Date(required=True, readonly=True, index=True)
    channel = fields.Selection(
        [("meeting", "Meeting"), ("visit", "Meeting in person"), ("call", "Call"), ("mail", "Letters")],
        required=True,
        readonly=True,
    )
    res_model = fields.Char("Evidence is a", required=True, readonly=True)
    res_id = fields.Many2oneReference("Evidence", model_field="res_model", required=True, readonly=True)

    _evidence_uniq = models.UniqueIndex("(res_model, res_id, user_id, COALESCE(partner_id, 0))")

    @api.depends("user_id", "partner_id", "date")
    def _compute_display_name(self):
        for contact in self:
            names = (contact.user_id.name, contact.partner_id.name or contact.group_id.name)
            contact.display_name = ", ".join(filter(None, (" – ".join(filter(None, names)), str(contact.date or ""))))

    @api.model
    def _cron_refresh(self):
        """Read last night's contacts and what follows from them: posts, ties, who answers for whom; logged."""
        run = self.env["client.job.run"]._start(JOB)
        self.env["ir.cron"]._commit_progress()
        try:
            with self.env.cr.savepoint():
                since = self._since()
                self.env["client.post"]._begin_missing()
                written = self._refresh(since)
                self.env["client.tie"]._refresh()
                self.env["client.input.interface"]._list_missing()
        except Exception as error:
            run._finish(0, str(error), state="failed")
            self.env["ir.cron"]._commit_progress()
            raise
        run._finish(written, message=ALL if since is None else f">= {since}")
        self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _since(self):
        """The first day that may have changed since the last run; None for all, once a week and at first."""
        # Jobs of all companies: the contacts are read for all of them at once.
        runs = self.env["client.job.run"].sudo().search([("job", "=", JOB), ("state", "=", "done")], limit=FULL_EVERY)
        last = runs[:1].started_at
        if not last or not any(run.message == ALL for run in runs):
            return None
        self.env.flush_all()
        [(changed,)] = self.env.execute_query(two_way_sql.changed_from(last - MARGIN))
        return min(filter(None, (changed, (last - WINDOW).date())))

    @api.model
    def _refresh(self, since=None):
        """Bring the contacts of a day from ``since`` on up to date; all of them without it. Returns rows written.

        After any sequence of changes the result is that of a full rebuild.
        """
        self.env.flush_all()
        self.env.cr.execute("DROP TABLE IF EXISTS fresh_contact")
        self.env.cr.execute(two_way_sql.fresh_contacts(fields.Datetime.now(), since))
        self.env.cr.execute(two_way_sql.forget_contacts(since))
        written = self.env.cr.rowcount
        self.env.cr.execute(two_way_sql.keep_contacts())
        written += self.env.cr.rowcount
        self.env.cr.execute(two_way_sql.place_contacts())
        self.env.cr.execute("DROP TABLE fresh_contact")
        self.invalidate_model()
        return written

    def action_open_evidence(self):
        """Open the meeting, or the document on which the call or the letter stands."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        if record and self.res_model == "mail.message":
            record.check_access("read")
            record = self.env[record.model].browse(record.res_id).exists()
        elif record and self.res_model == "mail.activity":
            record.check_access("read")
            record = self.env[record.res_model].browse(record.res_id).exists()
        if not record:
            raise UserError(self.env._("What this contact was read from does not exist any more."))
        return record.get_formview_action()
