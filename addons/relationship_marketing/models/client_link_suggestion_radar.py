import io

from psycopg2.errors import SerializationFailure

from odoo import api, models

from ..engine import radar, radar_names, radar_pair_sql, radar_profile_sql, radar_store_sql
from ..engine.names import normalise

CLIENTS_PER_STEP = 25_000
# One name is compared to so many others; beyond that it is one of a row.
MOST_SIMILAR_NAMES = 400
NAME_THRESHOLD = 60
LEAST_SCORE = 30
ATTEMPTS = 5


class ClientLinkSuggestion(models.Model):
    """The radar (R1): looks for pairs among all clients that changed since it last looked."""

    _inherit = "client.link.suggestion"

    @api.model
    def _cron_scan(self):
        """Look at every client that is new or changed; what is done is kept, a stopped run goes on where it was."""
        run = self.env["client.job.run"]._start(self.env._("Search for links between clients"))
        cron = self.env["ir.cron"]
        done = 0
        left = self._refresh_profiles()
        cron._commit_progress(remaining=left)
        while left:
            count, left = self._again(self._scan_step)
            done += count
            if not cron._commit_progress(count, remaining=left):
                break
        self._again(lambda: self.env.cr.execute(radar_store_sql.drop_settled()))
        run._finish(done)

    @api.model
    def _again(self, work):
        """Do ``work``, again in a new transaction where somebody decided on one of its pairs meanwhile."""
        for _attempt in range(ATTEMPTS - 1):
            try:
                with self.env.cr.savepoint():
                    return work()
            except SerializationFailure:
                self.env["ir.cron"]._commit_progress()
        return work()

    @api.model
    def _scan(self):
        """Look at every client that is new or changed, in this transaction; how many there were."""
        done, left = 0, self._refresh_profiles()
        while left:
            count, left = self._scan_step()
            done += count
        self.env.cr.execute(radar_store_sql.drop_settled())
        self.invalidate_model()
        return done

    @api.model
    def _refresh_profiles(self, limit=CLIENTS_PER_STEP):
        """Bring what the radar knows of clients up to date; how many now wait to be looked at."""
        self.env.flush_all()
        cr = self.env.cr
        for statement in radar_profile_sql.forget_gone():
            cr.execute(statement)
        free_domains, places = self.env["client.free.mail.domain"]._names(), self._places()
        with_posts = "client.post" in self.env
        changed = limit
        while changed == limit:
            cr.execute("DROP TABLE IF EXISTS radar_changed")
            cr.execute(radar_profile_sql.take_changed(limit, with_posts))
            cr.execute(
                "SELECT partner_id, company_id, digest, name, vat, street, city, website, phone, emails, accounts,"
                " people FROM radar_changed ORDER BY partner_id"
            )
            rows = cr.dictfetchall()
            changed = len(rows)
            self._write_profiles(rows, free_domains, places)
        cr.execute("SELECT COUNT(*) FROM client_radar_profile WHERE is_pending")
        waiting = cr.fetchone()[0]
        if waiting:
            # What is asked next must not be planned for the tables as they were before many clients came.
            cr.execute("ANALYZE res_partner, client_radar_profile, client_radar_key")
        return waiting

    @api.model
    def _write_profiles(self, rows, free_domains, places):
        profiles, keys = [], []
        for row in rows:
            row["phones"] = [row["phone"]] if row["phone"] else []
            for field in ("emails", "accounts", "people"):
                row[field] = row[field] or []
            name, marks, tax_id, found = radar.profile(row, free_domains, places)
            client, company = row["partner_id"], row["company_id"]
            profiles.append((client, company, row["digest"], name, marks, tax_id))
            keys.extend((client, company, kind, value, shown) for (kind, value), shown in found.items())
        cr = self.env.cr
        cr.execute(radar_profile_sql.delete_keys([row["partner_id"] for row in rows]))
        cr.execute(radar_profile_sql.insert_profiles(profiles))
        cr.execute(radar_profile_sql.insert_keys(keys))

    @api.model
    def _places(self):
        """The words of the names of countries and regions, in all languages."""
        rows = self.env.execute_query(radar_profile_sql.place_names())
        return frozenset(word for (name,) in rows for word in normalise(name).split())

    @api.model
    def _scan_step(self, limit=CLIENTS_PER_STEP):
        """Look for pairs among the next ``limit`` waiting clients and all that were looked at before.

        :returns: (clients looked at, clients left)
        """
        cr = self.env.cr
        cr.execute(radar_pair_sql.drop_tables())
        for statement in radar_pair_sql.take_range(limit):
            cr.execute(statement)
        for statement in radar_pair_sql.pairs_of_keys():
            cr.execute(statement)
        self._find_similar_names()
        for statement in radar_pair_sql.pairs_of_names():
            cr.execute(statement)
        for statement in radar_store_sql.score_pairs(self._radar_setting("least_score", LEAST_SCORE)):
            cr.execute(statement)
        self._store_found()
        cr.execute(
            "SELECT (SELECT COUNT(*) FROM radar_range), (SELECT COUNT(*) FROM client_radar_profile WHERE is_pending)"
        )
        self.invalidate_model()
        return cr.fetchone()

    @api.model
    def _store_found(self):
        """Bring proposals in line with what was found for the range."""
        types = self.env["client.link.type"]
        division, subsidiary = types._of_code("division").id, types._of_code("subsidiary").id
        cr = self.env.cr
        cr.execute(radar_store_sql.take_back())
        cr.execute(radar_store_sql.last_chunk())
        for chunk in range(cr.fetchone()[0] + 1):
            for statement in radar_store_sql.store_found(chunk, division, subsidiary):
                cr.execute(statement)
        cr.execute(radar_pair_sql.finish_range())

    @api.model
    def _find_similar_names(self):
        """Fill ``radar_name_pair``."""
        cr = self.env.cr
        cr.execute(radar_pair_sql.names_in_play())
        rows = cr.fetchall()
        names = [name for name, _is_probe in rows]
        probes = [place for place, (_name, is_probe) in enumerate(rows) if is_probe]
        pairs = radar_names.similar_pairs(
            names,
            self._radar_setting("name_threshold", NAME_THRESHOLD),
            None if len(probes) == len(names) else probes,
        )
        pairs = radar_names.limit_partners(pairs, MOST_SIMILAR_NAMES)
        # Normalised names hold nothing that COPY would take for a sign of its own.
        cr.copy_expert("COPY radar_name (number, name) FROM STDIN", _file(enumerate(names)))
        cr.copy_expert(
            "COPY radar_name_pair FROM STDIN", _file((a, b, 100 * shared // both) for a, b, shared, both in pairs)
        )

    @api.model
    def _radar_setting(self, name, default):
        """A whole number from 1 to 100 out of the settings."""
        # Settings are read with all rights: the radar is the same for everybody.
        text = self.env["ir.config_parameter"].sudo().get_param(f"relationship_marketing.radar_{name}")
        return min(max(int(text), 1), 100) if text and str(text).isdigit() else default


def _file(rows):
    """``rows`` as ``COPY`` reads them."""
    return io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
