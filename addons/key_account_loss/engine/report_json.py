"""The result of stages 1 and 2 as plain data for ``loss_report``; its form is fixed, other programmes read it."""

from .exact import cents


def report(analysis, family_names, continued_as):
    """The report as dictionaries and lists, amounts with two decimals.

    :param family_names: {family id: complete name}
    :param continued_as: {client: [references]} of those who may go on under another number
    """
    parameters = analysis.parameters
    return {
        "month": f"{parameters.month:%Y-%m}",
        "years": parameters.years,
        "grain": parameters.grain,
        "clients": [
            _client(finding, family_names, continued_as.get(finding.client.client, [])) for finding in analysis.findings
        ],
    }


def _client(finding, family_names, continued_as):
    client, verdict = finding.client, finding.verdict
    return {
        "ref": client.reference,
        "name": client.name,
        "group": client.group_name,
        "key": finding.key,
        "volumes": [_amount(volume) for volume in client.volumes],
        "base": _amount(verdict.base.value) if verdict.base else None,
        "class": finding.classification,
        "scope": finding.scope,
        "lost": _amount(verdict.lost),
        "families_cut": sorted(family_names.get(position.family, "") for position in verdict.cut_positions),
        "continued_as": continued_as,
    }


def _amount(value):
    return cents(value) / 100
