from datetime import timedelta

from odoo import api, fields, models

# (who, kind, what, days after the request came, state, in their or our words)
EXCHANGE = (
    ("theirs", "question", "Can the housing be made of steel?", 1, "answered", "Yes, of 12X18N10T; the price differs."),
    (
        "theirs",
        "question",
        "Which connectors do you keep in stock?",
        1,
        "answered",
        "M12; we sent the list.",
    ),
    ("technologist", "clarification", "Which medium, and at what temperature?", 2, "answered", "Oil, up to 90 °C."),
    ("theirs", "proposal", "Three versions instead of nine in the first year", 4, "asked", ""),
    ("sales", "proposal", "Standard sensors with an adapter for their lines", 5, "asked", ""),
)
# Real requests whose client stopped answering, and bought elsewhere: after which question.
DRIVEN_AWAY = (
    ("Pressure sensors for a compressor plant", 210, "supplier"),
    ("Boards of a weighing terminal", 175, "supplier"),
    ("Controller of a greenhouse", 120, "people"),
    ("Level sensors, two versions", 96, "supplier"),
    ("Boards of a ticket machine", 44, "lot"),
)
ORDER = ("documents", "lot", "supplier", "people")


class RelationshipDemo(models.AbstractModel):
    """What the client asked and proposed, and whom our questions drove away."""

    _inherit = "relationship.demo"

    @api.model
    def _load_exchange(self):
        if self.env.ref("lead_filter.demo_away_1", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        demo._create_exchange(demo._record("request_37", "lead_filter"))
        demo._create_driven_away()

    @api.model
    def _create_exchange(self, request):
        telemarketer = self._record("user_telemarketer", "lead_filter")
        values_list = []
        for who, kind, subject, day, state, text in EXCHANGE:
            asked_on = request.create_date + timedelta(days=day)
            is_theirs = who == "theirs"
            values_list.append(
                {
                    "lead_id": request.id,
                    "side": "theirs" if is_theirs else "ours",
                    "exchange": kind,
                    "subject": subject,
                    "state": state,
                    "text": text,
                    "asked_on": asked_on,
                    "answered_on": asked_on + timedelta(hours=5) if state == "answered" else False,
                    "asked_by_id": False if is_theirs else telemarketer.id,
                    "asked_by_role": False if is_theirs else who,
                }
            )
        self.env["lead.answer"].create(values_list)

    @api.model
    def _create_driven_away(self):
        telemarketer = self._record("user_telemarketer", "lead_filter")
        today = fields.Date.context_today(self)
        leads = self._records(
            "crm.lead",
            {
                f"away_{number}": {
                    "type": "lead",
                    "name": name,
                    "partner_name": name.split(" of ")[-1].capitalize(),
                    "email_from": f"away{number}@client.example",
                    "user_id": telemarketer.id,
                    "request_class": "target",
                    "need_timing": "bought_elsewhere",
                    "bought_elsewhere_on": today - timedelta(days=days - 30),
                }
                for number, (name, days, _question) in enumerate(DRIVEN_AWAY, start=1)
            },
            "lead_filter",
        )
        self._set_dates({lead: row[1] for lead, row in zip(leads.values(), DRIVEN_AWAY, strict=True)})
        values_list = []
        for lead, (_name, _days, last) in zip(leads.values(), DRIVEN_AWAY, strict=True):
            for place, question in enumerate(ORDER[: ORDER.index(last) + 1], start=1):
                asked_on = lead.create_date + timedelta(days=2 * place)
                said = {"documents": {"yes_no": "yes"}, "lot": {"number": 500.0}, "supplier": {"text": "Dates."}}
                is_answered = question != last
                values_list.append(
                    {
                        "lead_id": lead.id,
                        "question_id": self._record(f"question_{question}", "lead_filter").id,
                        "asked_by_id": telemarketer.id,
                        "asked_on": asked_on,
                        "state": "answered" if is_answered else "asked",
                        "answered_on": asked_on + timedelta(days=1) if is_answered else False,
                        **(said[question] if is_answered else {}),
                    }
                )
        self.env["lead.answer"].create(values_list)
        reason = self._lasting_records("crm.lost.reason", "name", [{"name": "No answer"}])["No answer"]
        self.env["crm.lead"].union(*leads.values()).action_set_lost(lost_reason_id=reason.id)
