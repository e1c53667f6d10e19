import hashlib

from odoo import fields, models
from odoo.tools import SQL

from ..engine import volume_sql
from ..engine.classify import POSITION
from ..engine.effects import effects_of

INSERT_FAMILIES = """
    INSERT INTO loss_case_family (case_id, currency_id, categ_id, is_key_position, is_cut, is_separable,
                                  base, current, difference, effect_quantity, effect_price, effect_not_separable,
                                  quantity_base, quantity_current)
         VALUES %s
"""
FAMILY_VALUES = """
    (%(case_id)s, %(currency_id)s, %(categ_id)s, %(is_key_position)s, %(is_cut)s, %(is_separable)s,
     %(base)s, %(current)s, %(difference)s, %(effect_quantity)s, %(effect_price)s, %(effect_not_separable)s,
     %(quantity_base)s, %(quantity_current)s)
"""


class LossAnalysis(models.Model):
    _inherit = "loss.analysis"

    def action_compute(self):
        """Compute and store stages 1 and 2; decisions taken before stay with their clients."""
        self.check_access("write")
        for analysis in self:
            analysis._lock()
            analysis._check_not_closed()
            # sudo: results are written by the programme only; the ledger of this company is read by its own SQL
            analysis.sudo()._compute_and_store()
        return True

    def _compute_and_store(self):
        result = self._compute_result()
        cases = result.analysis.cases()
        families = self._families(cases)
        fingerprint = self._fingerprint_of(result.analysis)
        if self.fingerprint and self.fingerprint != fingerprint:
            self._withdraw_confirmations(self.env._("The volumes were computed again and came out differently."))
        self.write(self._prepare_result_values(result.analysis, fingerprint))
        self._store_set_aside()
        clients = self._store_clients(result.analysis.findings)
        stored = self._store_cases(cases, clients)
        self._store_families(cases, families, stored)
        self._store_moves(result.moves, stored)
        self._drop_leftovers(clients, stored)
        # ranks have changed under the lists in cache
        self.invalidate_recordset(["client_ids", "case_ids"])

    def _prepare_result_values(self, analysis, fingerprint):
        def by_year(prefix, totals):
            padded = [*map(float, totals), *[0.0] * (5 - len(totals))]
            return {f"{prefix}_{year}": total for year, total in enumerate(padded, start=1)}

        return {
            **by_year("total", analysis.totals),
            **by_year("key_total", analysis.key_totals),
            "client_count": analysis.client_count,
            "left_out_count": analysis.left_out_count,
            "left_out_key_count": analysis.left_out_key_count,
            "fingerprint": fingerprint,
            "computed_at": fields.Datetime.now(),
            "computed_by_id": self.env.uid,
            "is_stale": False,
        }

    @staticmethod
    def _fingerprint_of(analysis):
        """The same for two computations that a head would confirm alike."""
        digest = hashlib.sha256(repr(analysis.parameters).encode())
        for finding in analysis.findings:
            seen = (
                finding.client.client,
                finding.key,
                finding.classification,
                finding.scope,
                finding.classification_by_quantity,
                [volume.normalize() for volume in finding.client.volumes],
                sorted(position.family or 0 for position in finding.verdict.cut_positions),
            )
            digest.update(repr(seen).encode())
        return digest.hexdigest()

    def _store_set_aside(self):
        self.set_aside_ids.unlink()
        if self.set_aside_categ_ids:
            self.env["loss.set.aside"].create(
                [
                    {"analysis_id": self.id, "categ_id": family, "volume_1": last, "volume_before": before}
                    for family, last, before in self._query(volume_sql.set_aside_volumes, self.set_aside_categ_ids.ids)
                ]
            )

    def _store_clients(self, findings):
        """{client: loss.client}, one for each finding."""
        known = {client._key(): client for client in self.with_context(active_test=False).client_ids}
        clients, new = {}, []
        for rank, finding in enumerate(findings, start=1):
            vals = {"rank": rank, "active": True, **self._prepare_client_values(finding)}
            if client := known.get(finding.client.client):
                client.write(vals)
                clients[finding.client.client] = client
            else:
                new.append((finding.client.client, {"analysis_id": self.id, **vals}))
        created = self.env["loss.client"].create([vals for _client, vals in new])
        clients.update(zip((client for client, _vals in new), created, strict=True))
        return clients

    def _prepare_client_values(self, finding):
        client, verdict = finding.client, finding.verdict
        stands_for_itself = client.client < 0
        return {
            "ref": client.reference,
            "currency_id": self.currency_id.id,
            "name": client.name or self.env._("No name"),
            "group_id": client.group or False,
            "partner_id": -client.client if stands_for_itself else False,
            "key": finding.key,
            **{f"volume_{year}": float(volume) for year, volume in enumerate(client.volumes, start=1)},
            **{f"quantity_{year}": float(quantity) for year, quantity in enumerate(client.quantities, start=1)},
            **{f"{name}_{year}": 0.0 for name in ("volume", "quantity") for year in range(self.years + 1, 6)},
            "volume_total": float(sum(client.volumes)),
            "is_one_unit": client.is_one_unit,
            "has_base": bool(verdict.base),
            "base_years": verdict.base.years if verdict.base else 0,
            "base": float(verdict.base.value) if verdict.base else 0.0,
            "classification": finding.classification,
            "scope": finding.scope or False,
            "class_found": finding.class_found,
            "scope_found": verdict.scope or False,
            "classification_by_quantity": finding.classification_by_quantity,
            "group_classification": finding.group_class or False,
            "lost_volume": float(verdict.lost),
        }

    def _store_cases(self, findings, clients):
        """{client: loss.case} for the findings, in their order."""
        known = {case.client_id: case for case in self.with_context(active_test=False).case_ids}
        cases, new = {}, []
        for rank, finding in enumerate(findings, start=1):
            client = clients[finding.client.client]
            if case := known.get(client):
                case.write({"rank": rank, "active": True})
                cases[finding.client.client] = case
            else:
                vals = {"analysis_id": self.id, "company_id": self.company_id.id, "client_id": client.id, "rank": rank}
                new.append((finding.client.client, vals))
        created = self.env["loss.case"]._quietly().create([vals for _client, vals in new])
        cases.update(zip((client for client, _vals in new), created, strict=True))
        return cases

    def _store_families(self, findings, families, cases):
        """Replace the family rows of all cases, by SQL: there are tens of thousands, and nothing depends on one."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM loss_case_family f USING loss_case c WHERE c.id = f.case_id AND c.analysis_id = %s",
                self.id,
            )
        )
        key_positions = set(self._key_position_ids())
        rows = [
            self._prepare_family_values(cases[finding.client.client], finding, family, key_positions)
            for finding in findings
            for family in families.get(finding.client.client, ())
        ]
        if rows:
            self.env.cr.execute_values(INSERT_FAMILIES, rows, template=FAMILY_VALUES, page_size=len(rows))
        self.env["loss.case.family"].invalidate_model()
        self.env["loss.case"].invalidate_model(["family_ids", "cut_family_names"])

    def _prepare_family_values(self, case, finding, family, key_positions):
        years = finding.verdict.base.years
        effects = effects_of(family, years)
        is_cut = any(position.family == family.family for position in finding.verdict.cut_positions)
        amounts = {
            "base": effects.base,
            "current": effects.current,
            "difference": effects.difference,
            "effect_quantity": effects.quantity,
            "effect_price": effects.price,
            "effect_not_separable": effects.not_separable,
        }
        digits = self.currency_id.decimal_places
        return {
            "case_id": case.id,
            "currency_id": self.currency_id.id,
            "categ_id": family.family,
            "is_key_position": not key_positions or family.family in key_positions,
            "is_cut": is_cut,
            "is_separable": effects.is_separable,
            "quantity_base": float(family.quantity_total) / years,
            "quantity_current": float(family.quantity_current),
            **{name: round(float(amount), digits) for name, amount in amounts.items()},
        }

    def _store_moves(self, moves, cases):
        """Proposals, each kept with the decision taken on it before."""
        known = {
            (move.case_id, move.kind, move.partner_id.id): move
            for move in self.env["loss.case.move"]
            .with_context(active_test=False)
            .search([("case_id.analysis_id", "=", self.id)])
        }
        new = []
        for client, found in moves.items():
            for move in found:
                vals = self.env["loss.case.move"]._prepare_values(move)
                if stored := known.pop((cases[client], move.kind, move.partner), None):
                    stored._refresh(vals)
                else:
                    new.append({"case_id": cases[client].id, **vals})
        self.env["loss.case.move"].create(new)
        leftovers = self.env["loss.case.move"].union(*known.values())
        leftovers.filtered(lambda move: move.state == "proposed").unlink()
        # a confirmation whose link was taken away since confirms nothing any more
        leftovers.exists().filtered(lambda move: move.state == "confirmed")._lapse()

    def _drop_leftovers(self, clients, cases):
        """What is no case any more goes, unless somebody left something in it: then it is archived."""
        everything = self.with_context(active_test=False)
        old_cases = everything.case_ids - self.env["loss.case"].union(*cases.values())
        kept = old_cases.filtered(lambda case: case._has_been_worked_on())
        kept.write({"active": False})
        (old_cases - kept).unlink()
        old_clients = everything.client_ids - self.env["loss.client"].union(*clients.values())
        kept_clients = old_clients & kept.client_id
        kept_clients.write({"active": False})
        (old_clients - kept_clients).unlink()

    def _update_ranks(self):
        """Put the list in order again after a decision changed a class: scope total first, then by lost volume."""
        for rank, case in enumerate(
            self.case_ids.sorted(lambda case: (case.scope == POSITION, -case.lost_volume, case.rank)), start=1
        ):
            case.rank = rank
        self.invalidate_recordset(["case_ids"])
