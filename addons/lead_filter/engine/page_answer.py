"""What a person wrote on a page, read as an answer to one question."""

import math
import re
from dataclasses import dataclass, field
from datetime import date

TEXT_LIMIT = 10_000
NUMBER_LIMIT = 1e12
DAYS = (date(2000, 1, 1), date(2100, 12, 31))


@dataclass(frozen=True)
class Reading:
    """``state`` is that of ``lead.answer``; ``values`` its fields; ``fault`` is number, date, choice or long."""

    state: str
    values: dict = field(default_factory=dict)
    fault: str | None = None


def read_answer(answer_type, entered="", words="", choice_ids=(), has_files=False):
    """Read what was entered for a question of this type.

    Nothing at all is an evasion. Words in place of a number are one too, and are kept: a number of pieces "as it
    goes" says nothing (000). Words in place of another answer are an answer that a person reads.

    :param choice_ids: ids of the possible answers
    """
    entered, words = clean(entered), clean(words)
    if len(words) > TEXT_LIMIT or len(entered) > TEXT_LIMIT:
        return Reading("asked", fault="long")
    if answer_type == "text":
        entered, words = "", "\n".join(filter(None, [entered, words]))
    said = {"text": words} if words else {}
    if entered and answer_type != "document":
        values, fault = _VALUE[answer_type](entered, choice_ids)
        return Reading("asked", fault=fault) if fault else Reading("answered", {**values, **said})
    if answer_type == "document" and has_files:
        return Reading("answered", said)
    return Reading("answered" if words and answer_type != "number" else "evaded", said)


def clean(text):
    """A text as the database takes it: no zero bytes, no halves of signs, no blanks around."""
    return (text or "").replace("\0", "").encode("utf-8", "ignore").decode().replace("\r\n", "\n").strip()


def number_of(text):
    """The number that a person wrote, with blanks between thousands and a comma or a point before decimals, or None."""
    text = re.sub(r"[\s'’_]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}([.,]\d{1,6})?", text, re.ASCII):
        return None
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) and abs(number) <= NUMBER_LIMIT else None


def _yes_no(entered, _choice_ids):
    return ({"yes_no": entered}, None) if entered in ("yes", "no") else ({}, "choice")


def _choice(entered, choice_ids):
    chosen = int(entered) if re.fullmatch(r"\d{1,9}", entered, re.ASCII) else None
    return ({"choice_id": chosen}, None) if chosen in choice_ids else ({}, "choice")


def _number(entered, _choice_ids):
    number = number_of(entered)
    return ({}, "number") if number is None else ({"number": number}, None)


def _date(entered, _choice_ids):
    try:
        day = date.fromisoformat(entered)
    except ValueError:
        return {}, "date"
    return ({"date": day}, None) if DAYS[0] <= day <= DAYS[1] else ({}, "date")


_VALUE = {"yes_no": _yes_no, "choice": _choice, "number": _number, "date": _date}
