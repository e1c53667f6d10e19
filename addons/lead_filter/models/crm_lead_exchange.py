from odoo import api, models
from odoo.tools import SQL


class CrmLead(models.Model):
    """Asking, answering, sending conditions: what is done from the panel of a request."""

    _inherit = "crm.lead"

    def action_ask_next_question(self):
        """Note that the proposed question was put to the client."""
        for lead in self.filtered("next_question_id"):
            self.env["lead.answer"].create({"lead_id": lead.id, "question_id": lead.next_question_id.id})
        return True

    def action_answer(self, question_id):
        """The question as it was asked last and not answered, or a new one, to write the answer down."""
        self.ensure_one()
        waiting = self.env["lead.answer"].search(
            [
                ("lead_id", "=", self.id),
                ("question_id", "=", question_id),
                ("state", "=", "asked"),
                ("side", "=", "ours"),
            ],
            limit=1,
        )
        return {
            **self._dialog("lead.answer", self.env._("Answer")),
            "res_id": waiting.id,
            "context": {
                "default_lead_id": self.id,
                "default_question_id": question_id,
                "default_state": "answered",
            },
        }

    def action_send_condition(self, criterion_id):
        """What would have to change for the request to become ours."""
        self.ensure_one()
        return {
            **self._dialog("lead.condition", self.env._("Ours on conditions")),
            "context": {"default_lead_id": self.id, "default_criterion_id": criterion_id},
        }

    def action_decide(self):
        self.ensure_one()
        return {
            **self._dialog("lead.decision", self.env._("Decide on the request")),
            "context": {"default_lead_id": self.id},
        }

    def action_note_theirs(self):
        """What the client asked, proposed, made clear or agreed, noted by hand."""
        self.ensure_one()
        return {
            **self._dialog("lead.answer", self.env._("From the client")),
            "context": {
                "default_lead_id": self.id,
                "default_side": "theirs",
                "default_asked_by_id": False,
                "default_person_id": self.partner_id.id
                if self.partner_id and not self.partner_id.is_company
                else False,
            },
        }

    def action_open_exchange(self):
        """What was asked, answered and evaded on this request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_answer_action")
        return {**action, "domain": [("lead_id", "=", self.id)], "context": {"default_lead_id": self.id}}

    def _dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "form"]],
            "target": "new",
        }

    @api.model
    def _moved_by_merge(self):
        """Names of the models whose records, by their ``lead_id``, go with the request that stays; extend the list."""
        return ["lead.answer", "lead.condition", "lead.economics", "lead.question.sending"]

    def _merge_dependences(self, opportunities):
        """What was asked, answered, offered and costed goes with the request that stays."""
        result = super()._merge_dependences(opportunities)
        for model in self._there_to_move(opportunities.ids):
            # All of it, also what the merging user may not read.
            records = self.env[model].sudo().with_context(active_test=False)
            self._take_along(records.search([("lead_id", "in", opportunities.ids)]))
        return result

    def _take_along(self, records):
        """Records of one of ``_moved_by_merge``, of the requests that go, become those of this one."""
        records.write({"lead_id": self.id})

    @api.model
    def _there_to_move(self, lead_ids):
        """Which of ``_moved_by_merge`` have records of these requests: one query, as thousands are merged at once."""
        names = self._moved_by_merge()
        for name in names:
            self.env[name].flush_model(["lead_id"])
        parts = [
            SQL(
                "SELECT %s WHERE EXISTS (SELECT 1 FROM %s WHERE lead_id = ANY(%s))",
                name,
                SQL.identifier(self.env[name]._table),
                lead_ids,
            )
            for name in names
        ]
        return [name for (name,) in self.env.execute_query(SQL(" UNION ALL ").join(parts))]

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "product_line_id"]
