from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo_clients import _rows

# client: (answer, name of the person, what they said)
INPUT_INTERFACES = {
    "C101": ("informal", "Эдуард Рябов", "Reads what suppliers send because he likes to; nobody asked him to."),
    "C103": ("none", None, "'When we need something we shall find it.'"),
    "C104": ("none", None, "Leaflets go to the secretary and from there into the cupboard."),
    "C202": ("formal", "Sarah Whitcombe", "Supplier days twice a year, notes kept for all engineers."),
    "C203": ("none", None, "Nobody; purchasing searches anew for each project."),
    "C212": ("informal", "Лариса Кузьмина", "Keeps a folder of her own."),
    "C213": ("none", None, ""),
    "C214": ("none", None, "Ended with the merger."),
}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        """Who of us met whom of theirs, who moved, who was handed over, and who takes in what suppliers say."""
        result = super()._load_stories()
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        people = self._load_people(clients)
        self._load_contacts(people)
        self.env["client.post"]._begin_missing()
        self.env["client.contact"]._refresh()
        self.env["client.tie"]._refresh()
        self.env["client.input.interface"]._list_missing()
        self._load_mover(people, clients)
        self._load_hand_overs(people)
        self._load_input_interfaces(clients, people)
        people["Thomas Ackroyd"].message_bounce = 3
        return result

    @api.model
    def _load_people(self, clients):
        """{name: person} of the clients, with posts that began years ago."""
        rows = _rows("people.csv")
        self._lasting_records(
            "res.partner",
            "email",
            [
                {
                    "name": row["name"],
                    "parent_id": clients[row["client"]].id,
                    "function": row["function"],
                    "email": row["email"],
                }
                for row in rows
            ],
        )
        people = self.env["res.partner"].search(
            [("parent_id", "in", [client.id for client in clients.values()]), ("is_company", "=", False)]
        )
        years = {row["name"]: int(row["years"]) for row in rows}
        self.env["client.post"]._begin_missing()
        today = fields.Date.context_today(self)
        for post in self.env["client.post"].search([("partner_id", "in", people.ids)]):
            post.date_from = today - timedelta(days=365 * years.get(post.partner_id.name, 7) + post.id % 300)
        return {person.name: person for person in people}

    @api.model
    def _load_contacts(self, people):
        """Meetings in the calendar, calls done with an answer, letters with their replies."""
        now = fields.Datetime.now().replace(hour=8, minute=0, second=0, microsecond=0)
        events, calls = [], []
        for row in _rows("contacts.csv"):
            person, user = people[row["person"]], self._record(f"user_{row['user']}")
            for days in row["days_ago"].split():
                moment = now - timedelta(days=int(days))
                if row["channel"] == "mail":
                    self._write_letter(person, user, moment, row["what"])
                elif row["channel"] == "call":
                    calls.append((person, user, moment.date(), row["what"]))
                else:
                    events.append(
                        {
                            "name": f"{row['what']}: {person.name}",
                            "start": moment,
                            "stop": moment + timedelta(hours=2),
                            "location": person.parent_id.city if row["channel"] == "visit" else False,
                            "user_id": user.id,
                            "partner_ids": [Command.set((user.partner_id | person).ids)],
                        }
                    )
        quiet = {"no_mail_to_attendees": True, "dont_notify": True, "mail_activity_quick_update": True}
        self.env["calendar.event"].with_context(**quiet).create(events)
        partner_model = self.env["ir.model"]._get_id("res.partner")
        done = (
            self.env["mail.activity"]
            .with_context(**quiet)
            .create(
                [
                    {
                        "res_model_id": partner_model,
                        "res_id": person.id,
                        "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                        "user_id": user.id,
                        "summary": what,
                        "feedback": what,
                        "date_deadline": day,
                        "active": False,
                    }
                    for person, user, day, what in calls
                ]
            )
        )
        for activity, (_person, _user, day, _what) in zip(done, calls, strict=True):
            activity.date_done = day

    @api.model
    def _write_letter(self, person, user, moment, what):
        """A letter of ours on the person's record and the answer, two days later."""
        common = {"model": "res.partner", "res_id": person.id, "subject": what}
        sent = self.env["mail.message"].create(
            {
                **common,
                "author_id": user.partner_id.id,
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "date": moment - timedelta(days=2),
                "body": f"{what}: may we ask for your answer?",
            }
        )
        self.env["mail.notification"].create(
            {
                "mail_message_id": sent.id,
                "res_partner_id": person.id,
                "notification_type": "email",
                "notification_status": "sent",
            }
        )
        self.env["mail.message"].create(
            {
                **common,
                "author_id": person.id,
                "email_from": person.email_formatted,
                "message_type": "email",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "date": moment,
                "body": "Thank you, here it is. We shall speak on the telephone about the rest.",
            }
        )

    @api.model
    def _load_mover(self, people, clients):
        """The purchasing engineer of Навигация works for another instrument maker now: a gap and a warm door."""
        since = fields.Date.context_today(self) - timedelta(days=55)
        people["Юлия Астахова"]._change_employer(clients["C302"], "Head of purchasing", since)

    @api.model
    def _load_hand_overs(self, people):
        """The chief engineer of Связь was handed over long ago; another hand-over waits for its answer."""
        development, manager = self._record("user_development"), self._record("user_manager")
        group = self._record("group_kvarton")
        group.write({"member_ids": [Command.create({"function": "quality", "user_id": development.id})]})
        ties = self.env["client.tie"].search([("user_id", "=", manager.id)])
        by_person = {tie.partner_id: tie for tie in ties}
        old, new = self.env["client.tie.transfer"].create(
            [
                {"tie_id": by_person[people[name]].id, "to_user_id": development.id}
                for name in ("Олег Мартынов", "Рустам Галеев")
            ]
        )
        old.action_accept()
        day = fields.Date.context_today(self) - timedelta(days=210)
        old.write({"proposed_on": day, "answered_on": day + timedelta(days=4)})
        new.proposed_on = fields.Date.context_today(self) - timedelta(days=2)
        self.env["client.tie.note"].create(
            {
                "tie_id": by_person[people["Лариса Кузьмина"]].id,
                "author_id": manager.id,
                "text": "Calls on Mondays only. Collects stamps with locomotives.",
            }
        )

    @api.model
    def _load_input_interfaces(self, clients, people):
        rows = {
            row.partner_id: row
            for row in self.env["client.input.interface"].search([("company_id", "=", self.env.company.id)])
        }
        manager = self._record("user_manager")
        today = fields.Date.context_today(self)
        for number, (ref, (answer, name, note)) in enumerate(INPUT_INTERFACES.items()):
            if row := rows.get(clients[ref]):
                row.write({"answer": answer, "person_id": name and people[name].id, "note": note})
                row.write({"asked_by_id": manager.id, "asked_on": today - timedelta(days=40 * number + 6)})
