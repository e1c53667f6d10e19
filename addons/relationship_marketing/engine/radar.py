"""By what two clients are recognised as one client, and how much each thing weighs.

A wrong group costs more than a missed one: names alone weigh little, and only what few clients share counts. Different
tax ids, or "I" and "II" at the end of a name, speak against one legal entity, never against one client: a group
consists of just such companies.

Pure functions, no Odoo; ``radar_pair_sql`` and ``radar_store_sql`` do the same for many, built from the tables here.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from .names import normalise, normalise_name, normalise_tax_id
from .radar_words import distinctive_words, marks

# kind: ((shared by up to so many clients, weight), …); what more clients share says nothing. Weight: 0 to 100, how
# surely two clients that share it, and nothing else, are one client.
WEIGHTS = {
    "tax_id": ((20, 95),),
    "bank_account": ((10, 85),),
    "domain": ((5, 70), (20, 60), (3000, 50)),
    "mailbox": ((3, 60), (10, 30)),
    "phone": ((3, 60), (10, 45), (40, 20)),
    "phone_block": ((3, 25), (10, 15)),
    "address": ((3, 40), (8, 25), (30, 10)),
    "word": ((60, 50), (300, 45), (3000, 35)),
    "person": ((3, 35),),
}
# (at least so similar in percent, weight)
NAME_WEIGHTS = ((80, 40), (70, 30), (0, 20))
# (the very same name, up to so many clients have it, weight): a name that many have is nobody's
SAME_NAME_WEIGHTS = ((5, 50), (20, 30))
# Of kinds that say the same twice only the stronger one counts.
FAMILIES = (
    ("tax_id",),
    ("bank_account",),
    ("domain",),
    ("mailbox",),
    ("phone", "phone_block"),
    ("address",),
    ("word",),
    ("person",),
    ("name",),
)
KINDS = tuple(kind for family in FAMILIES for kind in family)
# With a name that is the same letter by letter, one of these makes it one company entered twice.
ENTITY_KINDS = ("domain", "mailbox", "phone", "address", "bank_account", "person")
# From this score on a pair is shown unasked: more than names that are alike, but not equal, give by themselves.
WORTH_A_LOOK = 45
# Up to so many clients that share something are compared each with each; of more, each with the first of them.
LARGEST_BLOCK = 60
MOST_OF_ONE_NAME = 300

SHORTEST_TAX_ID = 6
SHORTEST_PHONE = 7
BLOCK_DIGITS = 2
# Numbers sold one by one all over a country: neighbours have nothing in common.
FREE_PHONE = re.compile(r"(7800|7804|1(800|888|877|866|855|844|833)|359(800|700)|44(800|808)|49(800|180)|33(80|81))\d+")
# Labels below which, in a country's domain, anybody registers: example.co.uk.
SECOND_LEVEL = frozenset("ac co com edu gov info mil net nom org".split())
STREET_WORDS = frozenset(
    "ул улица пр пр т просп проспект пер переулок наб набережная ш шоссе пл площадь б бул бульвар д дом стр строение"
    " корп корпус к оф офис бул булевард ж к кв № no nr st str street rd road ave avenue blvd boulevard ln lane dr"
    " drive strasse straße".split()
)
EMAIL = re.compile(r"[^\s@<>,;\"]+@([^\s@<>,;\"]+)")
HOST = re.compile(r"(?:[a-z]+://)?(?:[^/@]*@)?([^/:?#\s]+)", re.IGNORECASE)


def score(weights):
    """0 to 100: how much the evidence {kind: weight} speaks for one client; each kind lowers the doubt that is left."""
    doubt = Decimal(1)
    for family in FAMILIES:
        doubt *= 1 - Decimal(max((weights.get(kind, 0) for kind in family), default=0)) / 100
    return int((100 * (1 - doubt)).quantize(Decimal(1), ROUND_HALF_UP))


def weight(kind, clients):
    """How much it weighs that ``clients`` clients, these two among them, share something of ``kind``; 0: nothing."""
    return next((found for limit, found in WEIGHTS[kind] if clients <= limit), 0)


def name_weight(percent):
    """How much it weighs that two different names are so similar, in percent."""
    return next(found for least, found in NAME_WEIGHTS if percent >= least)


def same_name_weight(clients):
    """How much it weighs that two clients have the very same name, when ``clients`` clients have it."""
    return next((found for limit, found in SAME_NAME_WEIGHTS if clients <= limit), name_weight(0))


def is_same_entity(kinds, same_name, tax_ids, name_marks):
    """Whether it looks like one company entered twice, rather than two companies of one client.

    :param kinds: kinds of evidence seen
    :param same_name: whether the names are equal but for the legal form
    :param tax_ids: the tax ids of both, empty where not known: two different ones are two companies
    :param name_marks: of both names, the words that tell companies of one name apart
    """
    mine, theirs = tax_ids
    if mine and theirs:
        return mine == theirs and name_marks[0] == name_marks[1]
    return same_name and any(kind in kinds for kind in ENTITY_KINDS)


def tax_id_key(text):
    """A tax id without the country before it: with and without, one number; "" if too short to be one."""
    number = normalise_tax_id(text)
    if number[:2].isalpha() and number[2:].isdigit():
        number = number[2:]
    return number if len(number) >= SHORTEST_TAX_ID and number.strip("0") else ""


def phone_key(text):
    """A phone number as digits with its country; "" if too short to be one."""
    digits = "".join(char for char in text or "" if char.isascii() and char.isdigit())
    if (text or "").lstrip().startswith("00"):
        digits = digits[2:]
    if len(digits) == 11 and digits[0] == "8":
        digits = "7" + digits[1:]  # Russian numbers are written with either
    return digits if len(digits) >= SHORTEST_PHONE else ""


def phone_block_key(phone):
    """The block of a hundred numbers that ``phone``, a ``phone_key``, lies in; "" where numbers are sold singly."""
    return "" if not phone or FREE_PHONE.fullmatch(phone) else phone[:-BLOCK_DIGITS]


def domain_key(host):
    """The part of a host name that somebody registered: division.client.com and www.client.com are one; "" if none."""
    labels = [label for label in (host or "").lower().strip(".").split(".") if label]
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    depth = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL else 2
    return ".".join(labels[-depth:])


def address_key(street, city):
    """Street and house in a city, whatever the order and the abbreviations; "" without a house number or a city."""
    words = {word for word in normalise(street).split() if word not in STREET_WORDS}
    place = normalise(city)
    if not place or len(words) < 2 or not any(char.isdigit() for word in words for char in word):
        return ""
    return f"{place}|{' '.join(sorted(words))}"


def lead_word(name, places=frozenset()):
    """The first word of a normalised name that may tell whose company it is; "" if none does."""
    return next(iter(distinctive_words(name, places)), "")


def profile(client, free_domains=frozenset(), places=frozenset()):
    """What the radar keeps of a client.

    :param client: dict of ``name``, ``vat``, ``street``, ``city``, ``website``, ``phones``, ``emails``, ``accounts``
        (texts, the last three lists), ``people`` (ids of those who have worked there)
    :param free_domains: domains where anybody has a mailbox or a page
    :param places: words that name a country or region; those of the client's own city are added
    :returns: (name, marks, tax id, {(kind, value): as written})
    """
    name = normalise_name(client["name"])
    around = places | set(normalise(client["city"]).split())
    tax_id = tax_id_key(client["vat"])
    keys = {}
    if tax_id:
        keys["tax_id", tax_id] = client["vat"]
    for account in client["accounts"]:
        keys["bank_account", account] = account
    for host, written, is_mail in _hosts(client):
        domain = domain_key(host)
        if not domain:
            continue
        if domain in free_domains or host in free_domains:
            if is_mail:
                keys["mailbox", written.lower()] = written
        else:
            keys["domain", domain] = written
    for written in client["phones"]:
        phone = phone_key(written)
        if phone:
            keys["phone", phone] = written
        if block := phone_block_key(phone):
            keys["phone_block", block] = written
    if address := address_key(client["street"], client["city"]):
        keys["address", address] = f"{client['street']}, {client['city']}"
    if word := lead_word(name, around):
        keys["word", word] = word
    for person in client["people"]:
        keys["person", str(person)] = str(person)
    return name, " ".join(marks(name, around)), tax_id, keys


def _hosts(client):
    """(host, as written, whether it is of a mailbox) of the website and the mailboxes."""
    if client["website"] and (found := HOST.match(client["website"].strip())):
        yield found[1].lower().removeprefix("www."), client["website"], False
    for email in client["emails"]:
        for found in EMAIL.finditer(email or ""):
            yield found[1].lower(), found[0], True
