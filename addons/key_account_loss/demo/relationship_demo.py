from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.relationship_marketing.engine.months import last_complete_month

ANALYST = {"analyst": ("Sergei Belov", ("key_account_loss.group_analyst",))}
INTERVIEWER = {"interviewer": ("Anna Krylova", ("key_account_loss.group_interviewer",))}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_loss_analysis(self):
        """An analysis whose volumes both heads have confirmed, and one that looks at the divisions."""
        if self.env.ref("key_account_loss.demo_analysis_groups", raise_if_not_found=False):
            return
        demo = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        analysts = demo._load_users(ANALYST, "key_account_loss", lang="ru_RU").values()
        interviewers = demo._load_users(INTERVIEWER, "key_account_loss").values()
        heads = demo._record("user_director") | demo._record("user_marketing")
        admin = self.env.ref("base.user_admin")
        demo._begin_with("key_account_loss.loss_analysis_action", admin, heads[0], *analysts)
        demo._begin_with("key_account_loss.loss_case_action", *interviewers)
        heads[1].group_ids = [Command.link(self.env.ref("key_account_loss.group_analyst").id)]
        analyses = demo._records(
            "loss.analysis",
            {
                "analysis_divisions": {
                    **demo._prepare_analysis_values(heads, "division"),
                    "name": "Loss analysis by division",
                },
                # The last one is the first in the list.
                "analysis_groups": demo._prepare_analysis_values(heads, "group"),
            },
            "key_account_loss",
        )
        for analysis in analyses.values():
            analysis.with_user(demo._record("user_analyst", "key_account_loss")).action_compute()
        for head in heads:
            analyses["analysis_groups"].with_user(head).action_confirm()

    @api.model
    def _prepare_analysis_values(self, heads, grain):
        return {
            "month": last_complete_month(fields.Date.context_today(self)),
            "years": 4,
            "grain": grain,
            "key_mode": "flagged",
            "sales_head_id": heads[0].id,
            "marketing_head_id": heads[1].id,
        }
