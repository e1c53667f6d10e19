from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..engine.routing import Tie, best_tie

BATCH = 500
# A request nobody took within a month is not routed any more by a tie that comes later.
ROUTED_WITHIN = timedelta(days=30)


class CrmLead(models.Model):
    """A request goes to whom of us the sender knows best, not to a faceless inbox (000)."""

    _inherit = "crm.lead"

    routed_by_tie_id = fields.Many2one(
        "client.tie",
        "Routed by the tie",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="relationship_marketing.group_user",
        help="The business contact for which the request went to this salesperson.",
    )

    def _assign_userless_lead_in_team(self, creation_source):
        """The tie goes before the leader of the team, who takes what is left."""
        self._route_by_tie()
        return super()._assign_userless_lead_in_team(creation_source)

    def action_route_by_tie(self):
        """Give these requests, where nobody has them yet, to whom of us their senders know best."""
        self.check_access("write")
        routed = self._route_by_tie()
        message = (
            self.env._("Given by tie: %(count)s of %(all)s.", count=len(routed), all=len(self))
            if routed
            else self.env._("Nobody of us has a tie to these senders, or somebody has the requests already.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if routed else "info",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _route_by_tie(self):
        """Assign requests of nobody to the best tie with their sender's client group; queries do not grow with leads.

        :returns: those assigned; the rest is left to the usual assignment
        """
        # Whoever takes letters in need not see the ties, and the sender's contact.
        waiting = self.sudo().filtered(lambda lead: not lead.user_id and lead.active and lead.won_status == "pending")
        routed = self.browse()
        for company, leads in waiting.grouped(lambda lead: lead.company_id or lead.env.company).items():
            if company.filter_routes_by_tie:
                routed |= leads.with_company(company)._route_in(company)
        return routed.with_env(self.env)

    def _route_in(self, company):
        senders = self._senders(company)
        groups = {lead: sender.commercial_partner_id.client_group_id for lead, sender in senders.items()}
        known = self.env["client.group"].union(*groups.values())
        takers = self._who_may_take(company)
        ties = self._ties_of(known, company, takers)
        together = defaultdict(self.browse)
        notes = {}
        for lead, group in groups.items():
            manager = group.key_account_manager_id & takers
            tie = best_tie(ties.get(group.id, ()), senders[lead].id, manager.id)
            record = self.env["client.tie"].browse(tie.id if tie else [])
            user = record.user_id or manager
            if user:
                together[user, lead.team_id, record] |= lead
                notes[lead.id] = lead._routing_note(user, record, group)
        routed = self.browse()
        for (user, team, record), leads in together.items():
            # The team the request came in by stays: it decides by which portrait it is judged.
            values = {"user_id": user.id, "routed_by_tie_id": record.id}
            leads.write({**values, "team_id": team.id} if team else values)
            routed |= leads
        if routed:
            routed._message_log_batch(notes)
        return routed

    def _senders(self, company):
        """{lead: the partner who wrote}, for those of a client group, by the contact or the address."""
        senders = {lead: lead.partner_id for lead in self if lead.partner_id.commercial_partner_id.client_group_id}
        by_address = defaultdict(self.browse)
        for lead in self:
            if lead not in senders and lead.email_normalized:
                by_address[lead.email_normalized] |= lead
        contacts = by_address and self.env["res.partner"].search(
            [
                ("email_normalized", "in", list(by_address)),
                ("client_group_id", "!=", False),
                ("company_id", "in", [False, company.id]),
            ],
            # A person goes before a company with the same address.
            order="is_company, id",
        )
        for contact in contacts or ():
            for lead in by_address[contact.email_normalized]:
                senders.setdefault(lead, contact)
        return senders

    @api.model
    def _who_may_take(self, company):
        """Colleagues who work with requests of this company."""
        salespeople = self.env.ref("sales_team.group_sale_salesman").all_user_ids
        return salespeople.filtered(lambda user: user.active and not user.share and company in user.company_ids)

    @api.model
    def _ties_of(self, groups, company, takers):
        """{group id: [``routing.Tie``]} of colleagues who may take requests."""
        found = defaultdict(list)
        for tie in self.env["client.tie"].search(
            [("group_id", "in", groups.ids), ("company_id", "=", company.id), ("user_id", "in", takers.ids)]
        ):
            found[tie.group_id.id].append(
                Tie(
                    tie.id,
                    tie.user_id.id,
                    tie.partner_id.id,
                    tie.strength,
                    tie.is_responsible,
                    tie.contact_days,
                    tie.last_two_way or None,
                )
            )
        return found

    def _routing_note(self, user, tie, group):
        if not tie:
            return self.env._(
                "Given to %(user)s, the key account manager of %(client)s.", user=user.name, client=group.name
            )
        if not tie.last_two_way:
            return self.env._(
                "Given to %(user)s, who answers for %(person)s of %(client)s.",
                user=user.name,
                person=tie.partner_id.name,
                client=group.name,
            )
        return self.env._(
            "Given to %(user)s for the tie with %(person)s of %(client)s: last contact on %(day)s.",
            user=user.name,
            person=tie.partner_id.name,
            client=group.name,
            day=format_date(self.env, tie.last_two_way),
        )

    @api.model
    def _cron_route(self):
        """Requests that came in past the mail, by a form or an import, are routed too."""
        run = self.env["client.job.run"]._start(self.env._("Route requests by tie"))
        fresh = Domain("create_date", ">=", fields.Datetime.now() - ROUTED_WITHIN)
        known = Domain("partner_id", "!=", False) | Domain("email_normalized", "!=", False)
        found = self.search(fresh & known & Domain("user_id", "=", False) & Domain("won_status", "=", "pending"))
        done = 0
        for start in range(0, len(found), BATCH):
            done += len(found[start : start + BATCH]._route_by_tie())
            # Each batch stands by itself: who was assigned is not assigned again.
            self.env["ir.cron"]._commit_progress(BATCH, remaining=max(len(found) - start - BATCH, 0))
        run._finish(done)
