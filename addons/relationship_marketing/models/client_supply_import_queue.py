import logging
from contextlib import contextmanager

from odoo import api, models
from odoo.tools.misc import formatLang

from ..engine.supply_file import SupplyFileError
from .supply_reasons import file_sentence

_logger = logging.getLogger(__name__)


class ClientSupplyImport(models.Model):
    """Files too large for the screen wait for the scheduled action; the form shows how far it is."""

    _inherit = "client.supply.import"

    @api.model
    def _cron_run_queued(self):
        """Run the imports that were too large for the screen; a killed one is still queued and starts anew."""
        queued = self.search([("state", "=", "queued")], order="id")
        for index, source in enumerate(queued):
            user = source.queued_user_id or self.env.user
            source.with_user(user).with_company(source.company_id).with_context(lang=user.lang)._run_queued()
            self.env["ir.cron"]._commit_progress(1, remaining=len(queued) - index - 1)

    def _run_queued(self):
        """Run one waiting import; whatever goes wrong with it is told, and does not hold up the next one."""
        run = self.env["client.job.run"]._start(self.env._("Import of %(name)s", name=self.name), self.company_id)
        state = "done"
        try:
            with self.env.cr.savepoint():
                message = self._load_queued()
        except SupplyFileError as error:
            if error.code == "busy":
                run._finish(0, file_sentence(self.env, error))
                return
            state, message = "failed", file_sentence(self.env, error)
        except Exception:
            _logger.exception("Import of supply history %s failed", self.id)
            state = "failed"
            message = self.env._("The file could not be imported; nothing of it is in the ledger. The log says why.")
        if state == "failed":
            self.sudo().state = self._state_before_waiting()
        run._finish(self.read_count, message, state)
        self.message_post(
            body=message,
            author_id=self.env.ref("base.partner_root").id,
            partner_ids=self.env.user.partner_id.ids,
            notify_author_mention=True,  # the user is told of the end of a job that runs in his name
        )
        self.env.user._bus_send("client_supply_import/done", {"id": self.id})

    def _state_before_waiting(self):
        return (
            "done" if self.env["client.supply.import.line"].search([("import_id", "=", self.id)], limit=1) else "draft"
        )

    def _load_queued(self):
        # Not a step of its own: the log shall say that a waiting file was imported.
        self.sudo().with_context(tracking_disable=True).state = self._state_before_waiting()
        with self._progress() as progress, self._file_on_disk() as path:
            result = self._run(path, dry_run=self.is_dry_run_queued, progress=progress)
        return self.env._(
            "%(read)s rows read, %(written)s new or changed, %(refused)s refused.",
            read=formatLang(self.env, result["read"], digits=0),
            written=formatLang(self.env, result["written"], digits=0),
            refused=formatLang(self.env, self.refused_count, digits=0),
        )

    @contextmanager
    def _progress(self):
        """Yield a callable that shows the rows read so far on the user's screen, outside this transaction."""
        user, source = self.env.user, self

        def show(count, is_read=False):
            with self.env.registry.cursor() as cr:
                env = api.Environment(cr, user.id, {})
                env.user._bus_send(
                    "client_supply_import/progress", {"id": source.id, "count": count, "is_read": is_read}
                )

        yield show
