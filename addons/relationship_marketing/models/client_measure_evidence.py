from datetime import timedelta

from odoo import fields, models

from ..engine.measure_sql import STATED_MONTHS
from .client_measure_reading import SILENCE_DAYS


class ClientMeasureSnapshot(models.Model):
    """Every figure opens onto the dated records it is read from."""

    _inherit = "client.measure.snapshot"

    def action_open_evidence(self):
        self.ensure_one()
        code = self.figure_id.code
        source = {
            "agreement_share": self._evidence_agreements,
            "agreement_term": self._evidence_agreements,
            "answer_ours": self._evidence_answers,
            "answer_ours_month": self._evidence_answers,
            "answer_theirs": self._evidence_answers,
            "promises_ours": self._evidence_promises,
            "promises_theirs": self._evidence_promises,
            "complaints_direct": self._evidence_complaints,
            "meetings": self._evidence_meetings,
            "started_theirs": self._evidence_letters,
            "reaction_theirs": self._evidence_letters,
            "reaction_ours": self._evidence_letters,
        }.get(code, self._evidence_statements)
        xml_id, domain, context = source()
        action = self.env["ir.actions.actions"]._for_xml_id(f"relationship_marketing.{xml_id}")
        return {
            **action,
            "display_name": self.env._("%(figure)s, %(client)s", figure=self.figure_id.name, client=self.group_id.name),
            "domain": [*domain, *self._of_client(action["res_model"])],
            "context": context,
        }

    def action_open_trend(self):
        """This figure of this client from month to month; months in which it was unknown are left out, not zero."""
        self.ensure_one()
        graph = self.env.ref("relationship_marketing.client_measure_snapshot_view_graph_trend")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("%(figure)s, %(client)s", figure=self.figure_id.name, client=self.group_id.name),
            "res_model": self._name,
            "views": [(graph.id, "graph"), (False, "list")],
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("figure_id", "=", self.figure_id.id),
                ("is_known", "=", True),
            ],
        }

    def _of_client(self, model):
        names = self.env[model]._fields
        domain = [("group_id", "=", self.group_id.id)] if "group_id" in names else []
        return [*domain, ("company_id", "=", self.company_id.id)] if "company_id" in names else domain

    def _between(self, field, months=12):
        """A domain: ``field``, a date, within so many months up to the day that is counted."""
        first = fields.Date.subtract(self.as_of, months=months)
        return [(field, ">", fields.Date.to_string(first)), (field, "<=", fields.Date.to_string(self.as_of))]

    def _evidence_promises(self):
        side = "ours" if self.figure_id.code == "promises_ours" else "theirs"
        # As it stood on that day: what was withdrawn later was due all the same.
        withdrawn = ["|", ("withdrawn_on", "=", False), ("withdrawn_on", ">", fields.Date.to_string(self.as_of))]
        return "client_promise_action", [("side", "=", side), *withdrawn, *self._between("due")], {}

    def _evidence_complaints(self):
        domain = [
            ("state", "not in", ("proposed", "rejected", "withdrawn")),
            "|",
            ("level", "!=", False),
            ("origin", "not in", ("colleague", "mail", "client_page")),
        ]
        return "client_complaint_action", [*domain, *self._between("date")], {"active_test": False}

    def _evidence_agreements(self):
        day = fields.Date.to_string(self.as_of)
        return "client_agreement_action", [("signed_on", "<=", day)], {}

    def _evidence_meetings(self):
        return "client_contact_action", [("channel", "in", ("meeting", "visit")), *self._between("date")], {}

    def _evidence_answers(self):
        begin, end = self._window(self.as_of)
        domain = [
            ("direction", "=", "theirs" if self.figure_id.code == "answer_theirs" else "ours"),
            ("asked_at", ">", fields.Datetime.to_string(begin)),
            ("asked_at", "<=", fields.Datetime.to_string(end)),
        ]
        if self.figure_id.code == "answer_ours_month":
            since = fields.Datetime.to_string(self._moment(self.month))
            domain += [
                *("|", ("answered_at", ">=", since), "&", ("answered_at", "=", False)),
                *("|", ("closed_at", "=", False), ("closed_at", ">=", since)),
            ]
        return "client_answer_action", domain, {}

    def _evidence_letters(self):
        """The letters with which the exchanges began that are counted."""
        begin, end = self._window(self.as_of)
        sides = {"started_theirs": ("ours", "theirs"), "reaction_theirs": ("ours",), "reaction_ours": ("theirs",)}
        self.env.flush_all()
        # Of which letters there are, in threads of all kinds; which of them may be read is decided by the list.
        exchanges = self.env.execute_query(self.with_company(self.company_id)._exchanges(self.group_id, self.as_of))
        silence = timedelta(days=SILENCE_DAYS)
        ids = [
            first_id
            for _group, begun_at, begun_by, answered_at, first_id in exchanges
            if begin < begun_at <= end
            and begun_by in sides[self.figure_id.code]
            and (
                self.figure_id.code == "started_theirs"
                or begun_at + silence <= end
                or (answered_at and answered_at <= min(begun_at + silence, end))
            )
        ]
        return "client_letter_action", [("id", "in", ids)], {}

    def _evidence_statements(self):
        domain = [("measure_id", "=", self.measure_id.id), *self._between("said_on", STATED_MONTHS)]
        return "client_measure_statement_action", domain, {}
