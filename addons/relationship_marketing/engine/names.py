"""Company names, addresses and tax ids in a form in which two spellings of one thing are equal.

Pure functions, no Odoo. An empty result means "not known": it never equals anything.
"""

import re
import unicodedata

NOT_ALPHANUMERIC = re.compile(r"[\W_]+")

# Legal forms as they read once normalised: dots and slashes have become spaces.
LEGAL_FORMS = frozenset(
    # Russia and its neighbours
    "ооо оао пао зао ао нао ип чп одо тоо гуп муп фгуп"
    # Bulgaria
    " еоод оод еад ад ет сд кд ead eood ood"
    # English
    " ltd limited llc llp lp inc incorporated corp corporation co plc pty pte"
    # the rest of Europe
    " gmbh ag kg kgaa ohg ug se sa sas sarl bv nv oy oyj ab as asa aps spa srl sl sro doo kft zrt oü sia uab".split()
)
DOTTED_LEGAL_FORMS = frozenset(
    tuple(form.split())
    for form in (
        "о о о,о а о,п а о,з а о,l l c,g m b h,s a r l,s r l,s p a,s a,s r o,b v,n v,d o o,a s,sp z o o".split(",")
    )
)
LONGEST_DOTTED = max(map(len, DOTTED_LEGAL_FORMS))


def normalise(text):
    """``text`` in one spelling: NFKC, case folded, ё as е, one space for each run of other signs."""
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return NOT_ALPHANUMERIC.sub(" ", folded).strip()


def normalise_name(text):
    """A company's name, normalised, without the legal forms at its start and end.

    Empty where nothing but legal forms is left: such a name tells no company apart.
    """
    words = normalise(text).split()
    start, end = 0, len(words)
    while start < end:
        if length := _legal_form_at(words[start:end]):
            start += length
        elif length := _legal_form_at(words[start:end], at_end=True):
            end -= length
        else:
            break
    return " ".join(words[start:end])


def _legal_form_at(words, at_end=False):
    """How many words at the start (or end) of ``words`` are a legal form."""
    if words[-1 if at_end else 0] in LEGAL_FORMS:
        return 1
    for length in range(min(LONGEST_DOTTED, len(words)), 1, -1):
        if tuple(words[-length:] if at_end else words[:length]) in DOTTED_LEGAL_FORMS:
            return length
    return 0


def normalise_tax_id(text):
    """A tax id as upper-case letters and digits only."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text or "").upper()))
