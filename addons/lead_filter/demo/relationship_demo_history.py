from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from .request_history import history

# Requests of the year that are still in work.
IN_WORK_FROM = 34
# Went on to clarify; nothing came of it (000).
CLARIFIED = {12: "No funds", 23: "Too expensive"}


class RelationshipDemo(models.AbstractModel):
    """What became of the requests: of the year's empty and vague ones, and of three years' closed ones."""

    _inherit = "relationship.demo"

    @api.model
    def _load_request_history(self):
        if self.env.ref("lead_filter.demo_backtest", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        team = demo._record("team", "lead_filter")
        demo._put_year_aside()
        demo._create_history(team)
        demo._create_backtest(team)

    @api.model
    def _put_year_aside(self):
        """25 empty requests and 10 vague ones: two went on to clarify, no contract (000)."""
        telemarketer = self._record("user_telemarketer", "lead_filter")
        reason = self.env.ref("lead_filter.disqualification_reason_documents")
        rows = dict(enumerate(self._request_rows(), start=1))
        leads = {number: self._record(f"request_{number}", "lead_filter") for number in rows}
        by_kind = {
            kind: self.env["crm.lead"].union(*(leads[number] for number in rows if rows[number]["kind"] == kind))
            for kind in ("empty", "vague")
        }
        for kind, found in by_kind.items():
            old = found & self.env["crm.lead"].union(*(leads[n] for n in rows if n < IN_WORK_FROM))
            old.with_user(telemarketer).write({"request_class": kind})
        done = self.env["crm.lead"].union(*(leads[n] for n in rows if n < IN_WORK_FROM and n not in CLARIFIED))
        (done & by_kind["empty"])._set_filter_outcome("empty")
        (done & by_kind["vague"])._set_filter_outcome("disqualified", disqualification_reason_id=reason.id)
        lost = self._lasting_records("crm.lost.reason", "name", [{"name": name} for name in CLARIFIED.values()])
        for number, name in CLARIFIED.items():
            leads[number].action_set_lost(lost_reason_id=lost[name].id)
        put_aside = {leads[number]: int(rows[number]["days_ago"]) - 14 for number in rows if leads[number] in done}
        self._set_dates(put_aside, "filter_outcome_on")

    @api.model
    def _create_history(self, team):
        """The requests of three years that were closed, with what was asked and answered."""
        requests = history()
        leads = self.env["crm.lead"].create(
            [
                {**self._history_values(request, team), "email_from": f"request{place}@client.example"}
                for place, request in enumerate(requests, start=1)
            ]
        )
        by_lead = dict(zip(leads, requests, strict=True))
        self._set_dates({lead: request.days_ago for lead, request in by_lead.items()})
        answers = [values for lead, request in by_lead.items() for values in self._answers_of(lead, request)]
        self.env["lead.answer"].create(answers)
        # Judged while they are open; closed requests keep their verdict.
        self.env.flush_all()
        won = leads.filtered(lambda lead: by_lead[lead].is_won)
        won.write({"stage_id": self.env["crm.stage"].search([("is_won", "=", True)], limit=1).id, "probability": 100})
        reasons = self._lasting_records("crm.lost.reason", "name", [{"name": "Too expensive"}, {"name": "No answer"}])
        for name, found in (leads - won).grouped(lambda lead: self._lost_because(by_lead[lead])).items():
            found.write({"active": False, "probability": 0, "lost_reason_id": reasons[name].id})
        closed = {lead: request.days_ago - request.closed_after for lead, request in by_lead.items()}
        self._set_dates(closed, "date_closed")

    @api.model
    def _lost_because(self, request):
        return "Too expensive" if request.supplier == "price" or request.lot < 300 else "No answer"

    @api.model
    def _history_values(self, request, team):
        telemarketer = self._record("user_telemarketer", "lead_filter")
        development = self._record("user_development")
        family = self.env["product.category"].search([("name", "=", request.line)], limit=1)
        return {
            "type": "opportunity",
            "name": request.subject,
            "partner_name": request.company,
            "phone": "+359 2 555 0100" if request.by_phone else False,
            "source_id": self._record(f"source_{request.source}", "lead_filter").id,
            "country_id": self.env.ref(f"base.{'uk' if request.country == 'gb' else request.country}").id,
            "product_line_id": family.id,
            "team_id": team.id,
            "user_id": (development if request.documents else telemarketer).id,
            "expected_revenue": request.amount,
            "request_class": "target" if request.documents or request.lot >= 300 else "vague",
        }

    @api.model
    def _answers_of(self, lead, request):
        said = {
            "documents": {"yes_no": "yes" if request.documents else "no"},
            "lot": {"number": float(request.lot)},
            "date": {"date": lead.create_date.date() + timedelta(days=request.in_days)},
        }
        if request.supplier:
            said["supplier"] = {"choice_id": self._record(f"choice_{request.supplier}", "lead_filter").id}
        if request.engineer is not None:
            said["people"] = {
                "judgement": "met" if request.engineer else "not_met",
                "text": "Their engineer." if request.engineer else "The purchasing department answers.",
            }
        asked_on = lead.create_date + timedelta(days=1)
        return [
            {
                "lead_id": lead.id,
                "question_id": self._record(f"question_{question}", "lead_filter").id,
                "state": "answered",
                "asked_on": asked_on,
                "answered_on": asked_on + timedelta(days=2),
                "asked_by_id": lead.user_id.id,
                **values,
            }
            for question, values in said.items()
        ]

    @api.model
    def _create_backtest(self, team):
        """The portrait of today over those requests, beside Odoo's scoring."""
        portrait = self._record("portrait", "lead_filter")
        chosen = self.env["lead.backtest"]._default_fields() | self.env["ir.model.fields"]._get(
            "crm.lead", "country_id"
        )
        backtest = self._records(
            "lead.backtest",
            {
                "backtest": {
                    "portrait_id": portrait.id,
                    "team_id": team.id,
                    "field_ids": [Command.set(chosen.ids)],
                }
            },
            "lead_filter",
        )["backtest"]
        backtest._run_logged()
