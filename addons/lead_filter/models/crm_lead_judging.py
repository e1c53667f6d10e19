from odoo import api, models
from odoo.tools import SQL

from .crm_lead_verdict import STORED
from .lead_portrait_judgement import target

BATCH = 10_000
IS_OPEN = SQL("crm_lead.active AND crm_lead.won_status = 'pending'")
# Those are judged by the portrait they were handed over by; open ones follow the newest.
IS_TAKEN = SQL("crm_lead.handover_state = 'accepted' AND crm_lead.filter_portrait_id IS NOT NULL")
FOLLOWS = SQL("(%s) IS NOT TRUE", IS_TAKEN)


class CrmLead(models.Model):
    """All open requests judged anew: by one statement a portrait, whatever their number."""

    _inherit = "crm.lead"

    @api.model
    def _cron_judge_open(self):
        """Judge what changed without anybody touching the request: a date that came, a client's data."""
        run = self.env["client.job.run"]._start(self.env._("Judge open requests"))
        changed = 0
        self.env.cr.execute("SELECT MIN(id), MAX(id) FROM crm_lead")
        first, last = self.env.cr.fetchone()
        starts = range(first or 0, (last or -1) + 1, BATCH)
        for place, start in enumerate(starts):
            changed += self._judge_open(span=(start, start + BATCH - 1))
            # Each batch stands by itself, and judging twice changes nothing: a run that broke off begins anew.
            self.env["ir.cron"]._commit_progress(1, remaining=len(starts) - place - 1)
        run._finish(changed)

    @api.model
    def _judge_open(self, companies=None, span=None):
        """Judge the open requests of these companies, or of all; returns how many verdicts changed.

        :param span: only leads with ids from the first up to the second of these
        """
        self.env.flush_all()
        in_force = self.env["lead.portrait"]._in_force()
        within = SQL("crm_lead.id BETWEEN %s AND %s", *span) if span else SQL("TRUE")
        changed = 0
        for key, portrait_id in in_force.items():
            if not companies or key[0] in companies.ids:
                portrait = self.env["lead.portrait"].browse(portrait_id)
                which = SQL("%s AND %s AND %s", within, FOLLOWS, _is_for(key, in_force))
                changed += self._store_verdicts(portrait, which)
        changed += self._judge_taken(companies, within)
        changed += self._clear_verdicts(list(in_force.values()), within)
        self.invalidate_model([*STORED, "filter_reason"], flush=False)
        return changed

    @api.model
    def _judge_taken(self, companies, within):
        """Judge what development has taken, by the versions it was handed over by; returns how many changed."""
        self.env.cr.execute(
            SQL("SELECT DISTINCT filter_portrait_id FROM crm_lead WHERE %s AND %s AND %s", IS_OPEN, IS_TAKEN, within)
        )
        portraits = self.env["lead.portrait"].browse(row[0] for row in self.env.cr.fetchall())
        changed = 0
        for portrait in portraits:
            if not companies or portrait.company_id in companies:
                which = SQL("%s AND %s AND crm_lead.filter_portrait_id = %s", within, IS_TAKEN, portrait.id)
                changed += self._store_verdicts(portrait, which)
        return changed

    @api.model
    def _store_verdicts(self, portrait, which):
        """Judge the leads for which the SQL ``which`` holds; write what is not stored so yet."""
        portrait._plan_for_many()
        which = SQL("%s AND %s", IS_OPEN, which)
        columns = [SQL.identifier(name) for name in STORED]
        found = [SQL.identifier("verdict", column) for column in STORED.values()]
        self.env.cr.execute(
            SQL(
                """
                WITH %(target)s, verdict AS (%(judgement)s)
                UPDATE crm_lead
                   SET %(assignments)s
                  FROM verdict
                 WHERE crm_lead.id = verdict.id AND (%(stored)s) IS DISTINCT FROM (%(found)s)
                """,
                target=target(which),
                judgement=portrait._judgement(which),
                assignments=SQL(", ").join(
                    SQL("%s = %s", column, value) for column, value in zip(columns, found, strict=True)
                ),
                stored=SQL(", ").join(SQL.identifier("crm_lead", name) for name in STORED),
                found=SQL(", ").join(found),
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _clear_verdicts(self, in_force_ids, within):
        """Requests whose portrait is withdrawn and that no other is for have no verdict."""
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET %s WHERE %s AND %s AND %s AND filter_portrait_id IS NOT NULL"
                " AND NOT filter_portrait_id = ANY(%s)",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in STORED),
                IS_OPEN,
                FOLLOWS,
                within,
                in_force_ids,
            )
        )
        return self.env.cr.rowcount


def _is_for(key, in_force):
    """SQL: the portrait of this key is the one for the lead; product line first, then team, then the rest."""
    company_id, line_id, team_id = key
    lines = [line for company, line, _team in in_force if company == company_id and line]
    teams = [team for company, _line, team in in_force if company == company_id and team]
    # A lead of no company is of the company of whoever took it in.
    of_company = SQL(
        "(crm_lead.company_id = %(company)s OR crm_lead.company_id IS NULL AND crm_lead.create_uid IN"
        " (SELECT id FROM res_users WHERE company_id = %(company)s))",
        company=company_id,
    )
    if line_id:
        return SQL("%s AND crm_lead.product_line_id = %s", of_company, line_id)
    of_no_line = SQL("(crm_lead.product_line_id IS NULL OR NOT crm_lead.product_line_id = ANY(%s))", lines)
    if team_id:
        return SQL("%s AND %s AND crm_lead.team_id = %s", of_company, of_no_line, team_id)
    of_no_team = SQL("(crm_lead.team_id IS NULL OR NOT crm_lead.team_id = ANY(%s))", teams)
    return SQL("%s AND %s AND %s", of_company, of_no_line, of_no_team)
