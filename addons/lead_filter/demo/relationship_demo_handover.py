from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .handover_story import ANSWERED, DEALS, HANDED_OVER, LOTS, REQUESTS, ROLES, SHOWN


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_handovers(self):
        """What was handed over, accepted and returned; who decides in the deals, and what clients have shown (002)."""
        if self.env.ref("lead_filter.demo_request_pump", raise_if_not_found=False):
            return
        demo = self.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True, dont_notify=True
        )
        demo.env.company.handover_hours_saved = 3.0
        requests = demo._create_requests_to_hand_over() | demo._create_deals()
        demo._hand_over(requests)
        demo._name_persons(requests)
        demo._show_evidence(requests)

    @api.model
    def _create_requests_to_hand_over(self):
        """{key: request} of those that telemarketing qualified, answered as the portrait asks."""
        telemarketer, team = self._record("user_telemarketer", "lead_filter"), self._record("team", "lead_filter")
        requests = {}
        for key, (name, (client, person, function, email), text, days_ago) in REQUESTS.items():
            company = self._records(
                "res.partner", {f"client_{key}": {"name": client, "is_company": True}}, "lead_filter"
            )[f"client_{key}"]
            contact = self._records(
                "res.partner",
                {
                    f"person_{key}": {
                        "name": person,
                        "parent_id": company.id,
                        "function": function,
                        "email": email,
                    }
                },
                "lead_filter",
            )[f"person_{key}"]
            requests[key] = self._records(
                "crm.lead",
                {
                    f"request_{key}": {
                        "type": "lead",
                        "name": name,
                        "partner_id": contact.id,
                        "description": text,
                        "user_id": telemarketer.id,
                        "team_id": team.id,
                        "need_timing": "now",
                    }
                },
                "lead_filter",
            )[f"request_{key}"]
            self._set_dates({requests[key]: days_ago})
            self._answer_as_wanted(requests[key], telemarketer, {**ANSWERED, "lot": LOTS[key]})
        self._records(
            "res.partner",
            {
                "person_wagon_head": {
                    "name": "Борис Ефимов",
                    "parent_id": self._record("client_wagon", "lead_filter").id,
                    "function": "Technical director",
                }
            },
            "lead_filter",
        )
        return requests

    @api.model
    def _answer_as_wanted(self, request, telemarketer, answered):
        asked_on = request.create_date + timedelta(hours=5)
        self.env["lead.answer"].create(
            [
                {
                    "lead_id": request.id,
                    "question_id": self._record(f"question_{question}", "lead_filter").id,
                    "state": "answered",
                    "asked_on": asked_on,
                    "asked_by_id": telemarketer.id,
                    "answered_on": asked_on + timedelta(days=1),
                    "judgement": "met" if question == "people" else False,
                    "text": words if question == "people" else False,
                    **self._said({"question": question, "answer": words}, asked_on),
                }
                for question, words in answered.items()
            ]
        )

    @api.model
    def _create_deals(self):
        """{key: deal} of a client of many divisions: one won long ago, one that begins."""
        development, team = self._record("user_development"), self._record("team", "lead_filter")
        deals = {}
        for key, (name, person, days_ago) in DEALS.items():
            deals[key] = self._records(
                "crm.lead",
                {
                    f"deal_{key}": {
                        "type": "opportunity",
                        "name": name,
                        "partner_id": self._person(person).id,
                        "user_id": development.id,
                        "team_id": team.id,
                        "stage_id": self._stage(2).id,
                    }
                },
                "lead_filter",
            )[f"deal_{key}"]
            self._set_dates({deals[key]: days_ago})
        deals["navigation"].action_set_won()
        self._set_dates({deals["navigation"]: 380}, "date_closed")
        return deals

    @api.model
    def _person(self, name):
        return self.env["res.partner"].search([("name", "=", name), ("is_company", "=", False)], limit=1)

    @api.model
    def _stage(self, number):
        return self.env.ref(f"crm.stage_lead{number}")

    @api.model
    def _hand_over(self, requests):
        telemarketer, development = self._record("user_telemarketer", "lead_filter"), self._record("user_development")
        for key, handed_over in HANDED_OVER.items():
            for days_ago, answer, days, reason, missing in handed_over:
                proposed_on = fields.Datetime.now() - timedelta(days=days_ago)
                handover = (
                    self.env["lead.handover"]
                    .with_user(telemarketer)
                    .create(
                        {
                            "lead_id": requests[key].id,
                            "to_user_id": development.id,
                            "meeting_id": self._meeting(requests[key], proposed_on + timedelta(days=5)).id,
                        }
                    )
                )
                if answer == "accepted":
                    handover.with_user(development).action_accept()
                elif answer == "returned":
                    code = self.env.ref(f"lead_filter.lead_handover_reason_{reason}")
                    handover.with_user(development)._give_back(code, missing, keep_meeting=False)
                handover.sudo().write(
                    {
                        "proposed_on": proposed_on,
                        "answered_on": answer != "proposed" and proposed_on + timedelta(days=days),
                    }
                )
        requests["wagon"].stage_id = self._stage(3)
        reason = self.env.ref("lead_filter.disqualification_reason_not_series")
        requests["thermo"]._set_filter_outcome("disqualified", disqualification_reason_id=reason.id)

    @api.model
    def _meeting(self, request, day):
        development = self._record("user_development")
        start = fields.Datetime.to_datetime(day.date()) + timedelta(hours=8)
        return self.env["calendar.event"].create(
            {
                "name": self.env._("Meeting: %(request)s", request=request.name),
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": development.id,
                "partner_ids": [Command.set((development.partner_id | request.partner_id).ids)],
                "opportunity_id": request.id,
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": request.id,
            }
        )

    @api.model
    def _name_persons(self, requests):
        roles = self.env["lead.role"].with_user(self._record("user_development"))
        for key, found in ROLES.items():
            day = requests[key].create_date.date() + timedelta(days=12)
            roles.create(
                [
                    {
                        "lead_id": requests[key].id,
                        "partner_id": self._person(person).id,
                        "type_id": self.env.ref(f"lead_filter.lead_role_type_{role}").id,
                        "stance": stance,
                        "evidence": evidence,
                        "evidence_on": day,
                        "how_they_decide": how,
                    }
                    for person, role, stance, evidence, how in found
                ]
            )
        requests["dispatcher"].with_user(self._record("user_development")).action_propose_roles()

    @api.model
    def _show_evidence(self, requests):
        evidence = self.env["lead.gate.evidence"].with_user(self._record("user_development"))
        today = fields.Date.context_today(self)
        for key, shown in SHOWN.items():
            for gate, person, days_ago, what in shown:
                files = self.env["ir.attachment"]
                if gate == "offer":
                    files = files.with_user(self._record("user_development")).create(
                        {"name": "framework-offer.txt", "raw": "Рамочное предложение: 400 блоков в квартал".encode()}
                    )
                evidence.create(
                    {
                        "lead_id": requests[key].id,
                        "gate_id": self.env.ref(f"lead_filter.lead_gate_{gate}").id,
                        "partner_id": self._person(person).id,
                        "attachment_ids": files.ids,
                        "date": today - timedelta(days=days_ago),
                        "note": what,
                    }
                )
