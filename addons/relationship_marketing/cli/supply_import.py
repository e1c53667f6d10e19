import json
from pathlib import Path

from odoo.cli.command import Command

OPTIONS = {
    "create_missing": "is_create_missing",
    "skip_refused": "is_skip_refused",
    "add": "is_add_up",
}


class SupplyImport(Command):
    """Import supply history from a CSV or XLSX file into the supply ledger"""

    name = "supply_import"
    epilog = """
        Prints one line of JSON: {read, written, unchanged, refused: [{line, column, reason}]}.
        Exit code 0: done; 1: rows refused and nothing imported; 2: usage or input.
    """

    def run(self, cmdargs):
        parser = self.parser
        parser.add_argument("-d", "--database", required=True)
        parser.add_argument("--company", help="its name; the administrator's company if not given")
        parser.add_argument("--source", help="name of the source; the file's name if not given")
        parser.add_argument("--create-missing", action="store_true", help="create unknown clients and families")
        parser.add_argument("--skip-refused", action="store_true", help="import the rows that are not refused")
        parser.add_argument("--add", action="store_true", help="add up with other sources of the same months")
        parser.add_argument("--dry-run", action="store_true", help="check only, change nothing")
        parser.add_argument("--date-order", choices=("dmy", "mdy"), help="how dates with slashes are read")
        parser.add_argument("--cutover", metavar="YYYY-MM", help="cut-over month, where the company has none yet")
        parser.add_argument("file", type=Path)
        # Commands are loaded without their addon; only now is its package looked up.
        from odoo.addons.relationship_marketing.tools.command import run_command

        run_command(self._import, parser.parse_args(cmdargs))

    def _import(self, arguments):
        from odoo.addons.relationship_marketing.tools.command import command_environment

        self._check_readable(arguments.file)
        with command_environment(arguments.database, "relationship_marketing", arguments.company) as env:
            source = self._source(env, arguments)
            result = self._load(source, arguments)
            if arguments.dry_run and source.state == "draft":
                source.unlink()
        refused = [{"line": line, "column": column, "reason": reason} for line, column, reason in result["refused"]]
        print(json.dumps({**result, "refused": refused}, ensure_ascii=False))
        return 1 if refused and not arguments.skip_refused else 0

    @staticmethod
    def _check_readable(path):
        from odoo.addons.relationship_marketing.tools.command import CommandError

        try:
            with path.open("rb"):
                return
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    @staticmethod
    def _source(env, arguments):
        """The named source of the company, new or loaded before."""
        values = {field: getattr(arguments, option) for option, field in OPTIONS.items()}
        values["file_name"] = arguments.file.name
        values["date_order"] = arguments.date_order or False
        if arguments.cutover:
            values["cutover_month"] = _cutover(env.company, arguments.cutover)
        name = arguments.source or arguments.file.name
        sources = env["client.supply.import"]
        source = sources.search([("name", "=", name), ("company_id", "=", env.company.id)])
        if source:
            source.write(values)
            return source
        return sources.create({**values, "name": name})

    @staticmethod
    def _load(source, arguments):
        from odoo.addons.relationship_marketing.engine.supply_file import SupplyFileError
        from odoo.addons.relationship_marketing.models.supply_reasons import file_sentence
        from odoo.addons.relationship_marketing.tools.command import CommandError

        try:
            return source._run(arguments.file, dry_run=arguments.dry_run)
        except SupplyFileError as error:
            raise CommandError(file_sentence(source.env, error)) from error


def _cutover(company, text):
    """The month of ``--cutover``; one that is set already is moved in the settings only."""
    from odoo.addons.relationship_marketing.tools.command import CommandError

    month, known = _month(text), company.supply_cutover_month
    if known and known != month:
        raise CommandError(f"The cut-over month of {company.name} is {known:%Y-%m}: move it in the settings.")
    return month


def _month(text):
    from odoo.addons.relationship_marketing.engine.months import parse_month
    from odoo.addons.relationship_marketing.tools.command import CommandError

    try:
        return parse_month(text)
    except ValueError:
        raise CommandError(f"{text} is not a month: write YYYY-MM.") from None
