"""Three years of requests that were closed: drawn, always the same ones, and like those the sources tell of.

Contracts come of series with documents that a technologist can read, of clients whose engineers speak to ours and who
miss quality or dates at those who make it now (000, 002). Now and then one comes of something else.
"""

from dataclasses import dataclass
from random import Random

COUNT = 168
FIRST_DAY, LAST_DAY = 1090, 48
STEMS = (
    "Гидросенсор Аналитика Термолаб Вибротех Метран-Сервис Радиоузел Сигнал-М Протон Кварцит Энергоучёт"
    " Норд-Прибор Телеметрия Калибр Спектр-Ф Импульс-Авто Магистраль Ортех Уралдатчик Балтприбор Эталон-Н"
).split()
STEMS_ABROAD = (
    "Norwell Ashby Corrigan Marlow Halden Brandt Keller Vossberg Lindqvist Harrow Stavrev Balkan Iskar Rila Tundzha"
).split()
# Family: what is asked for, chance of a contract added.
LINES = {
    "PCB assembly": (("Платы контроллера", "Controller boards", "Платы датчика", "Sensor boards"), 0.10),
    "Box build": (("Сборка прибора", "Box build of an analyser"), 0.0),
    "Cable harnesses": (("Жгуты для шкафа", "Cable harness"), -0.05),
    "Prototypes": (("Опытная партия", "Prototype run"), -0.35),
}
SOURCES = {"website": (0.45, -0.1), "email": (0.25, 0.0), "phone": (0.12, -0.2), "exhibition": (0.18, 0.3)}
SUPPLIERS = {"quality": (0.32, 0.15), "time": (0.28, 0.1), "price": (0.28, -0.3), "nobody": (0.12, -0.2)}
LOTS = (20, 45, 80, 150, 250, 300, 400, 600, 800, 1200, 2500)
COUNTRIES = {"ru": 0.6, "bg": 0.16, "gb": 0.12, "de": 0.12}


@dataclass(frozen=True)
class Request:
    days_ago: int
    company: str
    subject: str
    line: str
    source: str
    country: str
    documents: bool
    lot: int
    supplier: str | None
    engineer: bool | None
    in_days: int
    amount: float
    is_won: bool
    closed_after: int
    by_phone: bool


def history():
    """The closed requests, the earliest first."""
    random = Random(2012)
    days = sorted((random.randint(LAST_DAY, FIRST_DAY) for _each in range(COUNT)), reverse=True)
    return [_request(random, day) for day in days]


def _request(random, days_ago):
    line = random.choices(tuple(LINES), (5, 2, 2, 2))[0]
    subjects, chance_of_line = LINES[line]
    source = _drawn(random, SOURCES)
    country = random.choices(tuple(COUNTRIES), COUNTRIES.values())[0]
    documents = random.random() < 0.7
    lot = random.choice(LOTS)
    supplier = _drawn(random, SUPPLIERS) if random.random() < 0.8 else None
    engineer = random.random() < 0.55 if random.random() < 0.85 else None
    chance = 0.45 + chance_of_line + SOURCES[source][1] + (SUPPLIERS[supplier][1] if supplier else 0.0)
    chance += (0.2 if lot >= 300 else -0.25) + (0.2 if engineer else -0.12)
    if not documents:
        # Our technologist drew them himself, once or twice.
        chance = min(chance, 0.5) * 0.25
    abroad = country != "ru"
    stem = random.choice(STEMS_ABROAD if abroad else STEMS)
    company = {"ru": f"АО «{stem}»", "bg": f"{stem} OOD", "gb": f"{stem} Instruments Ltd", "de": f"{stem} GmbH"}[
        country
    ]
    subject = random.choice([subject for subject in subjects if subject.isascii() == abroad] or subjects)
    return Request(
        days_ago=days_ago,
        company=company,
        subject=f"{subject}, {lot}",
        line=line,
        source=source,
        country=country,
        documents=documents,
        lot=lot,
        supplier=supplier,
        engineer=engineer,
        in_days=random.choice((30, 60, 90, 120, 240)),
        amount=round(lot * random.choice((18, 35, 60, 95)), -2),
        is_won=random.random() < chance,
        closed_after=random.randint(8, 40),
        by_phone=random.random() < 0.6,
    )


def _drawn(random, weights):
    return random.choices(tuple(weights), [weight for weight, _chance in weights.values()])[0]
