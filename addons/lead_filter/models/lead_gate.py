from odoo import api, fields, models

from ..engine import gate as engine

# Where the five steps of 002 stand among the stages that Odoo begins with.
STAGES = {
    "lead_gate_relationship": "crm.stage_lead2",
    "lead_gate_roles": "crm.stage_lead2",
    "lead_gate_needs": "crm.stage_lead3",
    "lead_gate_offer": "crm.stage_lead4",
    "lead_gate_budget": "crm.stage_lead4",
}


class LeadGate(models.Model):
    """What the client must have shown before a deal goes on to a stage (F9, 002): not what we did, what they did."""

    _name = "lead.gate"
    _description = "Gate of a deal"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", help="Empty: for all companies.")
    stage_id = fields.Many2one(
        "crm.stage",
        "Before stage",
        index="btree_not_null",
        ondelete="set null",
        help="Asked for when a deal moves to this stage or beyond it. Empty: never asked for, only shown.",
    )
    asks_person = fields.Boolean("A person of theirs", help="Who of the client showed it.")
    asks_document = fields.Boolean("A document", help="What they wrote, sent or signed.")
    asks_date = fields.Boolean("A date", help="When it was, or when the client will.")
    asks_deciding = fields.Boolean(
        "Contact with one who decides", help="The person holds a role in this deal that has the last word."
    )
    asks_roles = fields.Boolean("All wanted roles known", help="Somebody is confirmed in every role to be known.")
    note = fields.Text("What counts as evidence", translate=True)

    _asks_something = models.Constraint(
        "CHECK ((asks_person OR asks_document OR asks_date OR asks_deciding OR asks_roles) IS TRUE)",
        "A gate asks for a person, a document, a date or the roles: say which.",
    )

    @api.model
    def _place(self):
        """Put the five steps before the stages Odoo begins with, where they are still there."""
        for name, stage in STAGES.items():
            gate = self.env.ref(f"lead_filter.{name}")
            gate.stage_id = self.env.ref(stage, raise_if_not_found=False)

    def _asks(self):
        """What this gate asks for, as the engine names it."""
        asked = {
            engine.PERSON: self.asks_person,
            engine.DECIDING: self.asks_deciding,
            engine.DOCUMENT: self.asks_document,
            engine.DATE: self.asks_date,
            engine.ROLES: self.asks_roles,
        }
        return frozenset(thing for thing, is_asked in asked.items() if is_asked)

    def _rules(self):
        """The gate as the engine knows it."""
        self.ensure_one()
        return engine.Gate(self.id, self._asks())

    @api.model
    def _asked_for(self):
        """The gates that stand before a stage."""
        # What is asked for is the same for whoever moves a deal.
        return self.sudo().search([("stage_id", "!=", False)])

    def _up_to(self, stage):
        """Those of these gates that a deal in ``stage`` has behind it."""
        return self.filtered(
            lambda gate: (gate.stage_id.sequence, gate.stage_id.id) <= (stage.sequence, stage.id) or stage.is_won
        )

    def _for(self, lead):
        """Those of these gates that are asked for in the company and the team of a lead."""
        company, team = lead.company_id or self.env.company, lead.team_id
        return self.filtered(
            lambda gate: (
                (not gate.company_id or gate.company_id == company)
                and (not gate.stage_id.team_ids or team in gate.stage_id.team_ids)
            )
        )

    def _stages_beyond(self):
        """The stages in which a deal has this gate behind it."""
        self.ensure_one()
        stages = self.env["crm.stage"].search([("sequence", ">=", self.stage_id.sequence)])
        return stages.filtered(lambda stage: self in self._up_to(stage))
