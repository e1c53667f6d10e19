from odoo import api, fields, models

from .client_complaint import OPEN_STATES

BATCH = 100


class ClientComplaint(models.Model):
    """What nobody acted on: told to management once, by night."""

    _inherit = "client.complaint"

    overdue_told_on = fields.Date("Management told of the overdue answer on", readonly=True, copy=False)

    @api.model
    def _stamps(self, vals):
        """Another day to answer by is another promise that may be broken."""
        stamps = super()._stamps(vals)
        if "answer_by" in vals:
            stamps["overdue_told_on"] = False
        return stamps

    @api.model
    def _cron_watch(self):
        """Tell of overdue answers, and ask what changes in the process where groups were joined since."""
        run = self.env["client.job.run"]._start(self.env._("Overdue answers and repeated complaints"))
        self._count_again()
        done = 0
        while batch := self._overdue_answers():
            batch._tell_of_overdue()
            done += len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break
        while batch := self._not_asked():
            batch._ask_for_process_action()
            done += len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break
        run._finish(done)

    @api.model
    def _count_again(self):
        """Two colleagues who file alike complaints in one moment do not see each other's: by night they are counted."""
        recent = self.with_context(active_test=False).search([("write_date", ">", "-2d")])
        alike = (recent | recent._same_problems()).sudo()
        self.env.add_to_compute(alike._fields["is_repeated"], alike)
        alike.flush_recordset()

    @api.model
    def _overdue_answers(self):
        return self.search(
            [
                ("answer_by", "<", fields.Date.context_today(self)),
                ("answered_on", "=", False),
                ("overdue_told_on", "=", False),
                ("state", "in", ("new", "in_work")),
            ],
            limit=BATCH,
        )

    def _tell_of_overdue(self):
        self._tell(
            lambda complaint: self.env._(
                "The complaint of %(client)s was to be answered by %(date)s and is not: %(subject)s",
                client=complaint.partner_id.display_name or self.env._("an unknown sender"),
                date=complaint.answer_by,
                subject=complaint.subject,
            )
        )
        self.overdue_told_on = fields.Date.context_today(self)

    @api.model
    def _not_asked(self):
        """Open complaints of a repeated problem without a process action that nobody was asked about."""
        activity_type = self.env.ref("relationship_marketing.mail_activity_type_process_action")
        return self.search(
            [
                ("is_repeated", "=", True),
                ("process_action_id", "=", False),
                ("state", "in", OPEN_STATES),
                ("activity_ids", "not any", [("activity_type_id", "=", activity_type.id)]),
            ],
            limit=BATCH,
        )
