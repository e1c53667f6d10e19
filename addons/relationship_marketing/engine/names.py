"""Company names, addresses and tax ids in a form in which two spellings of one thing are equal.

Pure functions, no Odoo. An empty result means "not known": it never equals anything.
"""

import re
import unicodedata

NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
ASCII_ALPHANUMERIC = re.compile("[a-z0-9]+")

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
DOTTED_STARTS = frozenset(form[0] for form in DOTTED_LEGAL_FORMS)
DOTTED_ENDS = frozenset(form[-1] for form in DOTTED_LEGAL_FORMS)


def normalise(text):
    """``text`` in one spelling: NFKC, case folded, ё as е, one space for each run of other signs."""
    return " ".join(_words(text))


def _words(text):
    if not text:
        return []
    if text.isascii():  # the same, several times faster: names come by the ten thousand
        return ASCII_ALPHANUMERIC.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return NOT_ALPHANUMERIC.sub(" ", folded).split()


def normalise_name(text):
    """A company's name, normalised, without the legal forms at its start and end.

    Empty where nothing but legal forms is left: such a name tells no company apart.
    """
    words = _words(text)
    while words:
        if length := _legal_form_at_start(words):
            del words[:length]
        elif length := _legal_form_at_end(words):
            del words[-length:]
        else:
            break
    return " ".join(words)


def _legal_form_at_start(words):
    """How many words at the start of ``words`` are a legal form."""
    if words[0] in LEGAL_FORMS:
        return 1
    if words[0] in DOTTED_STARTS:
        for length in range(min(LONGEST_DOTTED, len(words)), 1, -1):
            if tuple(words[:length]) in DOTTED_LEGAL_FORMS:
                return length
    return 0


def _legal_form_at_end(words):
    if words[-1] in LEGAL_FORMS:
        return 1
    if words[-1] in DOTTED_ENDS:
        for length in range(min(LONGEST_DOTTED, len(words)), 1, -1):
            if tuple(words[-length:]) in DOTTED_LEGAL_FORMS:
                return length
    return 0


def normalise_tax_id(text):
    """A tax id as upper-case letters and digits only."""
    if not text:
        return ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))
