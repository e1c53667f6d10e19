from odoo import api, models
from odoo.tools import SQL

# An activity of such a kind is a contact somebody has in mind, or had.
CONTACT_CATEGORIES = ("phonecall", "meeting")
# Jobs that plan never work side by side: what one has planned the other must see.
PLANNING_LOCK = 0x5B_1CA11


class ClientActivityPlanner(models.AbstractModel):
    """What the jobs that plan contacts have in common: whom an activity goes to, and how it is made."""

    _name = "client.activity.planner"
    _description = "Planning of contacts"

    @api.model
    def _lock_planning(self):
        """Only one job plans at a time, until the end of its transaction.

        :returns: False where another one is at work
        """
        self.env.cr.execute(SQL("SELECT pg_try_advisory_xact_lock(%s)", PLANNING_LOCK))
        return self.env.cr.fetchone()[0]

    @api.model
    def _responsible_of(self, partners, company):
        """{partner: user} of ``company`` who keeps up the contact today; an empty user where nobody does.

        The owner of the tie, else the group's key account manager, else the salesperson; archived colleagues and
        those of other companies are passed over.
        """
        known = partners.with_company(company)._who_of_us()
        nobody = self.env["res.users"]
        found = {}
        for partner in partners:
            division = partner.commercial_partner_id
            candidates = (
                known.get(partner, nobody),
                division.client_group_id.key_account_manager_id,
                partner.user_id,
                division.user_id,
            )
            found[partner] = next(
                (user[:1] for user in candidates if user[:1].active and company in user[:1].company_ids), nobody
            )
        return found

    @api.model
    def _plan_activities(self, values_list):
        """Make activities in one batch; nobody gets a letter about each of them, the list of activities shows them.

        :param values_list: [{record, user, type, deadline, summary, note}]
        :returns: the activities, in the order of ``values_list``
        """
        models_by_name = {name: self.env["ir.model"]._get_id(name) for name in {v["record"]._name for v in values_list}}
        return (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create(
                [
                    {
                        "activity_type_id": values["type"].id,
                        "summary": values["summary"],
                        "note": values["note"],
                        "date_deadline": values["deadline"],
                        "user_id": values["user"].id,
                        "res_model_id": models_by_name[values["record"]._name],
                        "res_id": values["record"].id,
                        "automated": True,
                    }
                    for values in values_list
                ]
            )
        )
