from collections import Counter

from odoo import api, fields, models


class LeadCondition(models.Model):
    """What a client would have to accept for his request to become ours: expectations put in order (002)."""

    _name = "lead.condition"
    _description = "Condition sent to a client"
    _order = "sent_on DESC, id DESC"
    _rec_name = "offer"

    lead_id = fields.Many2one("crm.lead", "Request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index="btree_not_null")
    criterion_id = fields.Many2one(
        "lead.criterion",
        "Would meet",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('portrait_id.state', '=', 'in_force')]",
        help="The criterion that counts as met once the client accepts.",
    )
    kind = fields.Selection(
        [
            ("product", "Series product instead"),
            ("lot", "Larger lot"),
            ("price", "Other price"),
            ("date", "Other date"),
            ("other", "Something else"),
        ],
        required=True,
        default="lot",
    )
    offer = fields.Char("What we ask for", required=True, help="In the words sent to the client: 300 pieces a lot.")
    sent_on = fields.Date(required=True, default=fields.Date.context_today)
    deadline = fields.Date("Answer by", required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("accepted", "Accepted"), ("refused", "Refused")], required=True, default="waiting"
    )
    answered_on = fields.Date()
    note = fields.Char("In their words")

    _deadline_after_sent = models.Constraint("CHECK (deadline >= sent_on)", "The answer is due after the sending.")

    @api.model_create_multi
    def create(self, vals_list):
        conditions = super().create(vals_list)
        # Portraits leave conditions out while there are none.
        own = Counter(condition.criterion_id for condition in conditions)
        # All of them count, whoever may read them.
        sent = self.sudo()._read_group(
            [("criterion_id", "in", conditions.criterion_id.ids)], ["criterion_id"], ["__count"]
        )
        if any(count == own[criterion] for criterion, count in sent):
            self.env.registry.clear_cache()
        conditions.lead_id._judge()
        return conditions

    def write(self, vals):
        leads = self.lead_id
        if vals.get("state") in ("accepted", "refused") and "answered_on" not in vals:
            vals = {**vals, "answered_on": fields.Date.context_today(self)}
        result = super().write(vals)
        if "lead_id" in vals:
            # Rules look at what was, this at what is.
            self.check_access("write")
        if "criterion_id" in vals:
            self.env.registry.clear_cache()
        (leads | self.lead_id)._judge()
        return result

    def unlink(self):
        leads = self.lead_id
        result = super().unlink()
        leads._judge()
        return result

    def action_accept(self):
        return self.write({"state": "accepted"})

    def action_refuse(self):
        return self.write({"state": "refused"})
