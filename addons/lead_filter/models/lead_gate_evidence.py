from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.gate import Evidence


class LeadGateEvidence(models.Model):
    """What the client showed at a gate: who, by which document, when (F9)."""

    _name = "lead.gate.evidence"
    _description = "Evidence at a gate"
    _inherit = ["lead.noted.mixin"]
    _order = "date DESC, id DESC"
    _rec_name = "gate_id"

    gate_id = fields.Many2one("lead.gate", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        "Person of theirs",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", False)],
    )
    through_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", False)],
        help="The contact person who led us there.",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Documents")
    date = fields.Date("Day")
    note = fields.Char("What they showed")
    is_waived = fields.Boolean(
        "Not asked for here", help="A director lets this deal pass without it; the note says why."
    )
    is_deciding = fields.Boolean("From one who decides", compute="_compute_is_deciding", search="_search_is_deciding")

    @api.depends("partner_id", "lead_id.role_ids.state", "lead_id.role_ids.type_id.decides")
    def _compute_is_deciding(self):
        for evidence in self:
            # Who decides counts, whoever may read it.
            roles = evidence.sudo().lead_id.role_ids
            evidence.is_deciding = any(
                role.partner_id == evidence.partner_id and role.state == "confirmed" and role.type_id.decides
                for role in roles
            )

    @api.model
    def _search_is_deciding(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["lead.role"].flush_model()
        self.env["lead.role.type"].flush_model()
        return Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "EXISTS (SELECT 1 FROM lead_role role JOIN lead_role_type type ON type.id = role.type_id"
                " WHERE role.lead_id = %(lead)s AND role.partner_id = %(person)s AND role.state = 'confirmed'"
                " AND type.decides)",
                lead=SQL.identifier(alias, "lead_id"),
                person=SQL.identifier(alias, "partner_id"),
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_waiver(*vals_list)
        evidence = super().create(vals_list)
        evidence._keep_documents()
        return evidence

    def write(self, vals):
        self._check_waiver(vals)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_documents()
        return result

    def _keep_documents(self):
        """Files sent up before the evidence was saved belong to it: who sees the evidence reads them."""
        for evidence in self:
            loose = evidence.attachment_ids.filtered(lambda file: not file.res_id)
            # Until now only whoever sent them up could read them, and did.
            loose.sudo().write({"res_model": self._name, "res_id": evidence.id})

    @api.model
    def _check_waiver(self, *vals_list):
        """
        :raises AccessError: somebody who is no director lets a deal pass without evidence
        """
        may = self.env.su or self.env.user.has_group("relationship_marketing.group_director")
        if not may and any(vals.get("is_waived") for vals in vals_list):
            raise AccessError(self.env._("Only a director lets a deal pass a gate without evidence."))

    @api.constrains("partner_id", "attachment_ids", "date", "note", "is_waived")
    def _check_shown(self):
        for evidence in self:
            if evidence.is_waived and not (evidence.note or "").strip():
                raise ValidationError(self.env._("%(gate)s: why is it not asked for here?", gate=evidence.gate_id.name))
            if not (evidence.is_waived or evidence.partner_id or evidence.attachment_ids or evidence.date):
                raise ValidationError(
                    self.env._(
                        "%(gate)s: evidence is a person of theirs, a document or a date.", gate=evidence.gate_id.name
                    )
                )
            if evidence.partner_id and not evidence.partner_id.partner_share:
                raise ValidationError(
                    self.env._(
                        "%(person)s is one of us: evidence comes from the client.",
                        person=evidence.partner_id.display_name,
                    )
                )

    def _shown(self):
        """This evidence as the engine knows it."""
        self.ensure_one()
        return Evidence(
            self.gate_id.id,
            self.partner_id.id or None,
            bool(self.attachment_ids),
            bool(self.date),
            self.is_waived,
        )
