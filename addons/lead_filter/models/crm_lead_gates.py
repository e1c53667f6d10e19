from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import gate as engine


class CrmLead(models.Model):
    """A deal goes on when the client has shown that it does (F9, 002): the gates warn or block, as the team says."""

    _inherit = "crm.lead"

    gate_evidence_ids = fields.One2many("lead.gate.evidence", "lead_id", "Evidence at gates")
    lacks_evidence = fields.Boolean(
        "Evidence missing",
        compute="_compute_lacks_evidence",
        search="_search_lacks_evidence",
        help="A deal in work stands beyond a gate whose evidence is not complete.",
    )

    def _compute_lacks_evidence(self):
        in_work = self.filtered(lambda lead: lead.type == "opportunity" and lead.won_status == "pending")
        missing = in_work._missing_at_gates()
        for lead in self:
            lead.lacks_evidence = bool(missing.get(lead))

    @api.model
    def _search_lacks_evidence(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._lacking_at(gate) for gate in self.env["lead.gate"]._asked_for())

    @api.model
    def _lacking_at(self, gate):
        """Domain: deals beyond ``gate`` whose evidence there is not complete."""
        here = Domain("gate_id", "=", gate.id)
        roles = self.env["lead.role.type"]._all().filtered("is_wanted")
        shown = {
            engine.PERSON: Domain("gate_evidence_ids", "any", here & Domain("partner_id", "!=", False)),
            engine.DECIDING: Domain("gate_evidence_ids", "any", here & Domain("is_deciding", "=", True)),
            engine.DOCUMENT: Domain("gate_evidence_ids", "any", here & Domain("attachment_ids", "!=", False)),
            engine.DATE: Domain("gate_evidence_ids", "any", here & Domain("date", "!=", False)),
            engine.ROLES: Domain.AND(
                Domain("role_ids", "any", Domain("state", "=", "confirmed") & Domain("type_id", "=", role.id))
                | ~self._in_company(role.company_id)
                for role in roles
            ),
        }
        lacking = Domain.OR(~domain for thing, domain in shown.items() if thing in gate._asks())
        waived = Domain("gate_evidence_ids", "any", here & Domain("is_waived", "=", True))
        in_work = Domain("type", "=", "opportunity") & Domain("won_status", "=", "pending")
        beyond = in_work & Domain("stage_id", "in", gate._stages_beyond().ids)
        return beyond & self._in_company(gate.company_id) & lacking & ~waived

    @api.model
    def _in_company(self, company):
        """Domain: deals that something of this company counts for; those of no company are of the current one."""
        if not company:
            return Domain.TRUE
        return Domain("company_id", "in", [company.id, False] if company == self.env.company else [company.id])

    def _missing_at_gates(self, stage=None, ahead=False):
        """{lead: [(gate, things missing)]} at the gates up to ``stage``, or to where each deal stands.

        Queries do not grow with leads. Gates without a stage are never asked for.

        :param ahead: the gates beyond count too
        """
        gates = self and self.env["lead.gate"]._asked_for()
        if not gates:
            return {}
        evidence, roles = self._shown_at_gates()
        types = self.env["lead.role.type"]._all()
        deciding = frozenset(types.filtered("decides").ids)
        missing = {}
        for lead in self:
            wanted = types._of(lead.company_id or self.env.company).filtered("is_wanted").ids
            asked = gates if ahead else gates._up_to(stage or lead.stage_id)
            found = [
                (gate, things)
                for gate in asked._for(lead)
                if (things := engine.missing(gate._rules(), evidence[lead.id], roles[lead.id], wanted, deciding))
            ]
            if found:
                missing[lead] = found
        return missing

    def _shown_at_gates(self):
        """({lead id: [evidence]}, {lead id: {(person, role type)}}) as the engine takes them."""
        evidence, roles = defaultdict(list), defaultdict(set)
        # What was shown counts, whoever may read it.
        records = self.env["lead.gate.evidence"].sudo().search([("lead_id", "in", self.ids)])
        for one in records:
            evidence[one.lead_id.id].append(one._shown())
        confirmed = [("lead_id", "in", self.ids), ("state", "=", "confirmed")]
        # As above.
        for lead, person, role_type in (
            self.env["lead.role"].sudo()._read_group(confirmed, ["lead_id", "partner_id", "type_id"])
        ):
            roles[lead.id].add((person.id, role_type.id))
        return evidence, roles

    def write(self, vals):
        stage = self.env["crm.stage"].browse(vals.get("stage_id"))
        # Only people are asked for evidence: what the system moves, it moves.
        moved = self._going_on_to(stage) if stage and not self.env.su else self.browse()
        missing = moved._check_gates(stage)
        result = super().write(vals)
        self._warn_of_gates(stage, missing)
        return result

    def _going_on_to(self, stage):
        """Those of these deals that stand before ``stage``."""
        return self.filtered(
            lambda lead: (
                lead.type == "opportunity"
                and lead.stage_id != stage
                and (stage.is_won or (lead.stage_id.sequence, lead.stage_id.id) < (stage.sequence, stage.id))
            )
        )

    def _check_gates(self, stage):
        """The gates whose evidence is missing where the team warns; nothing where it does not ask.

        :raises UserError: the team blocks
        """
        modes = {lead: lead.team_id.gate_mode or "warn" for lead in self}
        asked = self.filtered(lambda lead: modes[lead] != "off")
        missing = asked._missing_at_gates(stage)
        for lead, found in missing.items():
            if modes[lead] == "block":
                raise UserError(
                    self.env._(
                        "%(request)s does not go on to “%(stage)s” before the client has shown this:\n%(missing)s",
                        request=lead.name,
                        stage=stage.name,
                        missing="\n".join(self._in_gate_words(found)),
                    )
                )
        return missing

    def _warn_of_gates(self, stage, missing):
        """Whoever moved the deals hears what is missing, and it is noted with them."""
        for lead, found in missing.items():
            text = self.env._(
                "%(request)s goes on to “%(stage)s”, and the client has not shown this yet: %(missing)s",
                request=lead.name,
                stage=stage.name,
                missing="; ".join(self._in_gate_words(found)),
            )
            lead._message_log(body=text)
            self.env.user._bus_send("simple_notification", {"type": "warning", "message": text})

    @api.model
    def _in_gate_words(self, found):
        """["gate: thing, thing"]"""
        labels = self._gate_labels()
        return [
            self.env._("%(gate)s: %(things)s", gate=gate.name, things=", ".join(labels[thing] for thing in things))
            for gate, things in found
        ]

    @api.model
    def _gate_labels(self):
        return {
            engine.PERSON: self.env._("a person of theirs"),
            engine.DECIDING: self.env._("contact with one who decides"),
            engine.DOCUMENT: self.env._("a document"),
            engine.DATE: self.env._("a date"),
            engine.ROLES: self.env._("all wanted roles"),
        }

    @api.model
    def _moved_by_merge(self):
        return [*super()._moved_by_merge(), "lead.gate.evidence"]

    def action_open_gates(self):
        """What the client has shown at the gates of this deal."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_gate_evidence_action")
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {"default_lead_id": self.id}}

    def action_show_evidence(self, gate_id):
        """A dialog to note what the client showed at this gate."""
        self.ensure_one()
        return {
            **self._dialog("lead.gate.evidence", self.env._("Evidence from the client's side")),
            "context": {"default_lead_id": self.id, "default_gate_id": gate_id},
        }
