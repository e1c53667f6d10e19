from markupsafe import Markup

from odoo import api, models
from odoo.tools.misc import format_date

from .client_occasion import EVENTS


class ClientGreeting(models.Model):
    _inherit = "client.greeting"

    @api.model
    def _plan(self, company, today):
        """Plan what is to be said or sent by ``company`` for the occasions that are near.

        :returns: (greetings made, those of them without anybody of ours to say it)
        """
        occasions = self.env["client.occasion"].search(
            [
                ("plan_from", "<=", today),
                ("next_end", ">=", today),
                ("company_id", "in", (False, company.id)),
            ]
        )
        wanted = occasions._targets(company)
        known = self._known(occasions)
        values_list = []
        for occasion, partner in wanted:
            division = self._division_of(partner)
            person = partner if partner != division else partner.browse()
            if (occasion.id, occasion.next_date.year, company.id, division.id, person.id) in known:
                continue
            values_list.append(
                {
                    "occasion_id": occasion.id,
                    "year": occasion.next_date.year,
                    "date": occasion.next_date,
                    "partner_id": division.id,
                    "person_id": person.id,
                    "company_id": company.id,
                }
            )
        return self._make(values_list, company, today)

    @api.model
    def _make(self, values_list, company, today):
        partners = self.env["res.partner"].browse(
            {values["person_id"] or values["partner_id"] for values in values_list}
        )
        responsible = self.env["client.activity.planner"]._responsible_of(partners, company)
        ready, nobody = [], 0
        for values in values_list:
            user = responsible[partners.browse(values["person_id"] or values["partner_id"])]
            # Nobody to say it today: tried again tomorrow, the list of occasions shows it.
            nobody += not user
            if user:
                ready.append({**values, "user_id": user.id})
        greetings = self.create(ready)
        severe = greetings._severe_complaints()
        for greeting in greetings:
            greeting.state = "settle" if severe.get(greeting) else "planned"
        activities = self.env["client.activity.planner"]._plan_activities(
            [greeting._prepare_activity(severe, today) for greeting in greetings]
        )
        for greeting, activity in zip(greetings, activities, strict=True):
            greeting.activity_id = activity
        return greetings, nobody

    @api.model
    def _known(self, occasions):
        """Keys of what was planned already; a shared colleague of two companies does not greet twice."""
        greetings = self.with_context(active_test=False).search([("occasion_id", "in", occasions.ids)])
        return {
            (greeting.occasion_id.id, greeting.year, company, greeting.partner_id.id, greeting.person_id.id)
            for greeting in greetings
            for company in (greeting.company_id | greeting.user_id.company_ids).ids
        }

    @api.model
    def _follow_complaints(self, company, today):
        """A severe complaint made or settled since changes what is to be done before the day."""
        greetings = self.search(
            [("company_id", "=", company.id), ("date", ">=", today), ("activity_id.active", "=", True)]
        )
        severe = greetings._severe_complaints()
        for greeting in greetings:
            state = "settle" if severe.get(greeting) else "planned"
            if state != greeting.state:
                greeting.state = state
                values = greeting._prepare_activity(severe, today)
                greeting.activity_id.write({"summary": values["summary"], "note": values["note"]})

    def _severe_complaints(self):
        """{greeting: the severe complaints its client has open with the company that greets}"""
        by_group = self.group_id._open_severe_complaints()
        return {
            greeting: by_group[greeting.group_id].filtered(
                lambda complaint, company=greeting.company_id: complaint.company_id in (company, company.browse())
            )
            for greeting in self
            if greeting.group_id in by_group
        }

    def _prepare_activity(self, severe, today):
        """The activity as whoever of us greets reads it; with a severe complaint open, that is settled first."""
        self.ensure_one()
        greeting = self.with_context(lang=self.user_id.lang)
        occasion = greeting.occasion_id
        complaints = severe.get(self)
        return {
            "record": self.person_id or self.partner_id,
            "user": self.user_id,
            "type": occasion.activity_type_id or self.env.ref("mail.mail_activity_data_call"),
            "deadline": max(self.date, today) if occasion.kind not in EVENTS else today,
            "summary": greeting._settle_summary(complaints) if complaints else greeting._summary(),
            "note": Markup().join(Markup("<p>%s</p>") % text for text in greeting._note(complaints)),
        }

    def _summary(self):
        occasion = self.occasion_id
        name = occasion.name or dict(occasion._fields["kind"]._description_selection(self.env))[occasion.kind]
        if occasion.kind in EVENTS:
            return self.env._("Invite: %(occasion)s", occasion=name)
        return self.env._("Congratulate: %(occasion)s", occasion=name)

    def _settle_summary(self, complaints):
        return self.env._("First settle: %(complaint)s", complaint=complaints[0].display_name)

    def _note(self, complaints):
        occasion = self.occasion_id
        whom = (self.person_id or self.partner_id).display_name
        lines = []
        if complaints:
            lines.append(
                self.env._(
                    "%(client)s has a severe complaint open: %(complaints)s. Settle it, or at least speak of it, before"
                    " anybody congratulates or invites.",
                    client=self.group_id.display_name,
                    complaints=", ".join(complaints.mapped("display_name")),
                )
            )
        lines.append(self._about(occasion, whom))
        if occasion.campaign_id:
            lines.append(self.env._("Campaign: %(campaign)s", campaign=occasion.campaign_id.title))
        if occasion.note:
            lines.append(occasion.note)
        return lines

    def _about(self, occasion, whom):
        day = format_date(self.env, self.date)
        if occasion.next_end and occasion.next_end != self.date:
            return self.env._(
                "%(occasion)s, from %(day)s to %(end)s: %(whom)s",
                occasion=occasion.display_name,
                day=day,
                end=format_date(self.env, occasion.next_end),
                whom=whom,
            )
        if occasion.years:
            return self.env._(
                "%(occasion)s on %(day)s, %(years)s years: %(whom)s",
                occasion=occasion.display_name,
                day=day,
                years=occasion.years,
                whom=whom,
            )
        return self.env._("%(occasion)s on %(day)s: %(whom)s", occasion=occasion.display_name, day=day, whom=whom)
