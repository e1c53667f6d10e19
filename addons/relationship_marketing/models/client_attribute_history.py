from odoo import api, fields, models
from odoo.tools import SQL

# A change of one of these is a new judgement; the former stays in the history.
JUDGED = (
    "weight",
    "our_score",
    "rival_score",
    "rival",
    "felt",
    "is_cost_known",
    "our_cost",
    "is_value_known",
    "value_created",
)
KEY = ("group_id", "company_id", "attribute_id", "side")


class ClientAttributeWeight(models.Model):
    """What was said of a weight earlier stays beside what is in use."""

    _inherit = "client.attribute.weight"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([{**self._with_known(vals), "is_current": False} for vals in vals_list])
        lines._settle_current()
        return lines

    def write(self, vals):
        """A change of what was judged on an earlier day is a judgement of today; what was said then stays."""
        vals = self._with_known({name: value for name, value in vals.items() if name != "is_current"})
        groups, attributes = self.group_id, self.attribute_id
        changed = self.browse()
        if any(name in vals for name in JUDGED) and "said_on" not in vals:
            today = fields.Date.context_today(self)
            changed = self.filtered(lambda line: line.said_on < today and line._differs(vals))
        if not changed:
            result = super().write(vals)
        else:
            changed._keep_as_history()
            stamped = {**vals, "said_on": fields.Date.context_today(self), "user_id": self.env.uid}
            result = super(ClientAttributeWeight, changed).write(stamped)
            if self - changed:
                super(ClientAttributeWeight, self - changed).write(vals)
        if not {"said_on", "active", *KEY}.isdisjoint(vals) or changed:
            self._settle_current(groups, attributes)
        if "company_id" in vals:
            # Nobody puts a record out of the sight of the own company: rules look at what was, this at what is.
            self.check_access("write")
        return result

    @api.model
    def _with_known(self, vals):
        """An amount that is given is known."""
        known = {}
        for flag, name in (("is_cost_known", "our_cost"), ("is_value_known", "value_created")):
            if vals.get(name) and flag not in vals:
                known[flag] = True
        return {**vals, **known}

    def _differs(self, vals):
        return any(
            self[name] != self._fields[name].convert_to_cache(vals[name], self) for name in JUDGED if name in vals
        )

    def _keep_as_history(self):
        """A line of the history for each, with what it says now."""
        kept = []
        for line in self:
            [vals] = line.copy_data()
            kept.append({**vals, "said_on": line.said_on, "user_id": line.user_id.id, "is_current": False})
        self.create(kept)

    def _settle_current(self, groups=(), attributes=()):
        """Of all judgements of one side on one attribute for one client the latest is the one in use.

        :param groups, attributes: what these lines were about before, which may have changed
        """
        groups, attributes = self.group_id.union(*groups), self.attribute_id.union(*attributes)
        # All of the key count, also those a rule hides from whoever adds one.
        lines = (
            self.sudo()
            .with_context(active_test=False)
            .search([("group_id", "in", groups.ids), ("attribute_id", "in", attributes.ids)])
        )
        current = self.browse()
        for doubles in (
            lines.filtered("active")
            .grouped(lambda line: tuple(line[name].id for name in KEY[:3]) + (line.side,))
            .values()
        ):
            current |= max(doubles, key=lambda line: (line.said_on, line.id))
        former = lines.filtered("is_current") - current
        # One after the other, as the unique index looks at each row; and without making judgements of today of them.
        self.flush_model()
        for settled, is_current in ((former, False), (current, True)):
            self.env.cr.execute(
                SQL(
                    "UPDATE client_attribute_weight SET is_current = %s"
                    " WHERE id = ANY(%s) AND is_current IS DISTINCT FROM %s",
                    is_current,
                    settled.ids,
                    is_current,
                )
            )
        self.invalidate_model(["is_current"])

    def action_open_history(self):
        """All that was ever said of this attribute for this client, by both sides."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_attribute_weight_action")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [("group_id", "=", self.group_id.id), ("attribute_id", "=", self.attribute_id.id)],
            "context": {"active_test": False},
        }
