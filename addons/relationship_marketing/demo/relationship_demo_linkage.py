from datetime import datetime, time

from odoo import api, models

FOUND = ("C102", "C103", "C104", "C105")


class RelationshipDemo(models.AbstractModel):
    """Квартон's five divisions, found one after the other, as 000 tells it."""

    _inherit = "relationship.demo"

    @api.model
    def _load_stories(self):
        result = super()._load_stories()
        manager = self._record("user_manager")
        links = self.env["client.link"].search([("partner_id.ref", "in", FOUND)], order="date_from, id")
        # As they stood before anybody knew: clients of their own, without a group.
        links.partner_id._set_client_group(self.env["client.group"])
        links.write({"is_joined": False})
        for link in links:
            event = link.with_user(manager)._join_clients().sudo()
            moment = datetime.combine(link.date_from, time(9, 30))
            event.write({"date": moment, "reason": link.note})
            event.group_id.message_ids.sorted("id")[-1].write({"date": moment, "author_id": manager.partner_id.id})
        # A letter from a sixth corner of the client: nobody knows the man, his domain is known.
        self.env["crm.lead"].create(
            {
                "name": "Boards for a depth gauge",
                "type": "opportunity",
                "email_from": "Павел Новиков <p.novikov@energy.kvarton.example>",
                "user_id": manager.id,
            }
        )
        return result
