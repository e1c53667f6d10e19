from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

VERDICTS = [
    ("ours", "Ours"),
    ("conditions", "Ours on conditions"),
    ("open", "Open"),
    ("decide", "To decide"),
    ("not_ours", "Not ours"),
]
# Column of crm_lead: column of the judgement.
STORED = {
    "filter_portrait_id": "portrait_id",
    "filter_verdict": "state",
    "filter_score_min": "low",
    "filter_score_max": "high",
    "filter_outcomes": "outcomes",
    "filter_criterion_id": "decisive",
    "next_question_id": "question",
}
# What is worked out is not a user's to write.
WORKED_OUT = {
    *STORED,
    "economics_state",
    "woken_on",
    "routed_by_tie_id",
    "filter_outcome",
    "filter_outcome_on",
    "filter_outcome_by_id",
    "disqualification_reason_id",
    "refusal_note",
    "refusal_letter_on",
    "request_class_proposed",
    "second_look",
    "second_look_by_id",
    "second_look_on",
    "second_look_note",
    "request_class_reason",
    "request_class_rule",
    "request_class_proposed_on",
    "handover_state",
    "handover_user_id",
}
# By these it is found which portrait judges a lead, and whether it is still judged.
DECISIVE = {"product_line_id", "team_id", "company_id", "active", "won_status"}


class CrmLead(models.Model):
    """The verdict is worked out in SQL for all leads that wait for it, when it is read or stored at the latest."""

    _inherit = "crm.lead"

    product_line_id = fields.Many2one(
        "product.category", index="btree_not_null", help="Decides by which portrait the request is judged."
    )
    filter_portrait_id = fields.Many2one(
        "lead.portrait", "Portrait", compute="_compute_filter_verdict", store=True, index="btree_not_null"
    )
    filter_verdict = fields.Selection(
        VERDICTS,
        "Verdict",
        compute="_compute_filter_verdict",
        store=True,
        help="What the portrait says of the request; empty where no portrait is in force for it.",
    )
    filter_score_min = fields.Float("Lowest score", compute="_compute_filter_verdict", store=True, aggregator="avg")
    filter_score_max = fields.Float("Highest score", compute="_compute_filter_verdict", store=True, aggregator="avg")
    filter_outcomes = fields.Char(
        "Outcomes of the criteria",
        compute="_compute_filter_verdict",
        store=True,
        help="One sign per criterion, in the order of the portrait: 0 unknown, 1 met, 2 not met, 3 met on conditions.",
    )
    filter_criterion_id = fields.Many2one(
        "lead.criterion",
        "Speaks against it",
        compute="_compute_filter_verdict",
        store=True,
        help="The criterion not met that weighs most.",
    )
    next_question_id = fields.Many2one(
        "lead.question",
        "Next question",
        compute="_compute_filter_verdict",
        store=True,
        help="The question whose answer can change the verdict most.",
    )
    filter_answer_ids = fields.One2many("lead.answer", "lead_id", "Questions and answers")
    filter_condition_ids = fields.One2many("lead.condition", "lead_id", "Conditions sent")

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create([self._given(vals) for vals in vals_list])
        leads._judge()
        return leads

    def write(self, vals):
        vals = self._given(vals)
        result = super().write(vals)
        if self.env["lead.portrait"]._in_force() and self._is_judged_by(frozenset(vals)):
            self._judge()
        return result

    @api.model
    def _given(self, vals):
        """These values without what is worked out."""
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in WORKED_OUT}

    def _judge(self):
        """Have the verdict worked out anew before it is read or stored; closed requests keep theirs."""
        if not self.env["lead.portrait"]._in_force():
            return
        waiting = self.filtered(lambda lead: lead.active and lead.won_status == "pending")
        for name in STORED:
            self.env.add_to_compute(self._fields[name], waiting)
        # What depends on the verdict, the reason in words for one, does not know that it waits.
        waiting.modified(STORED)

    @api.model
    @ormcache("names")
    def _is_judged_by(self, names):
        """Whether a change of these fields may change a verdict."""
        # What criteria ask about is the same for everybody.
        criteria = self.env["lead.criterion"].sudo().search([("portrait_id.state", "=", "in_force")])
        watched = {self._fields[name] for name in DECISIVE | criteria._watched() if name in self._fields}
        changed = {self._fields[name] for name in names if name in self._fields}
        for field in set(changed):
            changed.update(self.env.registry.get_dependent_fields(field))
        return bool(watched & changed)

    def _compute_filter_verdict(self):
        judged = self.browse(lead.id for lead in self if isinstance(lead.id, int))._verdicts()
        for lead in self:
            if isinstance(lead.id, int):
                values = judged.get(lead.id) or dict.fromkeys(STORED, False)
            else:
                # On a form that is not saved yet: as it was.
                values = {name: lead._origin[name] if lead._origin else False for name in STORED}
            for name in STORED:
                lead[name] = values[name]

    def _verdicts(self):
        """{lead id: {stored field: value}} by the portrait that is in force for each; queries do not grow with leads.

        A lead without a portrait is left out.
        """
        judged = {}
        for portrait, lead_ids in self._by_portrait().items():
            self.env["lead.answer"].flush_model()
            self.env["lead.condition"].flush_model()
            query = SQL("WITH target AS (SELECT UNNEST(%s) AS id) %s", lead_ids, portrait._judgement())
            for row in self.env.execute_query_dict(query):
                judged[row["id"]] = {name: row[column] or False for name, column in STORED.items()}
        return judged

    def _by_portrait(self):
        """{portrait: [lead ids]}; a lead of no company is of the company of whoever took it in."""
        in_force = self.env["lead.portrait"]._in_force()
        by_portrait = defaultdict(list)
        if in_force:
            taken = self.filtered(lambda lead: lead.handover_state == "accepted" and lead.filter_portrait_id)
            # What was handed over is judged as it was then: portraits may change behind it.
            for portrait, leads in taken.grouped("filter_portrait_id").items():
                by_portrait[portrait] = leads.ids
            self -= taken
        # What others are putting in force this very moment is known here, and not there yet: judged at the next run.
        there = set(self.env["lead.portrait"].browse(in_force.values()).exists().ids) if in_force else set()
        for lead in self if in_force else ():
            company_id = (lead.company_id or lead.create_uid.company_id).id
            line_id, team_id = lead.product_line_id.id, lead.team_id.id
            keys = [(company_id, False, False)]
            if team_id:
                keys.insert(0, (company_id, False, team_id))
            if line_id:
                keys.insert(0, (company_id, line_id, False))
            portrait_id = next((in_force[key] for key in keys if key in in_force), None)
            if portrait_id in there:
                by_portrait[self.env["lead.portrait"].browse(portrait_id)].append(lead.id)
        return by_portrait
