from odoo import api, fields, models
from odoo.exceptions import UserError

from .lead_handover import ANSWERS


class CrmLead(models.Model):
    """Where the hand-over of a request stands (F6, 002)."""

    _inherit = "crm.lead"

    handover_ids = fields.One2many("lead.handover", "lead_id", "Hand-overs")
    handover_state = fields.Selection(
        ANSWERS, "Hand-over", readonly=True, copy=False, help="Of the latest hand-over to development."
    )
    handover_user_id = fields.Many2one(
        "res.users",
        "Handed over to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Who is asked to take the request, or took it.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active") is False:
            # Nobody is asked to take what is refused, asleep or lost.
            waiting = self.filtered(lambda lead: lead.handover_state == "proposed").sudo().handover_ids
            for handover in waiting.filtered(lambda handover: handover.state == "proposed"):
                handover._withdraw()
                handover._close()
        return result

    def action_hand_over(self):
        """A dialog with who is to take the request, the meeting, and what is still open."""
        self.ensure_one()
        return {
            **self._dialog("lead.handover.proposal", self.env._("Hand the request over")),
            "context": {"default_lead_id": self.id},
        }

    def action_open_handover(self):
        """The latest one, with its dossier."""
        self.ensure_one()
        latest = self.env["lead.handover"].search([("lead_id", "=", self.id)], order="id DESC", limit=1)
        return latest.get_formview_action() if latest else False

    def action_open_handovers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_handover_action")
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {}}

    def _next_handover_kind(self):
        """First to development; once development has it, to the account manager."""
        self.ensure_one()
        return "account" if self.handover_state == "accepted" else "development"

    def _needs_meeting(self):
        """A meeting goes with a request of a complex sale, and may go with others (002)."""
        self.ensure_one()
        return self.team_id.sale_kind == "complex"

    def _developer(self):
        """Who would take this request: whoever runs it, else the one with the best tie, where they develop clients."""
        self.ensure_one()
        # Whose groups and ties they are is not for everybody to read.
        lead = self.sudo()
        users = (lead.user_id, lead.partner_id and lead.partner_id._who_of_us()[lead.partner_id])
        return next(
            (
                user
                for user in users
                if user and user.id != self.env.uid and user.has_group("lead_filter.group_development")
            ),
            self.env["res.users"],
        )

    def _open_at_hand_over(self):
        """[sentence]: what whoever hands the request over should know is still open."""
        self.ensure_one()
        lead = self.sudo()
        missing = self._missing_roles()[self].mapped("name")
        questions = lead._open_questions().mapped("name")
        sentences = [
            lead.filter_verdict in ("open", "decide")
            and not lead.filter_decision
            and self.env._("The verdict is open: %(reason)s", reason=lead.filter_reason or ""),
            questions and self.env._("Not answered yet: %(questions)s", questions=" ".join(questions[:5])),
            not lead.need_timing and self.env._("Nobody asked when it is needed."),
            lead.need_timing
            and lead.need_timing != "now"
            and lead.team_id.sale_kind != "complex"
            and self.env._("There is no need today: a request of a quick sale sleeps until there is one."),
            missing and self.env._("Nobody is known for: %(roles)s.", roles=", ".join(missing)),
        ]
        return [sentence for sentence in sentences if sentence]

    def _check_may_be_handed_over(self, kind):
        """
        :raises UserError: the request is closed, refused, on its way already, or not yet with development
        """
        self.ensure_one()
        name = self.name
        if kind == "account":
            if self.won_status == "lost":
                raise UserError(self.env._("%(request)s is closed: there is nothing to hand over.", request=name))
            if self.handover_state != "accepted":
                raise UserError(
                    self.env._("%(request)s goes to an account manager after development had it.", request=name)
                )
        elif not self.active or self.won_status != "pending":
            raise UserError(self.env._("%(request)s is closed: there is nothing to hand over.", request=name))
        elif (self.filter_decision or self.filter_verdict) == "not_ours":
            raise UserError(
                self.env._(
                    "%(request)s is not ours: refuse it, or decide otherwise with a reason before it is handed over.",
                    request=name,
                )
            )
        elif self.handover_state == "accepted":
            raise UserError(self.env._("%(request)s is with development already.", request=name))
        if self.handover_ids.filtered(lambda handover: handover.state == "proposed"):
            raise UserError(self.env._("A hand-over of %(request)s waits for an answer already.", request=name))

    def _follow_handovers(self):
        """Keep with the request where its hand-overs stand."""
        for lead in self:
            # All of them, also those between others; and what they come to is nobody's to write.
            lead = lead.sudo()
            latest = lead.handover_ids.sorted("id", reverse=True)
            first = latest.filtered(lambda handover: handover.kind == "development")[:1]
            waiting = latest.filtered(lambda handover: handover.state == "proposed")[:1]
            taken = latest.filtered(lambda handover: handover.state == "accepted")[:1]
            lead.write(
                {
                    "handover_state": first.state if first.state in dict(ANSWERS) else False,
                    "handover_user_id": (waiting or taken).to_user_id.id,
                }
            )

    @api.model
    def _moved_by_merge(self):
        return [*super()._moved_by_merge(), "lead.handover"]

    def _take_along(self, records):
        """One request has one hand-over on its way: the latest."""
        if records._name != "lead.handover":
            return super()._take_along(records)
        both = records | self.sudo().handover_ids
        waiting = both.filtered(lambda handover: handover.state == "proposed").sorted("id")
        waiting[:-1]._withdraw()
        waiting.flush_recordset(["state"])
        records.write({"lead_id": self.id})
        return self._follow_handovers()
