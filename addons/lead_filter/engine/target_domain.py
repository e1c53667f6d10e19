"""The conditions of a portrait asked of companies that have not asked us for anything yet.

A condition speaks of a request; of a company, only what leads through the request's client, or what the request would
take over from it, can be told. All else is unknown until there is a request.
"""

from .kleene import FALSE_LEAF, TRUE_LEAF, Split, Splitter

UNKNOWN = Split([FALSE_LEAF], [FALSE_LEAF])
# What a request takes over from the company it is linked to: field of the request, field of the company.
TAKEN_OVER = {
    "city": "city",
    "country_id": "country_id",
    "email_from": "email",
    "function": "function",
    "partner_name": "name",
    "phone": "phone",
    "state_id": "state_id",
    "street": "street",
    "street2": "street2",
    "website": "website",
    "zip": "zip",
}
# The links of the request that lead to the company itself.
ITSELF = ("partner_id", "commercial_partner_id")
REQUEST, COMPANY = "crm.lead", "res.partner"


def split_for_company(domain, field_of, zero_is_value=False):
    """A domain on requests as *met* and *not met* of a company.

    :param domain, field_of, zero_is_value: as for ``kleene.split``
    :returns: ``kleene.Split`` of domains on ``res.partner``
    :raises kleene.DomainError: the domain is malformed, too long, or names a field that is not there
    """
    return _CompanySplitter(field_of, zero_is_value).domain(domain, REQUEST, 0)


class _CompanySplitter(Splitter):
    def leaf(self, path, operator, value, model, depth):
        # Deeper down are other requests, those of the company.
        if depth or model != REQUEST or not isinstance(path, str):
            return super().leaf(path, operator, value, model, depth)
        # What cannot be asked of a request is refused here as it is there; a leaf counts once.
        leaves = self.leaves
        of_request = super().leaf(path, operator, value, model, depth)
        self.leaves = leaves + 1
        if of_request.met in ([TRUE_LEAF], [FALSE_LEAF]):
            return of_request
        name, _dot, rest = path.partition(".")
        if name in TAKEN_OVER or (name in ITSELF and rest):
            self.leaves = leaves
        if name in TAKEN_OVER:
            taken = ".".join(filter(None, (TAKEN_OVER[name], rest)))
            return super().leaf(taken, operator, value, COMPANY, depth)
        if name not in ITSELF:
            return UNKNOWN
        if rest:
            return super().leaf(rest, operator, value, COMPANY, depth + 1)
        return self._about_itself("=" if operator == "=?" else operator, value, depth)

    def _about_itself(self, operator, value, depth):
        """The company is there: set, one of these, or such that a domain holds."""
        if operator in ("any", "not any"):
            inner = self.domain(value, COMPANY, depth + 1)
            return inner if operator == "any" else Split(inner.not_met, inner.met, known=inner.known)
        values = value if isinstance(value, list | tuple | set | frozenset) else [value]
        if any(isinstance(one, str) for one in values):
            leaf = ("display_name", operator, value)
        elif operator in ("child_of", "parent_of"):
            leaf = ("id", operator, value)
        else:
            leaf = ("id", operator, [one for one in values if one] if operator in ("in", "not in") else value)
        return Split([leaf], ["!", leaf], known=[TRUE_LEAF])
