from odoo.tests import HttpCase, new_test_user, tagged

from .common import day


@tagged("post_install", "-at_install")
class TestTourPromise(HttpCase):
    def test_a_promise_is_recorded_from_the_message_it_was_given_in(self):
        user = new_test_user(
            self.env, "promise_tour", groups="relationship_marketing.group_account_manager", lang="en_US"
        )
        division = self.env["res.partner"].create({"name": "Orion", "is_company": True})
        person = self.env["res.partner"].create({"name": "Anna Petrova", "parent_id": division.id})
        lead = self.env["crm.lead"].create({"name": "Boards", "partner_id": person.id, "user_id": user.id})
        message = lead.message_post(
            body="The forecast follows soon.",
            author_id=person.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.start_tour(f"/odoo/crm.lead/{lead.id}", "promise_tour", login=user.login)
        promise = self.env["client.promise"].search([("message_id", "=", message.id)])
        self.assertRecordValues(
            promise,
            [
                {
                    "name": "The forecast follows soon.",
                    "side": "theirs",
                    "partner_id": division.id,
                    "person_id": person.id,
                    "responsible_id": user.id,
                    "due": day("2031-12-31"),
                }
            ],
        )
