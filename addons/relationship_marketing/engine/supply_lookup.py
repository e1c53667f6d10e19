"""Who and what a row of supply history speaks of. No Odoo.

A lookup answers with a record's id; for something unknown it raises Refused, or,
where creating was asked for, answers with a key (text) under which it is to be created.
"""

from dataclasses import dataclass
from datetime import date

from .names import normalise_tax_id
from .supply_row import Refused, shortened, text_of

SEVERAL = -1


@dataclass(slots=True)
class NewClient:
    """A client to be created, with the details of its latest row."""

    ref: str
    vat: str
    name: str
    day: date
    street: str = ""
    city: str = ""
    email: str = ""
    group: str = ""


def unambiguous(pairs):
    """{key: id} of (key, id) pairs; SEVERAL where a key has more than one id, empty keys left out."""
    found = {}
    for key, record_id in pairs:
        if key:
            found[key] = record_id if found.get(key, record_id) == record_id else SEVERAL
    return found


def single_spaced(text):
    return " ".join(text.split())


def folded(name):
    """A client's name as it is compared: case and runs of spaces do not count, the legal form does."""
    return single_spaced(name).casefold()


class ClientLookup:
    """Finds the buying client of a row: by reference, else by tax id, else by name.

    :param by_ref, by_vat, by_name: {text: partner id or SEVERAL}; tax ids normalised, names folded
    :param groups: {code or name of a client group: id}
    :param may_create: answer with a key for unknown clients and groups
    """

    def __init__(self, columns, by_ref, by_vat, by_name, groups=None, may_create=False):
        self.columns = columns
        self.by_ref = by_ref
        self.by_vat = by_vat
        self.by_name = by_name
        self.groups = groups or {}
        self.may_create = may_create
        self.new_clients = {}
        self.group_of_client = {}
        self._ref = columns.get("client_ref")
        self._vat = columns.get("client_vat")
        self._name = columns.get("client_name")
        self._group = columns.get("client_group")
        self._one_column = self._vat is None and self._group is None and self._ref is not None

    def find(self, cells):
        """The partner id, or the key of a client to be created.

        :raises Refused: ``no_client``, ``unknown_client``, ``several_clients``, ``client_conflict``,
            ``unknown_group``; with ``column`` among its values
        """
        if self._one_column:
            partner = self.by_ref.get(cells[self._ref])
            if partner is not None and partner != SEVERAL:
                return partner
        ref, vat, name = (self._text(cells, index) for index in (self._ref, self._vat, self._name))
        partner = self._find(ref, vat, name)
        if self._group is not None:
            group = text_of(cells[self._group])
            if group and group not in self.groups and not self.may_create:
                raise Refused("unknown_group", value=shortened(group), column="client_group")
        return partner

    def _find(self, ref, vat, name):
        if ref:
            partner = self._known(self.by_ref, ref, "client_ref", ref)
            other = self.by_vat.get(normalise_tax_id(vat)) if vat else None
            if partner and other and SEVERAL != other != partner:
                raise Refused("client_conflict", ref=shortened(ref), vat=shortened(vat), column="client_vat")
            return partner or self._new("client_ref", ref)
        if vat:
            return self._known(self.by_vat, normalise_tax_id(vat), "client_vat", vat) or self._new("client_vat", vat)
        if name:
            return self._known(self.by_name, folded(name), "client_name", name) or self._new("client_name", name)
        for column in ("client_ref", "client_vat", "client_name"):
            if column in self.columns:
                raise Refused("no_client", column=column)
        raise Refused("no_client", column="client_ref")

    def _known(self, index, key, column, shown):
        partner = index.get(key)
        if partner == SEVERAL:
            raise Refused("several_clients", value=shortened(shown), column=column)
        return partner

    def _new(self, column, value):
        if not self.may_create:
            raise Refused("unknown_client", value=shortened(value), column=column)
        key = normalise_tax_id(value) if column == "client_vat" else value
        return f"{column}:{folded(key) if column == 'client_name' else key}"

    def accept(self, partner, cells, day):
        """Remember the details of an accepted row's client, the latest row's where they differ."""
        if isinstance(partner, str):
            known = self.new_clients.get(partner)
            if known is None or day >= known.day:
                self.new_clients[partner] = self._details(cells, day, known)
        elif self._group is not None:
            group = text_of(cells[self._group])
            if group and day >= self.group_of_client.get(partner, (day, ""))[0]:
                self.group_of_client[partner] = (day, group)

    def _details(self, cells, day, known):
        def latest(name):
            index = self.columns.get(f"client_{name}")
            return self._text(cells, index) or (getattr(known, name) if known else "")

        names = ("ref", "vat", "name", "street", "city", "email", "group")
        return NewClient(day=day, **{name: latest(name) for name in names})

    @staticmethod
    def _text(cells, index):
        return "" if index is None else text_of(cells[index])


class FamilyLookup:
    """Finds the product family of a row: by its name, else by the product's reference.

    :param by_name: {complete name, or name where only one family has it: id or SEVERAL}
    :param by_product: {product reference: product id or SEVERAL}
    """

    def __init__(self, columns, by_name, by_product, may_create=False):
        self.by_name = by_name
        self.by_product = by_product
        self.may_create = may_create
        self.new_families = {}
        self._labels = {}
        self._family = columns.get("family")
        self._product = columns.get("product_ref")
        self._seen = {}

    def find(self, cells):
        """(family id, its key to be created, or None; product id or None).

        A row with a family needs no known product; a row without either belongs to no family.

        :raises Refused: ``unknown_family``, ``several_families``, ``unknown_product``,
            ``several_products``; with ``column`` among its values
        """
        family = cells[self._family] if self._family is not None else None
        product = cells[self._product] if self._product is not None and not family else None
        found = self._seen.get((family, product))
        if found is None:
            found = self._seen[(family, product)] = self._find(text_of(family), text_of(product))
        return found

    def _find(self, family, product):
        if family:
            key = single_spaced(family)
            found = self.by_name.get(key)
            if found == SEVERAL:
                raise Refused("several_families", value=shortened(family), column="family")
            if found is None and not self.may_create:
                raise Refused("unknown_family", value=shortened(family), column="family")
            if found is None:
                self._labels.setdefault(key, family)
                return key, None
            return found, None
        if product:
            found = self.by_product.get(product)
            if found is None or found == SEVERAL:
                code = "unknown_product" if found is None else "several_products"
                raise Refused(code, value=shortened(product), column="product_ref")
            return None, found
        return None, None

    def accept(self, categ):
        """Remember a family to be created, of an accepted row."""
        if isinstance(categ, str) and categ not in self.new_families:
            self.new_families[categ] = self._labels[categ]
