from odoo import api, models
from odoo.exceptions import UserError

# Where a partner is named in evidence beside the division it is about.
NAMED_IN = (
    ("client.promise", ("person_id", "released_by_id")),
    ("client.experience", ("person_id",)),
    ("client.agreement.party", ("partner_id",)),
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named_in_evidence(self):
        for model_name, names in NAMED_IN:
            for name in names:
                # Records of all companies count, also those the user may not see, and archived ones.
                model = self.env[model_name].sudo().with_context(active_test=False)
                record = model.search([(name, "in", self.ids)], limit=1)
                if record:
                    raise UserError(
                        self.env._(
                            "%(name)s cannot be deleted, evidence speaks of them (%(kind)s): archive them instead.",
                            name=record[name].display_name,
                            kind=model._description,
                        )
                    )
