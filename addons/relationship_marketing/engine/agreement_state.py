"""Whether an agreement is in force on a day (004: documented relations, no oral deals)."""


def agreement_state(today, signed_on=None, date_from=None, date_to=None, terminated_on=None):
    """One of valid, not_yet, expired, terminated; without a signature nothing is valid.

    ``date_to`` is the last day it holds, ``terminated_on`` the first day it does not. Without ``date_from`` it
    holds from its signature on, without ``date_to`` until terminated.
    """
    if terminated_on and terminated_on <= today:
        return "terminated"
    if date_to and date_to < today:
        return "expired"
    if not signed_on or signed_on > today or (date_from and date_from > today):
        return "not_yet"
    return "valid"
