from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import ormcache

# The judgement itself, beside what Odoo keeps of a message thread.
JUDGING = {"company_id", "product_line_id", "team_id", "lower_threshold", "upper_threshold", "criterion_ids"}
# What the buttons set, and nobody writes.
SET_BY_BUTTONS = {"state", "version", "previous_id", "in_force_since"}


class LeadPortrait(models.Model):
    _inherit = "lead.portrait"

    @api.model_create_multi
    def create(self, vals_list):
        portraits = super().create([{**self._given(vals), "state": "draft"} for vals in vals_list])
        wanted = [vals.get("state") == "in_force" for vals in vals_list]
        for portrait, is_wanted in zip(portraits, wanted, strict=True):
            if is_wanted:
                portrait.action_put_in_force()
        return portraits

    def write(self, vals):
        if SET_BY_BUTTONS & set(vals) and not self.env.su:
            raise AccessError(self.env._("A portrait is put in force, replaced and withdrawn with its buttons."))
        if JUDGING & set(vals):
            self._check_not_frozen()
        result = super().write(vals)
        if "state" in vals:
            self.env.registry.clear_cache()
        is_in_force = any(portrait.state == "in_force" for portrait in self)
        if is_in_force and ("state" in vals or JUDGING & set(vals)):
            self._judge_again()
        return result

    @api.model
    def _given(self, vals):
        """These values without what the buttons set."""
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in SET_BY_BUTTONS}

    def copy_data(self, default=None):
        """A copy is a draft of its own with criteria of its own."""
        vals_list = super().copy_data(default)
        for portrait, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("name"):
                vals["name"] = self.env._("%(name)s (copy)", name=portrait.name)
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_judged(self):
        self._check_not_frozen()

    def action_put_in_force(self):
        """Judge by this version from now on: what was in force for the same requests is replaced (002)."""
        self.check_access("write")
        for portrait in self:
            try:
                portrait.lock_for_update()
            except LockError:
                raise UserError(self.env._("Somebody else is changing this portrait: try again in a moment.")) from None
            if portrait.state == "in_force":
                continue
            same = [
                ("state", "=", "in_force"),
                ("company_id", "=", portrait.company_id.id),
                ("product_line_id", "=", portrait.product_line_id.id),
                ("team_id", "=", portrait.team_id.id),
            ]
            replaced = self.search(same)
            # The right to write it was checked above; the state itself is nobody's to write.
            replaced.sudo().write({"state": "replaced"})
            replaced.flush_recordset(["state"])
            portrait.sudo().write({"state": "in_force", "in_force_since": fields.Datetime.now()})
        return True

    def action_withdraw(self):
        """Judge by this portrait no more; requests that no other is for have no verdict then."""
        self.check_access("write")
        in_force = self.filtered(lambda portrait: portrait.state == "in_force")
        # As when it is put in force.
        in_force.sudo().write({"state": "replaced"})
        in_force._judge_again()
        return True

    def action_next_version(self):
        """A draft with the same criteria, to be changed and put in force; opens it."""
        self.ensure_one()
        self.check_access("write")
        draft = self.search([("previous_id", "=", self.id), ("state", "=", "draft")], limit=1)
        if not draft:
            newest = max(self._all_versions().mapped("version"))
            # As when it is put in force: nobody says himself which version it is.
            draft = self.sudo().copy({"name": self.name, "previous_id": self.id, "version": newest + 1})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [[False, "form"]],
        }

    def action_requests(self):
        """The requests that were judged by this version."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.crm_lead_action")
        return {
            **action,
            "domain": [("filter_portrait_id", "=", self.id)],
            "context": {"active_test": False},
        }

    def _all_versions(self):
        """This version, those it was made from, and those made from any of them."""
        family = self
        while older := family.previous_id - family:
            family |= older
        while newer := self.search([("previous_id", "in", family.ids), ("id", "not in", family.ids)]):
            family |= newer
        return family

    def _check_not_frozen(self):
        """
        :raises UserError: a request was judged by one of these versions
        """
        for portrait in self:
            if portrait._is_frozen():
                raise UserError(
                    self.env._(
                        "Requests were judged by %(name)s: it stays as it is. Make the next version of it instead.",
                        name=portrait.display_name,
                    )
                )

    def _is_frozen(self):
        self.ensure_one()
        if self.state == "replaced":
            return True
        # Whether a request was judged does not depend on who may read it.
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return bool(leads.search_count([("filter_portrait_id", "=", self.id)], limit=1))

    def _judge_again(self):
        """Judge the open requests anew, after a change of portraits."""
        self.env.registry.clear_cache()
        self.env["crm.lead"]._judge_open(self.company_id)

    @api.model
    @ormcache()
    def _in_force(self):
        """{(company, product line or False, team or False): portrait} of those in force, by id."""
        # Judged for everybody alike, by portraits that not everybody may read.
        portraits = self.sudo().search([("state", "=", "in_force")])
        return {
            (portrait.company_id.id, portrait.product_line_id.id, portrait.team_id.id): portrait.id
            for portrait in portraits
        }
