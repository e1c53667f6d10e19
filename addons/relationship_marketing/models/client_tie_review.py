from odoo import api, fields, models


class ClientTie(models.Model):
    _inherit = "client.tie"

    review_reason = fields.Selection(
        [("moved", "Changed employer"), ("archived", "Has left"), ("bounced", "Letters come back")],
        string="To review",
        readonly=True,
        index="btree_not_null",
    )
    review_on = fields.Date("To review since", readonly=True)

    @api.model
    def _review(self, persons, reason):
        """Ask whoever answers for these persons what became of them; nothing is asked twice.

        :param reason: ``moved``, ``archived`` or ``bounced``
        """
        ties = self.search([("partner_id", "in", persons.ids)])
        asked = ties.filtered("review_reason").partner_id
        ties.filtered(lambda tie: tie.review_reason != reason).write(
            {"review_reason": reason, "review_on": fields.Date.context_today(self)}
        )
        self._ask(ties.partner_id - asked, reason)

    @api.model
    def _ask(self, persons, reason):
        owners = persons._who_of_us()
        posts = self.env["client.post"].search([("partner_id", "in", persons.ids)], order="date_from, id")
        last_post = {post.partner_id: post for post in posts if post.date_to}
        to_do = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        values = []
        for person in persons.filtered(lambda person: owners[person]):
            post = last_post.get(person, posts.browse())
            about = person if reason == "bounced" or not post else post.employer_id
            values.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": about.id,
                    "activity_type_id": to_do.id if to_do else False,
                    "user_id": owners[person].id,
                    "summary": self._question(person, post, reason, owners[person].lang),
                    "automated": True,
                }
            )
        # Quietly: it stands among the activities of whom it concerns.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(values)

    @api.model
    def _question(self, person, post, reason, lang):
        env = self.with_context(lang=lang).env
        employer = (post.employer_id if post else person.commercial_partner_id).name
        if reason == "bounced":
            return env._(
                "Letters to %(person)s come back: still at %(employer)s?",
                person=person.name,
                employer=employer,
            )
        if reason == "moved" and person.parent_id:
            return env._(
                "%(person)s moved from %(employer)s to %(new)s: who is the successor, and who of us"
                " opens the new door?",
                person=person.name,
                employer=employer,
                new=person.commercial_partner_id.name,
            )
        return env._(
            "%(person)s left %(employer)s: who is the successor, and where to?",
            person=person.name,
            employer=employer,
        )

    def action_reviewed(self):
        """The question is answered."""
        self.write({"review_reason": False, "review_on": False})
