"""Dataset "companies": 50 000 companies with names, tax ids, addresses, phones and e-mails as in Russia, Bulgaria and
the West; a part of them belongs together under one brand, some are entered twice or misspelt. Deterministic."""

import io
import random
from dataclasses import dataclass

from .bulk import bulk_load, vacuum
from .common import environment

COMPANIES = 50_000
FREE_MAIL = ("mail.ru", "yandex.ru", "abv.bg", "gmail.com")


@dataclass(frozen=True)
class Companies:
    first_partner: int
    count: int


@dataclass(frozen=True)
class Country:
    """How companies of one country are called and reached."""

    syllables: tuple
    lengths: tuple
    activities: tuple
    forms: tuple
    cities: tuple
    streets: tuple
    phone: str


COUNTRIES = (
    Country(
        tuple(
            "сиб урал волга дон балт нева тех пром строй энерго электро агро транс мет хим авто гидро тепло микро опти"
            " лаз прибор сервис комплект торг инвест снаб монтаж проект систем вект орион альт вега спект контур"
            " импульс радио нав аэро пласт кабель свет термо био мед фарм лес нефте газ".split()
        ),
        (2, 2, 3),
        (
            "Приборостроение,Электроника,Автоматика,Энергетика,Логистика,Завод,Групп,Торговый дом,Сервис,Инжиниринг,"
            "Технологии,Снабжение,Производство,Монтаж,Проект,Системы безопасности,Металлоконструкции,"
            "Научно-производственная фирма"
        ).split(","),
        ("ООО «%s»", "ООО «%s»", "АО «%s»", "ЗАО «%s»", "%s"),
        ("Москва", "Пермь", "Казань", "Тверь", "Самара", "Омск", "Томск", "Уфа"),
        ("ул. Ленина", "пр-т Мира", "ул. Заводская", "наб. Ткачей", "ул. Садовая"),
        "+7 49",
    ),
    Country(
        tuple(
            "nor hal den brim field vex tor lum al mer quan bri ston wick ark sel van pol cor max dyn tri zen kel mont"
            " bar lyn ros fen gar hol ber lan sta win cas ther ox ran del".split()
        ),
        (2, 3, 3),
        (
            "Electronics,Instruments,Systems,Engineering,Logistics,Energy,Holdings,Group,Services,Metering,Components,"
            "Trading,Solutions,International,Manufacturing,Industries,Sensors,Controls,Technology,Power Supply"
        ).split(","),
        ("%s Ltd", "%s GmbH", "%s, Inc.", "%s LLC", "%s"),
        ("Leeds", "Dresden", "Lyon", "Austin", "Shanghai", "Utrecht"),
        ("Foundry Lane", "Werkring", "Station Road", "Main Street", "Canal Street"),
        "+44 11",
    ),
    Country(
        tuple(
            "балкан марица искър тракия родоп витоша дунав пирин рила струма янтра тунджа загоре варна русе тех пром"
            " ком еко маш мет лаб агро био".split()
        ),
        (1, 2, 2),
        "Електроникс,Автоматика,Инженеринг,Трейд,Груп,Сервиз,Енергия,Строй,Консулт,Транс".split(","),
        ("«%s» ЕООД", "%s ООД", "%s АД", "%s"),
        ("София", "Пловдив", "Русе", "Варна", "Бургас"),
        ("ул. Индустриална", "бул. България", "ул. Тракия", "ул. Шипка"),
        "+359 2",
    ),
)


def generate(registry, divisor, _folder):
    count = COMPANIES // divisor
    with environment(registry) as env:
        env.cr.execute("SELECT COALESCE(MAX(id), 0) + 1000 FROM res_partner")
        first = env.cr.fetchone()[0]
        rows = "".join(
            "\t".join((str(first + place), *company)) + "\n" for place, company in enumerate(_companies(count))
        )
        env.cr.execute(
            "CREATE TEMPORARY TABLE company (id integer, name text, vat text, street text, city text, phone text,"
            " email text)"
        )
        env.cr.copy_expert("COPY company FROM STDIN WITH (NULL '')", io.StringIO(rows))
        with bulk_load(env.cr, "res_partner"):
            env.cr.execute(
                """
                INSERT INTO res_partner (id, name, complete_name, vat, street, city, phone, phone_sanitized, email,
                                         is_company, active, type, commercial_partner_id, commercial_company_name,
                                         autopost_bills, lang, create_uid, create_date, write_uid, write_date)
                SELECT id, name, name, vat, street, city, phone, REPLACE(phone, ' ', ''), email,
                       TRUE, TRUE, 'contact', id, name, 'ask', 'en_US', 1, NOW(), 1, NOW()
                  FROM company
                """
            )
    vacuum(registry, "res_partner")
    return Companies(first, count)


def _companies(count):
    """``count`` times (name, tax id, street, city, phone, e-mail)."""
    chance = random.Random(0.6)
    made = 0
    while made < count:
        country = chance.choices(COUNTRIES, (5, 3, 2))[0]
        brand = _brand(chance, country)
        size = chance.randint(2, 12) if chance.random() < 0.04 else 1
        base = chance.choice((brand, "{} {}", "{} {}", "{1} {0}", "{0} {2} {1}")).format(
            brand, chance.choice(country.activities), _brand(chance, country)
        )
        domain = f"d{made}.example" if chance.random() < 0.6 else chance.choice(FREE_MAIL)
        for number in range(min(size, count - made)):
            yield _company(chance, country, brand, base if number == 0 else None, made, domain)
            made += 1


def _brand(chance, country):
    return "".join(chance.choice(country.syllables) for _part in range(chance.choice(country.lengths))).capitalize()


def _company(chance, country, brand, name, number, domain):
    city = chance.choice(country.cities)
    name = name or f"{brand} {chance.choice((city, chance.choice(country.activities)))}"
    if chance.random() < 0.02:
        at = chance.randrange(len(name))
        name = name[:at] + name[at + 1 :]
    return (
        chance.choice(country.forms) % name,
        f"{number + 10**9:010}" if chance.random() < 0.7 else "",
        f"{chance.choice(country.streets)} {chance.randint(1, 400)}",
        city,
        f"{country.phone}{chance.randrange(10**8):08}" if chance.random() < 0.8 else "",
        f"office{number}@{domain}",
    )
