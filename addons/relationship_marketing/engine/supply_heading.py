"""The columns of a supply history file, and the headings under which people send them. No Odoo."""

FIELDS = (
    "client_ref",
    "client_vat",
    "client_name",
    "date",
    "family",
    "product_ref",
    "quantity",
    "amount",
    "currency",
    "margin",
    "document",
    "client_street",
    "client_city",
    "client_email",
    "client_group",
)
# Of each group at least one column must be there.
REQUIRED = (
    ("client_ref", "client_vat", "client_name"),
    ("date",),
    ("family", "product_ref"),
    ("quantity",),
    ("amount",),
)
SYNONYMS = {
    "client_ref": "client code;customer id;customer code;код клиента;код контрагента;код на клиента",
    "client_vat": "vat;vat number;tax id;инн;еик;булстат;инн клиента;ддс номер",
    "client_name": "client;customer;customer name;клиент;контрагент;покупатель;наименование клиента;име на клиента",
    "date": "month;invoice date;дата;месяц;период;месец;дата на фактура",
    "family": "product family;category;product category;товарная группа;группа товаров;категория;продуктова група",
    "product_ref": "product;sku;article;item;артикул;код товара;продукт;код на продукт",
    "quantity": "qty;количество;кол-во;брой",
    "amount": "sum;net amount;net;revenue;сумма;сумма без ндс;стоимость;сума;стойност",
    "currency": "валюта",
    "margin": "gross margin;маржа;валовая прибыль;марж",
    "document": "invoice;document number;документ;номер документа;накладная;фактура",
    "client_street": "street;address;улица;адрес",
    "client_city": "city;town;город;град",
    "client_email": "email;e-mail;эл. почта;почта;имейл",
    "client_group": "group;holding;chain;холдинг;группа компаний;сеть;холдинг на клиента",
}


def normalised_heading(heading):
    """A heading as it is compared and remembered: lower case, single spaces."""
    return " ".join(str(heading).replace("_", " ").casefold().split())


FIELD_OF_HEADING = {
    normalised_heading(heading): field for field in FIELDS for heading in (field, *SYNONYMS[field].split(";"))
}


def field_of_heading(heading):
    """The column a heading stands for, or None."""
    return FIELD_OF_HEADING.get(normalised_heading(heading))


def map_headings(headings, remembered=None):
    """{column: index of the heading}, and the headings that two of them claim.

    :param remembered: {normalised heading: column or None}, what people chose before; goes first
    :returns: (columns, [(column, heading, other heading)])
    """
    columns, clashes = {}, []
    for index, heading in enumerate(headings):
        key = normalised_heading(heading)
        field = remembered[key] if remembered and key in remembered else FIELD_OF_HEADING.get(key)
        if not field:
            continue
        if field in columns:
            clashes.append((field, headings[columns[field]], heading))
        else:
            columns[field] = index
    return columns, clashes


def missing_columns(columns):
    """The groups of which no column is there."""
    return [group for group in REQUIRED if not any(field in columns for field in group)]
