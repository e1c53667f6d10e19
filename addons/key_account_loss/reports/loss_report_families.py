def family_rows(form, families, limit):
    """Rows for the families that changed most, the others in one row, and all together.

    :param form: ReportFormat
    :returns: dictionaries of strings: name, figures; is_cut, is_total
    """
    shown = sorted(families, key=lambda family: -abs(family.difference))[:limit]
    shown = [family for family in families if family in shown]
    others = [family for family in families if family not in shown]
    rows = [_row(form, family.name, [family], family.is_cut) for family in shown]
    if others:
        rows.append(_row(form, form.env._("Other families: %(count)s", count=form.count(len(others))), others))
    if len(families) > 1:
        rows.append({**_row(form, form.env._("All families"), families), "is_total": True})
    return rows


def _row(form, name, families, is_cut=False):
    base, current, *changes = (
        sum(getattr(family, figure) for family in families)
        for figure in ("base", "current", "difference", "quantity_effect", "price_effect", "not_separable")
    )
    return {
        "name": name,
        "is_cut": is_cut,
        "is_total": False,
        "figures": [form.amount(base), form.amount(current), *(form.signed_amount(change) for change in changes)],
    }
