import csv
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL, file_open

USERS = {
    "telemarketer": ("Olga Lebedeva", ("lead_filter.group_telemarketer",)),
}
SOURCES = {
    "website": "Company website",
    "email": "Letter",
    "phone": "Phone call",
    "exhibition": "Exhibition",
}
KINDS = {"empty": "Empty request", "vague": "Vague request"}
# Requests of the last days are not taken yet.
TAKEN_AFTER = 30


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_requests(self):
        """A year of requests that came to nothing: 25 empty, 10 vague; two of these went on to clarify (000)."""
        if self.env.ref("lead_filter.demo_request_1", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        users = demo._load_users(USERS, "lead_filter").values()
        development = demo._record("user_development")
        demo._begin_with("lead_filter.lead_start_action", *users, development)
        development.group_ids = [Command.link(self.env.ref("lead_filter.group_development").id)]
        demo._archive_leads_of_crm()
        demo._create_requests(demo._record("user_telemarketer", "lead_filter"))

    @api.model
    def _archive_leads_of_crm(self):
        """The demo data of Odoo's CRM sells furniture; this company does not."""
        rows = self.env["ir.model.data"].search_read(
            [("module", "in", ("crm", "sale_crm")), ("model", "=", "crm.lead")], ["res_id"]
        )
        self.env["crm.lead"].browse(row["res_id"] for row in rows).exists().action_archive()

    @api.model
    def _request_rows(self):
        with file_open("lead_filter/demo/requests.csv", filter_ext=(".csv",)) as file:
            return list(csv.DictReader(file))

    @api.model
    def _set_dates(self, days_by_lead, column="create_date"):
        """So many days ago; Odoo lets nobody write when a record was made."""
        self.env["crm.lead"].flush_model()
        moment = fields.Datetime.now()
        rows = [(lead.id, moment - timedelta(days=days)) for lead, days in days_by_lead.items()]
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET %s = dated.moment FROM (VALUES %s) AS dated (id, moment)"
                " WHERE crm_lead.id = dated.id",
                SQL.identifier(column),
                SQL(", ").join(SQL("(%s, %s::timestamp)", lead_id, moment) for lead_id, moment in rows),
            )
        )
        self.env["crm.lead"].invalidate_model([column])

    @api.model
    def _create_requests(self, telemarketer):
        sources = self._records(
            "utm.source", {f"source_{key}": {"name": name} for key, name in SOURCES.items()}, "lead_filter"
        )
        tags = self._records("crm.tag", {f"tag_{key}": {"name": name} for key, name in KINDS.items()}, "lead_filter")
        rows = self._request_rows()
        requests = self._records(
            "crm.lead",
            {
                f"request_{number}": {
                    "type": "lead",
                    "name": row["subject"],
                    "contact_name": row["contact"],
                    "partner_name": row["company"],
                    "email_from": row["email"],
                    "description": row["text"],
                    "source_id": sources[f"source_{row['source']}"].id,
                    "tag_ids": [Command.set(tags[f"tag_{row['kind']}"].ids)],
                    "user_id": telemarketer.id if int(row["days_ago"]) > TAKEN_AFTER else False,
                }
                for number, row in enumerate(rows, start=1)
            },
            "lead_filter",
        )
        self._set_dates({request: int(row["days_ago"]) for request, row in zip(requests.values(), rows, strict=True)})
        for request, row in zip(requests.values(), rows, strict=True):
            if row["note"]:
                request.message_post(
                    body=row["note"], author_id=telemarketer.partner_id.id, subtype_xmlid="mail.mt_note"
                )
