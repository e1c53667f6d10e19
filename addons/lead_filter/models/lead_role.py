from odoo import api, fields, models
from odoo.exceptions import ValidationError

STANCES = [("for", "For us"), ("neutral", "Neutral"), ("against", "Against us"), ("unknown", "Stance not known")]


class LeadRole(models.Model):
    """Who plays which part in the decision of one deal, and what that rests on (F8, 002)."""

    _name = "lead.role"
    _description = "Role in a deal"
    _inherit = ["lead.noted.mixin"]
    _order = "lead_id, type_id, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", False)],
    )
    function = fields.Char(related="partner_id.function")
    type_id = fields.Many2one("lead.role.type", "Role", required=True, index=True, ondelete="restrict")
    decides = fields.Boolean(related="type_id.decides")
    stance = fields.Selection(STANCES, required=True, default="unknown")
    evidence = fields.Char("What it rests on", help="What was seen or said that shows the role and the stance.")
    evidence_on = fields.Date("Known since", default=fields.Date.context_today)
    how_they_decide = fields.Text("How they decide", help="Alone or by committee, by price or by trust, when.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("confirmed", "Confirmed"), ("dismissed", "Plays no part")],
        required=True,
        default="confirmed",
        help="Proposed: so it was in an earlier deal of this client; it counts once somebody confirms it.",
    )
    from_lead_id = fields.Many2one(
        "crm.lead", "Known from", readonly=True, index="btree_not_null", ondelete="set null", help="The earlier deal."
    )

    _one_role = models.Constraint(
        "UNIQUE (lead_id, partner_id, type_id)", "This person already has this role in the deal."
    )

    @api.constrains("partner_id")
    def _check_person_of_theirs(self):
        for role in self:
            if role.partner_id.is_company:
                raise ValidationError(
                    self.env._("%(client)s is a company: a role is a person's.", client=role.partner_id.display_name)
                )
            if not role.partner_id.partner_share:
                raise ValidationError(
                    self.env._("%(person)s is one of us: the client decides.", person=role.partner_id.display_name)
                )

    def action_confirm(self):
        """So it is in this deal too."""
        return self.write({"state": "confirmed", "evidence_on": fields.Date.context_today(self)})

    def action_dismiss(self):
        return self.write({"state": "dismissed"})

    def _proposed_for(self, lead):
        """Values of the same role, proposed for another deal of the client; the stance is asked anew."""
        self.ensure_one()
        return {
            "lead_id": lead.id,
            "partner_id": self.partner_id.id,
            "type_id": self.type_id.id,
            "state": "proposed",
            "from_lead_id": self.lead_id.id,
            "how_they_decide": self.how_they_decide,
            "evidence_on": self.evidence_on,
            "evidence": self.env._("So in an earlier deal: %(request)s", request=self.lead_id.name),
        }
