import logging

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import naive_bayes
from ..engine.curve_picture import curve_picture
from ..engine.ranking import area_interval, area_under_curve, curve
from ..engine.suggestion import expected_score, suggest
from ..engine.verdict import CONDITIONS, MET, NOT_MET, NOT_OURS, OURS

_logger = logging.getLogger(__name__)
# Fewer closed requests of either ending tell nothing.
FEWEST = 10
TAKEN = (OURS, CONDITIONS)
RANKED_BY = ("portrait", "suggested", "odoo")


class LeadBacktest(models.Model):
    """The back-test worked out: read in one batch, judged by the engine, written in one batch."""

    _inherit = "lead.backtest"

    def _run_logged(self):
        self.ensure_one()
        run = self.env["client.job.run"]._start(self.name, self.company_id)
        try:
            with self.env.cr.savepoint():
                self._run()
            values = {"state": "done", "message": False, "run_on": fields.Datetime.now()}
        except UserError as error:
            values = {"state": "failed", "message": str(error)}
        except Exception:
            _logger.exception("Back-test %s failed", self.id)
            values = {"state": "failed", "message": self.env._("It could not be worked out. The log says why.")}
        self.write(values)
        run._finish(self.later_count, values["message"], values["state"])

    def _run(self):
        leads = self._closed_leads()
        cut = round(len(leads) * self.earlier_share)
        earlier, later = leads[:cut], leads[cut:]
        for part in (earlier, later):
            won = sum(lead["is_won"] for lead in part)
            if min(won, len(part) - won) < FEWEST:
                raise UserError(
                    self.env._(
                        "Too few closed requests: %(won)s won and %(lost)s lost in one of the two parts, at least"
                        " %(fewest)s of each are needed.",
                        won=won,
                        lost=len(part) - won,
                        fewest=FEWEST,
                    )
                )
        columns = self._columns([lead["id"] for lead in leads])
        endings = [lead["is_won"] for lead in leads]
        learned = {name: column[:cut] for name, column in columns.items()}
        suggestions = suggest(learned, endings[:cut])
        scoring = naive_bayes.learn(learned, endings[:cut])
        cases = [{name: column[place] for name, column in columns.items()} for place in range(cut, len(leads))]
        scores = {
            "portrait": self._portrait_scores(earlier, later),
            "suggested": [expected_score(suggestions, case) for case in cases],
            "odoo": [scoring.probability(case) for case in cases],
        }
        self._keep(earlier, later, scores, suggestions)

    def _closed_leads(self):
        """[{id, day, is_won, state, low, outcomes, decisive}] of the closed requests, the earliest first.

        Judged by what is known of them today. A request refused by us is no lost deal and tells nothing here.
        """
        self.env.flush_all()
        conditions = [
            SQL("lead.won_status IN ('won', 'lost')"),
            SQL("COALESCE(lead.company_id, creator.company_id) = %s", self.company_id.id),
        ]
        if self.team_id:
            conditions.append(SQL("lead.team_id = %s", self.team_id.id))
        if self.date_from:
            conditions.append(SQL("lead.create_date >= %s", self.date_from))
        if self.date_to:
            conditions.append(SQL("lead.create_date < %s::date + 1", self.date_to))
        self.env.cr.execute(
            SQL(
                """
                WITH target AS MATERIALIZED (
                    SELECT lead.id
                      FROM crm_lead lead
                      LEFT JOIN res_users creator ON creator.id = lead.create_uid
                     WHERE %(conditions)s
                ), verdict AS (%(judgement)s)
                SELECT lead.id, lead.create_date::date AS day, lead.won_status = 'won' AS is_won,
                       verdict.state, verdict.low, verdict.outcomes, verdict.decisive
                  FROM verdict JOIN crm_lead lead ON lead.id = verdict.id
                 ORDER BY lead.create_date, lead.id
                """,
                conditions=SQL(" AND ").join(conditions),
                # Not as it is kept for the day: a draft changes from one back-test to the next.
                judgement=self.portrait_id._judgement(SQL("crm_lead.id IN (SELECT id FROM target)")),
            )
        )
        return self.env.cr.dictfetchall()

    def _columns(self, lead_ids):
        """{field: one value a lead, None where it is unset} of the chosen fields."""
        chosen = self.field_ids.filtered(lambda field: field.name in self.env["crm.lead"]._fields)
        # Every closed request of the company is judged, whoever reads the result.
        records = self.env["crm.lead"].sudo().with_context(active_test=False).browse(lead_ids)
        rows = {row["id"]: row for row in records.read(chosen.mapped("name"), load=False)}
        return {field.name: [_told(field.ttype, rows[lead_id][field.name]) for lead_id in lead_ids] for field in chosen}

    def _portrait_scores(self, earlier, later):
        """The score of the portrait, an unknown counted for what was usual earlier; a knock-out not met is last."""
        criteria = self.portrait_id.criterion_ids
        usual = []
        for place in range(len(criteria)):
            outcomes = [lead["outcomes"][place] for lead in earlier]
            met, not_met = outcomes.count(MET), outcomes.count(NOT_MET)
            usual.append(met / (met + not_met) if met + not_met else 0.5)

        def score(lead):
            reached, is_out = 0.0, False
            for criterion, outcome, share in zip(criteria, lead["outcomes"], usual, strict=True):
                weight = criterion.weight or 1.0
                is_out |= criterion.is_knock_out and outcome == NOT_MET
                reached += weight * {MET: 1.0, NOT_MET: 0.0}.get(outcome, share)
            return reached - (1_000.0 if is_out else 0.0)

        return [score(lead) for lead in later]

    def _keep(self, earlier, later, scores, suggestions):
        """Write the result in the place of the one before."""
        self.judged_ids.unlink()
        self.refused_ids.unlink()
        self.ranking_ids.unlink()
        self.suggestion_ids.unlink()
        endings = [lead["is_won"] for lead in later]
        won = sum(endings)
        self.env["lead.backtest.judged"].create(self._judged_values(later))
        refused = [lead for lead in later if lead["is_won"] and lead["state"] == NOT_OURS]
        self.env["lead.backtest.refused"].create(
            [{"backtest_id": self.id, "lead_id": lead["id"], "criterion_id": lead["decisive"]} for lead in refused]
        )
        rankings = []
        for ranked_by in RANKED_BY:
            area = area_under_curve(scores[ranked_by], endings)
            low, high = area_interval(area, won, len(endings) - won)
            values = {"backtest_id": self.id, "ranked_by": ranked_by, "area": area, "low": low, "high": high}
            rankings.append(values)
        self.env["lead.backtest.ranking"].create(rankings)
        self.env["lead.backtest.suggestion"].create(
            [self._suggestion_values(place, one) for place, one in enumerate(suggestions)]
        )
        taken = [lead for lead in later if lead["state"] in TAKEN]
        contracts = sum(lead["is_won"] for lead in taken)
        self.write(
            {
                "earlier_count": len(earlier),
                "later_count": len(later),
                "divided_on": later[0]["day"],
                "precision_text": self.env["lead.backtest.judged"]._share_text(contracts, len(taken)),
                "recall_text": self.env["lead.backtest.judged"]._share_text(contracts, won),
                "curve": curve_picture(
                    {
                        label: curve(scores[ranked_by], endings)
                        for ranked_by, label in self.env["lead.backtest.ranking"]._labels().items()
                    },
                    across=self.env._("Of the lost, let through"),
                    up=self.env._("Of the contracts, let through"),
                ),
            }
        )

    def _judged_values(self, later):
        states = [state for state, _label in self.env["lead.backtest.judged"]._fields["verdict"].selection]
        return [
            {
                "backtest_id": self.id,
                "verdict": state,
                "won": sum(lead["is_won"] for lead in later if lead["state"] == state),
                "lost": sum(not lead["is_won"] for lead in later if lead["state"] == state),
            }
            for state in states
        ]

    def _suggestion_values(self, place, suggestion):
        candidate = suggestion.candidate
        field = self.field_ids.filtered(lambda field: field.name == candidate.field)
        value = candidate.value
        if isinstance(value, frozenset):
            value = sorted(map(int, value)) if field.ttype == "many2one" else sorted(value)
        return {
            "backtest_id": self.id,
            "sequence": place,
            "field_id": field.id,
            "test": candidate.test,
            "value": value,
            "points": suggestion.points,
            "known": suggestion.known,
            "met": suggestion.met,
            "won": suggestion.won,
            "lift": suggestion.lift,
            "low": suggestion.interval[0],
            "high": suggestion.interval[1],
        }


def _told(ttype, value):
    """A value as the engine takes it: None where it is unset; what is chosen from a list is no number."""
    if ttype == "boolean":
        return bool(value)
    if not value:
        return None
    return str(value) if ttype == "many2one" else value
