import ast
import logging
from functools import partial

from psycopg2 import Error as DatabaseError

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, Query, mute_logger

from ..engine import kleene
from .crm_lead_verdict import STORED

_logger = logging.getLogger(__name__)

LONGEST = 10_000
# In days, a hundred years.
LONGEST_WAIT = 36_525
ECONOMICS = "[('economics_state', '=', 'met')]"
# What the verdict itself writes: a condition on it would judge by its own outcome.
OF_THE_VERDICT = {*STORED, "filter_reason"}
# A large project without a need today is no worse for it: its need is formed (002).
TIMING = (
    "['|', '|', '&', ('team_id', '!=', False), ('team_id.sale_kind', '=', 'complex'), ('need_timing', '=', 'now'),"
    " ('need_date', '<=', 'today +%(days)sd')]"
)
# Hierarchies and the present minute change without a criterion changing.
NOT_KEPT = ("child_of", "parent_of", "now")
# What Odoo raises for a domain that does not fit its model: there is no class of its own for it.
MISFIT = (
    ValueError,
    OverflowError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    AssertionError,
    UserError,
)
KINDS = {
    "boolean": kleene.BOOLEAN,
    "integer": kleene.NUMBER,
    "float": kleene.NUMBER,
    "monetary": kleene.NUMBER,
    "properties": kleene.PROPERTIES,
    "many2one": kleene.TO_ONE,
    "one2many": kleene.TO_MANY,
    "many2many": kleene.TO_MANY,
}


class LeadCriterion(models.Model):
    _inherit = "lead.criterion"

    def _asked_domain(self):
        """The condition; where the criterion names none, that of its kind: what a costing says, when it is needed."""
        # An empty condition asks nothing.
        asked = self.domain if (self.domain or "").strip() != "[]" else False
        if asked:
            return asked
        match self.kind:
            case "economics":
                return ECONOMICS
            case "timing":
                return TIMING % {"days": min(max(self.within_days, 0), LONGEST_WAIT)}
        return False

    @api.depends("domain")
    def _compute_warning(self):
        for criterion in self:
            criterion.warning = criterion._domain_warning()

    def _domain_warning(self):
        """Why the condition cannot be asked any more, or False."""
        if not self.domain:
            return False
        try:
            # As those who judge ask it: with all rights.
            self.sudo()._conditions(Query(self.env, "crm_lead", SQL.identifier("crm_lead")))
        except MISFIT as error:
            return self.env._(
                "%(criterion)s is unknown for every request: %(reason)s", criterion=self.name, reason=str(error)
            )
        return False

    @api.model
    def _parse_domain(self, text):
        """The domain that is written in ``text``.

        :raises kleene.DomainError: it is none
        """
        if not isinstance(text, str) or len(text) > LONGEST:
            raise kleene.DomainError(self.env._("A condition is a text of no more than %(most)s signs.", most=LONGEST))
        try:
            domain = ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            raise kleene.DomainError(self.env._("This is no condition: %(text)s", text=text[:100])) from None
        if not isinstance(domain, list):
            raise kleene.DomainError(self.env._("This is no condition: %(text)s", text=text[:100]))
        return domain

    @api.model
    def _check_domains(self, texts):
        """See that conditions can be asked, by what this user may read: a condition tells nobody what he may not see.

        :raises ValidationError: one of them cannot be asked; says which and why
        """
        # Of the user who writes it, even where his client writes with all rights.
        leads = self.env["crm.lead"].with_user(self.env.user) if not self.env.su else self.env["crm.lead"]
        for text in filter(None, texts):
            try:
                domain = self._parse_domain(text)
                self._refuse_verdict(domain)
                parts = kleene.split(domain, "crm.lead", partial(_field_of, self.env))
                for part in (domain, parts.met, parts.not_met):
                    with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                        leads.search(Domain(part), limit=1)
            except (*MISFIT, DatabaseError, RecursionError, OverflowError, MemoryError) as error:
                raise ValidationError(
                    self.env._(
                        "The condition %(text)s cannot be asked of a request: %(reason)s",
                        text=str(text)[:200],
                        reason=_first_line(error),
                    )
                ) from error

    def _conditions(self, query):
        """(met, not met if not met before) as SQL, the joins they need put into ``query``; None without a condition.

        :raises ValueError: the condition does not fit the model any more
        """
        if not self._asked_domain():
            return None
        leads = self.env["crm.lead"].with_context(active_test=True)
        domain = self._parse_domain(self._asked_domain())
        self._refuse_verdict(domain)
        parts = kleene.split(domain, "crm.lead", partial(_field_of, self.env), self.zero_is_value)
        return tuple(
            Domain(part).optimize_full(leads)._to_sql(leads, query.table, query)
            for part in (parts.met, parts.known or parts.not_met)
        )

    @api.model
    def _refuse_verdict(self, domain):
        """
        :raises kleene.DomainError: the domain asks for what is worked out from it
        """
        for path in kleene.paths(domain):
            for field in self._fields_on(path):
                if field.model_name == "crm.lead" and field.name in OF_THE_VERDICT:
                    label = field._description_string(self.env)
                    raise kleene.DomainError(
                        self.env._("“%(field)s” is a part of the verdict: no verdict rests on itself.", field=label)
                    )

    def _is_kept(self):
        """Whether the SQL of the condition stays right for a day."""
        if not self.domain:
            return True
        if any(word in self.domain for word in NOT_KEPT):
            return False
        try:
            paths = kleene.paths(self._parse_domain(self.domain))
        except kleene.DomainError:
            return True
        return not any(field.search and not field.related for path in paths for field in self._fields_on(path))

    def _fields_on(self, path):
        """The fields that a path goes over, as far as they are there."""
        model = self.env["crm.lead"]
        for name in path.split("."):
            field = model._fields.get(name)
            if not field:
                return
            yield field
            if not field.relational:
                return
            model = self.env[field.comodel_name]

    def _watched(self):
        """Names of the lead's own fields that the conditions ask of first."""
        names = set()
        for criterion in self.filtered(lambda criterion: criterion._asked_domain()):
            try:
                domain = criterion._parse_domain(criterion._asked_domain())
                names |= {path.partition(".")[0] for path in kleene.paths(domain)}
            except kleene.DomainError:
                continue
        return names


def _field_of(env, model, name):
    field = env[model]._fields[name]
    if name in ("id", "display_name"):
        return kleene.Field(kleene.ALWAYS)
    return kleene.Field(KINDS.get(field.type, kleene.VALUE), field.comodel_name if field.relational else None)


def _first_line(error):
    """What an error says, without its trace."""
    if isinstance(error, AccessError):
        return str(error).split("\n")[0]
    text = str(error) or type(error).__name__
    return text.strip().split("\n")[0][:300]
