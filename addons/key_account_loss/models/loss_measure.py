from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.relationship_marketing.engine.months import month_of

ACTIVITY = "key_account_loss.mail_activity_type_measure"
# A plan nobody moved for this long says so.
STALLED_AFTER = timedelta(days=90)
MOVES = {"name", "user_id", "deadline", "done_on", "is_dropped", "result", "cost"}
FOUND_BY_PROGRAMME = ("first_deadline", "effect_found", "effect_found_on", "moved_on", "activity_id")


class LossMeasure(models.Model):
    """A concrete measure of the plan (003, stage 7; L7): who, until when, which cause it removes, cost and effect.

    Its effect is found from the ledger by itself, a year after it was carried out: what its clients bought more than in
    the last year of the analysis. A plan that is signed is carried out: what was planned stays, what was done is added.
    """

    _name = "loss.measure"
    _description = "Measure of a loss plan"
    _inherit = ["mail.thread"]
    _order = "analysis_id DESC, deadline, id"

    analysis_id = fields.Many2one("loss.analysis", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="analysis_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    analysis_state = fields.Selection(related="analysis_id.state", string="Stage of the analysis")
    name = fields.Char("Measure", required=True, tracking=True)
    kind_id = fields.Many2one(
        "loss.cause.kind", "Cause it removes", index="btree_not_null", ondelete="restrict", tracking=True
    )
    case_ids = fields.Many2many(
        "loss.case", "loss_measure_case_rel", string="For the clients", domain="[('analysis_id', '=', analysis_id)]"
    )
    user_id = fields.Many2one("res.users", "Who", index=True, domain=[("share", "=", False)], tracking=True)
    deadline = fields.Date("By when", index=True, tracking=True)
    first_deadline = fields.Date("First to be done by", readonly=True, copy=False)
    is_cost_known = fields.Boolean("Cost is known", tracking=True)
    cost = fields.Monetary(tracking=True)
    is_effect_expected = fields.Boolean("Effect is expected", tracking=True)
    effect_expected = fields.Monetary(
        "Expected effect a year", tracking=True, help="Volume won back or kept in the twelve months after it is done."
    )
    done_on = fields.Date("Done on", copy=False, tracking=True)
    is_dropped = fields.Boolean("Dropped", copy=False, tracking=True)
    result = fields.Text("What came of it", copy=False, tracking=True)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")], compute="_compute_state", store=True, index=True
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    effect_found = fields.Monetary("Effect found", readonly=True, copy=False)
    effect_found_on = fields.Date("Effect found on", readonly=True, copy=False)
    moved_on = fields.Date("Last moved on", readonly=True, copy=False, default=fields.Date.context_today)
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    @api.depends("done_on", "is_dropped")
    def _compute_state(self):
        for measure in self:
            measure.state = "done" if measure.done_on else "dropped" if measure.is_dropped else "open"

    @api.depends("state", "deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for measure in self:
            measure.is_late = measure.state == "open" and bool(measure.deadline) and measure.deadline < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain("deadline", "<", fields.Date.context_today(self))
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        self._check_entered_by_hand(set().union(*vals_list))
        measures = super().create([{**vals, "first_deadline": vals.get("deadline")} for vals in vals_list])
        measures.analysis_id._check_not_signed()
        measures._remind()
        return measures

    def write(self, vals):
        self._check_entered_by_hand(vals)
        if vals.keys() <= set(FOUND_BY_PROGRAMME):
            # What time told is no move of the plan, and is added to a signed one too.
            return super().write(vals)
        if vals.keys() - {"done_on", "is_dropped", "result", "deadline", "user_id"}:
            self.analysis_id._check_not_signed()
        if vals.get("is_dropped") and not (vals.get("result") or all(self.mapped("result"))):
            raise UserError(self.env._("Say in “What came of it” why the measure is dropped."))
        if vals.get("done_on") and fields.Date.to_date(vals["done_on"]) > fields.Date.context_today(self):
            raise UserError(self.env._("A measure is done on a day that has come."))
        if MOVES & vals.keys():
            vals = {**vals, "moved_on": fields.Date.context_today(self)}
        result = super().write(vals)
        if {"user_id", "deadline", "done_on", "is_dropped", "name"} & vals.keys():
            self._remind()
        return result

    def _check_entered_by_hand(self, names):
        if not self.env.su and any(name in names for name in FOUND_BY_PROGRAMME):
            raise AccessError(
                self.env._("The effect found and the days of a measure's course are not entered by hand.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.analysis_id._check_not_signed()

    def _remind(self):
        """One activity on the analysis for the owner of each open measure, until its day."""
        open_ones = self.filtered(lambda one: one.state == "open" and one.user_id and one.deadline)
        # sudo: an owner who may not write the analysis carries the measure out all the same
        measures = self.sudo()
        (measures - open_ones.sudo()).activity_id.unlink()
        for measure in open_ones.sudo():
            values = {"summary": measure.name, "user_id": measure.user_id.id, "date_deadline": measure.deadline}
            if measure.activity_id:
                measure.activity_id.write(values)
            else:
                activity = measure.analysis_id.activity_schedule(
                    ACTIVITY, date_deadline=measure.deadline, summary=measure.name, user_id=measure.user_id.id
                )
                measure.write({"activity_id": activity.id})

    def action_done(self):
        self.write({"done_on": fields.Date.context_today(self)})

    def _gaps(self):
        """What is not concrete yet in a measure: a list of sentences."""
        sentences = []
        for measure in self.filtered(lambda one: one.state == "open"):
            if not (measure.user_id and measure.deadline):
                sentences.append(self.env._("“%(measure)s” has nobody who does it, or no day.", measure=measure.name))
            elif not measure.kind_id:
                sentences.append(self.env._("“%(measure)s” does not say which cause it removes.", measure=measure.name))
        return sentences

    def _find_effects(self):
        """Find the effect of measures carried out more than twelve complete months ago, from the ledger."""
        today = fields.Date.context_today(self)
        due = self.sudo().search(  # sudo: the nightly job, for every company
            [
                ("done_on", "<", month_of(today) + relativedelta(months=-12)),
                ("effect_found_on", "=", False),
                ("case_ids", "!=", False),
            ]
        )
        for measure in due:
            cases = measure.case_ids
            bought = cases._bought_after(dict.fromkeys(cases, measure.done_on))
            effect = sum(bought.values()) - sum(cases.mapped("volume_1"))
            measure.write({"effect_found": effect, "effect_found_on": today})
        return due
