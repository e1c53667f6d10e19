"""The sentences in which a refused row or file is explained, by the reason's code in ``engine/``."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

ROW_REASONS = {
    "empty": _lt("The cell is empty."),
    "unreadable_sign": _lt("“%(value)s” has a sign that cannot be read: save the file as UTF-8."),
    "not_a_number": _lt("“%(value)s” is not a number."),
    "both_decimal_marks": _lt("“%(value)s” has both decimal marks: write a comma or a point, not both."),
    "ambiguous_number": _lt("“%(value)s” may be a decimal or thousands: write it without the comma, or with a point."),
    "not_a_date": _lt("“%(value)s” is not a date."),
    "ambiguous_date": _lt("“%(value)s” can be read in two ways: say whether the day or the month comes first."),
    "future_month": _lt("%(month)s is in the future."),
    "after_cutover": _lt("%(month)s is not before the cut-over month %(cutover)s, from which Odoo's documents count."),
    "no_client": _lt("No client is named."),
    "unknown_client": _lt("Client “%(value)s” is unknown."),
    "several_clients": _lt("“%(value)s” is the name or number of several clients."),
    "client_conflict": _lt("Reference “%(ref)s” and tax ID “%(vat)s” belong to different clients."),
    "unknown_group": _lt("Client group “%(value)s” is unknown."),
    "unknown_family": _lt("Product family “%(value)s” is unknown."),
    "several_families": _lt("“%(value)s” is the name of several product families: give the complete name."),
    "unknown_product": _lt("Product “%(value)s” is unknown."),
    "several_products": _lt("“%(value)s” is the reference of several products."),
    "unknown_currency": _lt("Currency “%(value)s” is unknown."),
    "no_rate": _lt("Currency %(value)s has no exchange rate."),
    "wrong_cell_count": _lt("The row has %(count)s cells, the headings are %(expected)s."),
    "other_source": _lt("Source “%(source)s” already has this client, family and month."),
}

FILE_REASONS = {
    "empty": _lt("%(file)s is empty: a row of headings and the rows below it are expected."),
    "unreadable": _lt("%(file)s cannot be read from line %(line)s on: save it as CSV or XLSX again."),
    "cell_too_long": _lt("%(file)s has a cell of more than 131,072 characters after line %(line)s: check its quotes."),
    "column_missing": _lt("%(file)s has no column for %(columns)s: say which heading stands for it."),
    "column_twice": _lt("In %(file)s, “%(first)s” and “%(second)s” both stand for %(column)s: keep one."),
    "no_rows": _lt("%(file)s has headings, but no rows."),
    "busy": _lt("Another job is writing the supply ledger: try again in a minute."),
}


def row_sentence(env, code, values):
    """Why a cell was refused, in the user's language."""
    sentence = env._(ROW_REASONS[code])
    return sentence % values


def file_sentence(env, error):
    """Why a file cannot be used, in the user's language."""
    labels = dict(env["client.supply.import.heading"]._fields["field"]._description_selection(env))
    values = dict(error.values)
    if "columns" in values:
        values["columns"] = " / ".join(labels[column] for column in values["columns"])
    if "column" in values:
        values["column"] = labels[values["column"]]
    sentence = env._(FILE_REASONS[error.code])
    return sentence % values
