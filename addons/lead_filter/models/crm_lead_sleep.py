from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

WAKE_UP = "lead_filter.mail_activity_type_wake_up"
FORM_NEED = "lead_filter.mail_activity_type_form_need"
BATCH = 500


class CrmLead(models.Model):
    """Small deals without a need today sleep until there is one; large projects go on to forming it (002)."""

    _inherit = "crm.lead"

    _wake_idx = models.Index("(wake_date) WHERE filter_outcome = 'asleep'")

    def write(self, vals):
        """Who says when it is needed answers the wake-up, and need not form the need any more."""
        result = super().write(vals)
        if vals.get("company_id"):
            self._take_to_company()
        if vals.get("need_timing") == "now":
            self.action_wake()
            woken = self.filtered("woken_on")
            woken._answer_wake_up("hit")
            if forming := self.filtered("is_forming_need"):
                forming.is_forming_need = False
                forming.activity_unlink([FORM_NEED])
        return result

    def _take_to_company(self):
        """Sleeps and letters are of the company of their request: the one it left sees them no more."""
        for model in ("lead.sleep", "lead.question.sending"):
            # Kept by the system, whoever may write them.
            records = self.env[model].sudo().search([("lead_id", "in", self.ids)])
            for company, own in records.grouped(lambda record: record.lead_id.company_id).items():
                own.filtered(lambda record, company=company: record.company_id != company).company_id = company

    @api.model
    def _no_outcome(self):
        return {**super()._no_outcome(), "wake_date": False}

    def _write_outcome(self, values):
        """However a request stops sleeping, its sleep ends; what comes after it tells whether waking was right."""
        asleep = self.filtered(lambda lead: lead.filter_outcome == "asleep")
        waiting = self.filtered("woken_on")
        result = super()._write_outcome(values)
        today = fields.Date.context_today(self)
        if values.get("filter_outcome"):
            asleep._open_sleeps()._end("person", today)
            waiting._answer_wake_up("miss")
        elif asleep:
            asleep._open_sleeps()._end("person", today)
            # As in ``_write_outcome``: whoever may write the request.
            asleep.sudo().filtered(lambda lead: lead.woken_on != today).woken_on = today
        return result

    def _open_sleeps(self):
        # What a sleep was and brought is written by the system, whoever the request belongs to.
        return self.env["lead.sleep"].sudo().search([("lead_id", "in", self.ids), ("woken_on", "=", False)])

    def action_let_sleep(self):
        """Ask until when, and why."""
        return {
            **self._dialog("lead.sleep.begin", self.env._("No need today")),
            "context": {"default_lead_ids": self.ids},
        }

    def _let_sleep(self, wake_date, reason=False):
        """Put these requests to sleep until ``wake_date``.

        :raises UserError: that day is not to come, or one of the requests is closed or of a large project
        """
        today = fields.Date.context_today(self)
        if not wake_date or wake_date <= today:
            raise UserError(self.env._("A request sleeps until a day that is still to come."))
        if large := self.filtered(lambda lead: lead.team_id.sale_kind == "complex")[:1]:
            raise UserError(
                self.env._(
                    "%(request)s is a large project: without a need today it goes on to forming the need.",
                    request=large.name,
                )
            )
        if closed := self.filtered(lambda lead: not lead.active or lead.won_status != "pending")[:1]:
            raise UserError(self.env._("%(request)s is not in work: it cannot be put to sleep.", request=closed.name))
        self.activity_unlink([WAKE_UP])
        self._set_filter_outcome("asleep", wake_date=wake_date, woken_on=False)
        self.env["lead.sleep"]._begin(self, today, reason)
        return True

    def _form_need(self, reason=False):
        """A large project without a need today is not left to itself: its seller forms the need."""
        today = fields.Date.context_today(self)
        self.filtered("woken_on")._answer_wake_up("miss")
        self.write({"is_forming_need": True})
        self._plan_for_sellers(
            FORM_NEED,
            today,
            lambda lead: (
                lead.env._("Form the need: %(reason)s", reason=reason)
                if reason
                else lead.env._("Form the need: there is none today.")
            ),
        )
        return True

    def action_wake(self):
        """Take it up again before its day."""
        self.filtered(lambda lead: lead.filter_outcome == "asleep")._wake("person")
        return True

    def action_back_to_work(self):
        """Who sleeps is woken up, and asked whether the need is there."""
        asleep = self.filtered(lambda lead: lead.filter_outcome == "asleep")
        asleep.action_wake()
        return super(CrmLead, self - asleep).action_back_to_work()

    def action_need_is_there(self):
        """The wake-up was right: there is a need now."""
        self.write({"need_timing": "now"})
        return True

    def _wake(self, by, today=None):
        """These requests come back to work, and wait for the answer to whether the need is there.

        :param by: date / person / client
        """
        today = today or fields.Date.context_today(self)
        self._open_sleeps()._end(by, today)
        self._clear_filter_outcome(woken_on=today)
        self._plan_for_sellers(
            WAKE_UP,
            today,
            lambda lead: (
                lead.env._("Needed on %(day)s: is the need there?", day=format_date(lead.env, lead.need_date))
                if lead.need_date
                else lead.env._("Is the need there?")
            ),
        )

    def _answer_wake_up(self, result):
        """Note what the last wake-up of these requests brought: hit or miss."""
        if not self:
            return
        # As in ``_open_sleeps``.
        sleeps = self.env["lead.sleep"].sudo()
        told = sleeps.search([("lead_id", "in", self.ids), ("woken_on", "!=", False), ("result", "=", "open")])
        told.write({"result": result, "result_on": fields.Date.context_today(self)})
        # ``woken_on`` is worked out, and not a user's to write.
        self.sudo().woken_on = False
        self.activity_unlink([WAKE_UP])

    def _plan_for_sellers(self, activity_type, deadline, summary):
        """An activity for the salesperson of each request, in one batch; a request of nobody is on the start screen.

        :param summary: function of a request in the language of its salesperson
        """
        kind = self.env.ref(activity_type)
        self.env["client.activity.planner"]._plan_activities(
            [
                {
                    "record": lead,
                    "user": lead.user_id,
                    "type": kind,
                    "deadline": deadline,
                    "summary": summary(lead.with_context(lang=lead.user_id.lang)),
                    "note": False,
                }
                for lead in self
                if lead.user_id.active
            ]
        )

    def message_update(self, msg_dict, update_vals=None):
        """A client who writes before the day wakes his request up himself."""
        result = super().message_update(msg_dict, update_vals)
        if asleep := self.filtered(lambda lead: lead.filter_outcome == "asleep"):
            asleep._wake("client")
        return result

    @api.model
    def _cron_wake(self):
        """Wake up what is due; each batch stands by itself, and a run that broke off goes on where it stopped."""
        run = self.env["client.job.run"]._start(self.env._("Wake sleeping requests up"))
        today = fields.Date.context_today(self)
        done = 0
        while count := self._wake_due(today):
            done += count
            if not self.env["ir.cron"]._commit_progress(count):
                break
        self.env["lead.sleep"]._settle(today)
        run._finish(done)

    @api.model
    def _wake_due(self, today, limit=BATCH):
        """Wake up so many of those whose day has come, or whose day somebody took away; returns how many."""
        is_due = Domain("wake_date", "<=", today) | Domain("wake_date", "=", False)
        asleep = Domain("filter_outcome", "=", "asleep")
        due = self.with_context(active_test=False).search(asleep & is_due, limit=limit, order="wake_date, id")
        due._wake("date", today)
        return len(due)

    def action_open_sleeps(self):
        """When the request slept, and what its wake-ups brought."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_sleep_action")
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {}}

    @api.model
    def _moved_by_merge(self):
        return [*super()._moved_by_merge(), "lead.sleep"]

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "need_timing", "need_date", "bought_elsewhere_on", "need_period"]
