from odoo import api, fields, models
from odoo.fields import Domain

from ..engine.complaint_chain import chains
from .client_complaint import OPEN_STATES, UNCOUNTED_STATES


class ClientComplaint(models.Model):
    """Which complaints are one repeated problem: same client, same problem family, close enough in time."""

    _inherit = "client.complaint"

    is_repeated = fields.Boolean(
        "Repeated",
        compute="_compute_chain",
        store=True,
        tracking=True,
        index=True,
        help="Two or more of one client and one problem family: a fault of the process.",
    )
    chain_count = fields.Integer("Complaints of the problem", compute="_compute_chain", store=True)
    chain_since = fields.Date("Problem since", compute="_compute_chain", store=True)
    process_action_id = fields.Many2one(
        "client.process.action",
        string="Process action",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )

    @api.depends(
        "company_id.complaint_repeat_days",
        *(
            f"{client}.complaint_ids.{name}"
            for client in ("group_id", "partner_id")
            for name in ("date", "state", "problem_family_id", "company_id", "partner_id", "group_id")
        ),
    )
    def _compute_chain(self):
        """One search for all of them, archived ones too: what was put away still happened."""
        found = {}
        for company, complaints in self.grouped("company_id").items():
            rows = {complaint: complaint._chain_row() for complaint in complaints._same_problems()}
            rows.update((complaint, complaint._chain_row()) for complaint in complaints)
            for complaint in complaints:
                if complaint._origin != complaint:
                    rows.pop(complaint._origin, None)
            counted = [(complaint, *row) for complaint, row in rows.items() if row]
            found.update(chains(counted, company.complaint_repeat_days))
        for complaint in self:
            chain = found.get(complaint)
            complaint.is_repeated = bool(chain and chain.is_repeated)
            complaint.chain_count = chain.count if chain else 0
            complaint.chain_since = chain.first if chain else False

    def _chain_row(self):
        """(what problem of whose, day), or nothing where the complaint does not count."""
        client = self.group_id or self.partner_id
        if not client or not self.problem_family_id or not self.date or self.state in UNCOUNTED_STATES:
            return None
        return ((client._name, client._origin.id or client.id, self.problem_family_id._origin.id), self.date)

    def _same_problems(self):
        """Stored complaints of the same clients and problem families, at least those of the same problem."""
        ungrouped = self.filtered(lambda complaint: not complaint.group_id).partner_id
        clients = Domain("group_id", "in", self.group_id.ids) | (
            Domain("group_id", "=", False) & Domain("partner_id", "in", ungrouped.ids)
        )
        # All complaints count, also those that whoever changes one of them may not see.
        return (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                clients
                & Domain("company_id", "in", self.company_id.ids)
                & Domain("problem_family_id", "in", self.problem_family_id.ids)
                & Domain("state", "not in", UNCOUNTED_STATES),
                ["group_id", "partner_id", "problem_family_id", "date", "state"],
            )
        )

    def _chain_domain(self):
        """Complaints of the same chain as this one, itself included."""
        self.ensure_one()
        client = (
            Domain("group_id", "=", self.group_id.id)
            if self.group_id
            else Domain("group_id", "=", False) & Domain("partner_id", "=", self.partner_id.id)
        )
        return (
            client
            & Domain("company_id", "=", self.company_id.id)
            & Domain("problem_family_id", "=", self.problem_family_id.id)
            & Domain("state", "not in", UNCOUNTED_STATES)
            & Domain("chain_since", "=", self.chain_since)
        )

    def _came_since(self):
        """{complaint: complaints of its problem dated after its process was changed}, for those with an action."""
        changed = self.filtered("process_action_id.done_on")
        found = dict.fromkeys(self, self.browse())
        if not changed:
            return found
        later = changed._same_problems()
        rows = [(other, other._chain_row()) for other in later]
        for complaint in changed:
            row = complaint._chain_row()
            done_on = complaint.process_action_id.done_on
            found[complaint] = self.browse(
                other.id
                for other, other_row in rows
                if row
                and other_row
                and other.company_id == complaint.company_id
                and other_row[0] == row[0]
                and other_row[1] > done_on
            )
        return found

    def action_open_chain(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_complaint_action")
        return {**action, "domain": list(self._chain_domain()), "context": {"active_test": False}}

    def action_plan_process_action(self):
        """A new process action for this problem, serving every open complaint of the chain."""
        self.ensure_one()
        served = self.search(self._chain_domain() & Domain("state", "in", OPEN_STATES)) | self
        return {
            "type": "ir.actions.act_window",
            "res_model": "client.process.action",
            "view_mode": "form",
            "context": {
                "default_name": self.problem_family_id.display_name,
                "default_company_id": self.company_id.id,
                "default_complaint_ids": [fields.Command.link(complaint_id) for complaint_id in served.ids],
            },
        }
