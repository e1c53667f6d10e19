import json
import os
from pathlib import Path

from odoo.cli.command import Command

FORMATS = {".json": "_render_json", ".pdf": "_render_pdf", ".xlsx": "_render_xlsx"}


class LossReport(Command):
    """Write the report on lost key clients to a PDF, XLSX or JSON file"""

    name = "loss_report"
    epilog = "Nothing is stored in the database. Exit code 0: done; 2: usage or input."

    def run(self, cmdargs):
        parser = self.parser
        # one sentence, without the usage in front of it
        parser.error = lambda message: parser.exit(2, f"{message}\n")
        parser.add_argument("-d", "--database", required=True)
        parser.add_argument("--month", required=True, metavar="YYYY-MM", help="last month of the last year compared")
        parser.add_argument("--years", required=True, type=int, choices=range(2, 6), help="years compared")
        parser.add_argument("--grain", default="group", choices=("group", "division"), help="what a client is")
        parser.add_argument("--key", default="both", choices=("flagged", "share", "both"), help="who is a key client")
        parser.add_argument("--company", help="its name; the administrator's company if not given")
        parser.add_argument("--lang", help="the report's language, such as ru_RU; the administrator's if not given")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE", help=".pdf, .xlsx or .json")
        # Commands are loaded without their addon; only now is its package looked up.
        from odoo.addons.relationship_marketing.tools.command import run_command

        run_command(self._write_report, parser.parse_args(cmdargs))

    def _write_report(self, arguments):
        from odoo.addons.relationship_marketing.tools.command import command_environment

        month = self._month(arguments.month)
        self._check_writable(arguments.output)
        place = (arguments.database, "key_account_loss", arguments.company, arguments.lang)
        with command_environment(*place) as env:
            content = self._report(env, arguments, month)
            # the analysis was made to be written to the file, and is forgotten
            env.cr.rollback()
        self._write(arguments.output, content)
        return 0

    @staticmethod
    def _month(text):
        from odoo.addons.relationship_marketing.engine.months import parse_month
        from odoo.addons.relationship_marketing.tools.command import CommandError

        try:
            return parse_month(text)
        except ValueError:
            raise CommandError(f"{text!r} is no month: write it as YYYY-MM.") from None

    @staticmethod
    def _check_writable(path):
        """Refuse before the work what cannot be written after it."""
        from odoo.addons.relationship_marketing.tools.command import CommandError

        folder = path.absolute().parent
        if path.suffix.lower() not in FORMATS:
            raise CommandError(f"{path}: the file's name must end in .pdf, .xlsx or .json.")
        if not folder.is_dir():
            raise CommandError(f"{path} cannot be written: there is no folder {folder}.")
        if path.is_dir() or not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise CommandError(f"{path} cannot be written.")

    @staticmethod
    def _report(env, arguments, month):
        """The bytes of the report."""
        analysis = (
            env["loss.analysis"]
            .with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
            .create(
                {
                    "company_id": env.company.id,
                    "month": month,
                    "years": arguments.years,
                    "grain": arguments.grain,
                    "key_mode": arguments.key,
                }
            )
        )
        render = FORMATS[arguments.output.suffix.lower()]
        if render == "_render_json":
            return json.dumps(analysis._report_data(), ensure_ascii=False, indent=1).encode() + b"\n"
        analysis.action_compute()
        return getattr(analysis, render)(env.lang)

    @staticmethod
    def _write(path, content):
        """Put the file in place whole: one that was there before is never left half overwritten."""
        from odoo.addons.relationship_marketing.tools.command import CommandError

        partial = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            partial.write_bytes(content)
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
