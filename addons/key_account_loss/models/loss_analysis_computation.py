from dataclasses import dataclass, replace
from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..engine import move_sql, volume_sql
from ..engine.analyse import Analysis, Parameters, analyse, change_of
from ..engine.effects import FamilyVolumes
from ..engine.moves import (
    CONTINUED,
    DISTRIBUTOR,
    WITHIN_GROUP,
    Division,
    Life,
    Move,
    Partner,
    continuations,
    redirections,
    shared_identities,
    shifts_within_groups,
)
from ..engine.report_json import report
from ..engine.volume_rows import family_of, ledger_client


@dataclass(frozen=True, slots=True)
class Result:
    """What one computation found."""

    analysis: Analysis
    moves: dict[int, list[Move]]  # by client, for those found stopped or cut


class LossAnalysis(models.Model):
    _inherit = "loss.analysis"

    def _parameters(self):
        self.ensure_one()
        return Parameters(self.month, self.years, self.grain, self.key_mode, self.cut_percent)

    def _compute_result(self):
        """Stages 1 and 2 for this analysis; nothing is stored. The number of queries does not grow with clients."""
        self.ensure_one()
        self.env.flush_all()
        scope = (self.company_id.id, self._parameters(), self.set_aside_categ_ids.ids)
        rows = self.env.execute_query(volume_sql.client_volumes(*scope, self._key_position_ids()))
        [(flagged_without_supplies,)] = self.env.execute_query(volume_sql.flagged_without_supplies(*scope))
        analysis = analyse(list(map(ledger_client, rows)), self._parameters(), flagged_without_supplies)
        moves = self._find_moves(analysis)
        for finding in analysis.findings:
            finding.is_moved = any(move.link for move in moves.get(finding.client.client, ()))
        return Result(analysis, moves)

    def _key_position_ids(self):
        """The families this company marked as key positions."""
        categories = self.env["product.category"].with_company(self.company_id)
        return categories.search([("is_key_position", "=", True)]).ids

    def _find_moves(self, analysis):
        """{client: [Move]} for the clients found stopped or cut: by link, under another number, in the group, or
        through a distributor."""
        if not (lost := analysis.lost):
            return {}
        partners = list(map(Partner._make, self._query(move_sql.ledger_partners)))
        found = [
            *self._continued(lost, partners),
            *self._shifted(analysis, lost),
            *self._redirected(lost),
        ]
        linked = {
            (client, partner): (lost_partner, link)
            for client, lost_partner, partner, partner_client, link in self._query(
                move_sql.successors, fields.Date.context_today(self)
            )
            if client in lost and client != partner_client
        }
        moves = {}
        for move in found:
            link = linked.pop((move.client, move.partner), (None, None))[1]
            moves.setdefault(move.client, []).append(replace(move, link=link) if link else move)
        amounts = self._last_year_amounts([partner for _client, partner in linked])
        for (client, partner), (lost_partner, link) in linked.items():
            move = Move(CONTINUED, client, partner, lost_partner, amounts.get(partner, Decimal(0)), link=link)
            moves.setdefault(client, []).append(move)
        return moves

    def _continued(self, lost, partners):
        shared = shared_identities(partners, lost)
        matched = {partner.partner for found in shared.values() for partner in found}
        matched_clients = {partner.client for found in shared.values() for partner in found} & lost
        own = {partner.partner for partner in partners if partner.client in matched_clients}
        client_lives = self._lives(own, volume_sql.client_key(self.grain))
        found = continuations(shared, lost, client_lives, self._lives(matched, SQL("s.partner_id")))
        amounts = self._last_year_amounts([one.partner for one in found])
        return [
            Move(
                CONTINUED,
                one.client,
                one.partner,
                one.lost_partner,
                amounts.get(one.partner, Decimal(0)),
                one.matched_on,
                one.first,
                one.last,
            )
            for one in found
        ]

    def _shifted(self, analysis, lost):
        if self.grain != "division":
            return []
        groups = {analysis.clients[client].group for client in lost}
        divisions = [
            Division(
                client.client, client.group, client.reference, client.name, change_of(client), client.client in lost
            )
            for client in analysis.clients.values()
            if client.group in groups
        ]
        # at this grain a client is minus the id of its partner
        return [
            Move(WITHIN_GROUP, shift.client, -shift.gained, -shift.client, shift.amount)
            for shift in shifts_within_groups(divisions)
        ]

    def _redirected(self, lost):
        rows = [(*ids, Decimal(amount)) for *ids, amount in self._query(move_sql.end_client_amounts)]
        return [
            Move(DISTRIBUTOR, one.client, one.buyer, one.end_client, one.amount) for one in redirections(rows, lost)
        ]

    def _lives(self, partner_ids, key):
        if not partner_ids:
            return {}
        return {client: Life(first, last) for client, first, last in self._query(move_sql.lives, partner_ids, key)}

    def _last_year_amounts(self, partner_ids):
        if not partner_ids:
            return {}
        rows = self._query(move_sql.last_year_amounts, set(partner_ids))
        return {partner: Decimal(amount) for partner, amount in rows}

    def _query(self, statement, *args):
        """The rows of a function of ``volume_sql`` or ``move_sql`` for this analysis."""
        return self.env.execute_query(statement(self.company_id.id, self._parameters(), *args))

    def _families(self, findings):
        """{client: [FamilyVolumes]} of the given findings, against each client's own base years."""
        volumes = {finding.client.client: finding.client.volumes for finding in findings}
        families: dict[int, list[FamilyVolumes]] = {}
        if volumes:
            for row in self._query(volume_sql.family_volumes, volumes, self.set_aside_categ_ids.ids):
                families.setdefault(row[0], []).append(family_of(row, volumes[row[0]]))
        return families

    def _report_data(self):
        """What ``loss_report`` writes as JSON, computed now; nothing is stored."""
        result = self._compute_result()
        families = {
            position.family
            for finding in result.analysis.findings
            for position in finding.verdict.cut_positions
            if position.family
        }
        names = {family.id: family.complete_name for family in self.env["product.category"].browse(families)}
        return report(result.analysis, names, self._continued_as(result.moves))

    def _continued_as(self, moves):
        """{client: [references]} of those who may go on under another number, each named at this grain."""
        partners = self.env["res.partner"].browse(
            {move.partner for found in moves.values() for move in found if move.kind == CONTINUED}
        )
        references = {}
        for partner in partners:
            group = partner.client_group_id if self.grain == "group" else None
            references[partner.id] = group.code if group else partner.ref or partner.name or ""
        return {
            client: sorted({references[move.partner] for move in found if move.kind == CONTINUED})
            for client, found in moves.items()
        }
