from odoo import fields, models
from odoo.tools import html2plaintext

from ..engine.verdict import UNKNOWN

LONGEST_TEXT = 4000


class CrmLead(models.Model):
    """All that is known of a request at its hand-over, as plain values: it stays as it was then (002)."""

    _inherit = "crm.lead"

    def _dossier(self):
        """What goes into ``lead.handover.dossier``; dates as ISO text, states by their keys.

        :returns: {"verdict": {"state", "reason", "low", "high", "portrait", "decision", "decision_reason"},
            "criteria": [{"name", "state", "is_knock_out", "evidence"}], "need": {…}, "answers": [{"question",
            "answer"}], "roles": [{"person", "function", "role", "stance", "evidence", "how"}], "missing_roles": [name],
            "questions": [name], "conditions": [{"offer", "state"}], "client": {"name", "group", "manager"}}
        """
        self.ensure_one()
        # Whoever hands the request over sees it whole; portraits and groups may be closed to him.
        lead = self.sudo()
        roles = lead.role_ids.filtered(lambda role: role.state == "confirmed")
        return {
            "verdict": {
                "state": lead.filter_verdict or "",
                "reason": lead.filter_reason or "",
                "low": round(lead.filter_score_min),
                "high": round(lead.filter_score_max),
                "portrait": lead.filter_portrait_id.display_name if lead.filter_portrait_id else "",
                "decision": lead.filter_decision or "",
                "decision_reason": lead.filter_decision_reason or "",
            },
            "criteria": [
                {name: criterion[name] for name in ("name", "state", "is_knock_out", "evidence")}
                for criterion in lead._criteria_at_a_glance()
            ],
            "need": lead._need_at_hand_over(),
            "answers": [
                {"question": answer.question_id.name, "answer": answer._in_words()}
                for answer in lead.filter_answer_ids
                if answer.state == "answered"
            ],
            "roles": [
                {
                    "person": role.partner_id.display_name,
                    "function": role.function or "",
                    "role": role.type_id.name,
                    "stance": role.stance,
                    "evidence": role.evidence or "",
                    "how": role.how_they_decide or "",
                }
                for role in roles
            ],
            "missing_roles": self._missing_roles()[self].mapped("name"),
            "questions": lead._open_questions().mapped("name"),
            "conditions": [
                {"offer": condition.offer, "state": condition.state} for condition in lead.filter_condition_ids
            ],
            "client": {
                "name": lead.partner_id.display_name or lead.partner_name or lead.contact_name or "",
                "group": lead.partner_id.client_group_id.name or "",
                "manager": lead.partner_id.client_group_id.key_account_manager_id.name or "",
            },
        }

    def _need_at_hand_over(self):
        return {
            "text": html2plaintext(self.description or "")[:LONGEST_TEXT],
            "timing": self.need_timing or "",
            "date": fields.Date.to_string(self.need_date) or "",
            "product_line": self.product_line_id.name or "",
            "revenue": self.expected_revenue,
            "currency": self.company_currency.name or "",
            "contact": ", ".join(filter(None, [self.contact_name, self.email_from, self.phone])),
        }

    def _open_questions(self):
        """Questions of criteria nobody knows the answer to, in the order of the portrait."""
        criteria = self.filter_portrait_id.criterion_ids
        outcomes = (self.filter_outcomes or "").ljust(len(criteria), UNKNOWN)
        open_ones = [criterion.id for criterion, outcome in zip(criteria, outcomes, strict=False) if outcome == UNKNOWN]
        return criteria.browse(open_ones).question_id
