"""Whether a letter to a lost client keeps the tone of 003: we may have erred, and one question."""

import re
from dataclasses import dataclass

from .letter_words import PATTERNS

NO_NAME, NO_QUESTION, MANY_QUESTIONS, EMPTY = "no_name", "no_question", "many_questions", "empty"

_WORDS = {
    kind: re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))
    for kind, patterns in PATTERNS.items()
}
_SPACES = re.compile(r"[\s\u00ad\u200b]+")
_QUESTIONS = re.compile(r"\?+[!?]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a letter is not sent: the kind, and the words it stands in (empty for what is missing)."""

    kind: str
    words: str = ""


def check_letter(text, name=""):
    """The faults of a letter's plain ``text``, in the order of the text; an empty list is a letter that may go.

    It may not call the client back, forgive, reproach or offer anything; it must be written to ``name`` and ask one
    question. Apologies of ours are welcome: «простите нас» is none of «простим».
    """
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        return [Fault(EMPTY)]
    folded = _folded(plain)
    found = [
        (match.start(), Fault(kind, plain[match.start() : match.end()].strip()))
        for kind, words in _WORDS.items()
        for match in words.finditer(folded)
    ]
    faults = [fault for _start, fault in sorted(found, key=lambda pair: pair[0])]
    if name.strip() and not _is_named(folded, name):
        faults.append(Fault(NO_NAME, name.strip()))
    questions = len(_QUESTIONS.findall(plain))
    if questions != 1:
        faults.append(Fault(MANY_QUESTIONS if questions else NO_QUESTION))
    return faults


def _folded(text):
    """Lower case, one kind of apostrophe, «е» for «ё»: the same length as ``text``, so that places stay."""
    return "".join(
        small if len(small := character.lower()) == 1 else character for character in text.replace("’", "'")
    ).replace("ё", "е")


def _is_named(folded, name):
    """One word of the name is enough: «Ivan Petrovich», «Mr Petrov», and inflected ends are left open."""
    words = [word for word in re.findall(r"\w+", _folded(name)) if len(word) > 2] or re.findall(r"\w+", _folded(name))
    return any(re.search(rf"(?<!\w){re.escape(word[: max(3, len(word) - 2)])}", folded) for word in words)
