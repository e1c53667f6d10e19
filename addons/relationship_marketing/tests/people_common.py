from datetime import date, datetime, timedelta

from odoo.tests import TransactionCase, freeze_time, new_test_user

TODAY = date(2026, 3, 30)


class PeopleCase(TransactionCase):
    """A key client with two divisions, two people of theirs and three of ours in its team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.company = cls.env["res.company"].create({"name": "Ours"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids, "tracking_disable": True})
        cls.manager, cls.colleague, cls.engineer = (
            cls.user(login) for login in ("people_manager", "people_colleague", "people_engineer")
        )
        cls.director = cls.user("people_director", "relationship_marketing.group_director")
        cls.stranger = cls.user("people_stranger")
        cls.group = cls.env["client.group"].create(
            {
                "name": "Orion",
                "key_account_manager_id": cls.manager.id,
                "is_key_client": True,
                "key_reason": "Large",
                "member_ids": [
                    (0, 0, {"function": function, "user_id": user.id})
                    for function, user in (
                        ("account", cls.manager),
                        ("technology", cls.engineer),
                        ("quality", cls.colleague),
                    )
                ],
            }
        )
        cls.plant, cls.office = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "client_group_id": cls.group.id}
                for name in ("Orion plant", "Orion office")
            ]
        )
        cls.outside = cls.env["res.partner"].create({"name": "Vega", "is_company": True})
        cls.anna, cls.boris = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "parent_id": cls.plant.id,
                    "function": "Buyer",
                    "email": f"{name.lower()}@orion.example",
                }
                for name in ("Anna", "Boris")
            ]
        )
        cls.contacts, cls.ties = cls.env["client.contact"], cls.env["client.tie"]

    @classmethod
    def user(cls, login, group="relationship_marketing.group_account_manager", **values):
        return new_test_user(
            cls.env,
            login,
            groups=f"{group},base.group_partner_manager",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            tz="Europe/Sofia",
            **values,
        )

    @classmethod
    def meeting(cls, moment="2026-03-02 09:00:00", user=None, guests=None, declined=(), **values):
        """A meeting of an hour in the calendar; ``declined`` names attendees who said no."""
        user, guests = user or cls.manager, guests or cls.anna
        start = datetime.fromisoformat(moment)
        event = (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Talk",
                    "start": start,
                    "stop": start + timedelta(hours=1),
                    "user_id": user.id,
                    "partner_ids": [(6, 0, (user.partner_id | guests).ids)],
                    **values,
                }
            )
        )
        event.attendee_ids.filtered(lambda attendee: attendee.partner_id in declined).state = "declined"
        return event

    @classmethod
    def call(cls, record=None, day=None, user=None, feedback="He agrees", kind="mail.mail_activity_data_call"):
        """A call marked done on ``day``, with what was answered."""
        record = record or cls.anna
        activity = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "activity_type_id": cls.env.ref(kind).id,
                "user_id": (user or cls.manager).id,
                "summary": "Call",
            }
        )
        activity.action_feedback(feedback=feedback)
        activity.date_done = day or TODAY
        return activity

    @classmethod
    def letter(cls, record, author, moment, message_type="comment", to=None):
        """A message in the thread of ``record``; ``to`` is who was notified of it."""
        message = cls.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "author_id": author.id,
                "message_type": message_type,
                "date": moment,
                "body": "Text",
            }
        )
        if to:
            cls.env["mail.notification"].create(
                {"mail_message_id": message.id, "res_partner_id": to.id, "notification_type": "email"}
            )
        return message

    def rows(self, since=None):
        """[(our login, their name, day, channel)] after a refresh."""
        self.contacts._refresh(since)
        found = self.contacts.search([("company_id", "=", self.company.id)], order="date, id")
        return [(row.user_id.login, row.partner_id.name, str(row.date), row.channel) for row in found]

    def tie_of(self, user, person):
        return self.ties.with_context(active_test=False).search(
            [("user_id", "=", user.id), ("partner_id", "=", person.id)]
        )
