"""What was handed over in the demo company, who decides in its deals, and what clients have shown (002)."""

# key: (client, person, function, e-mail, what they wrote, days ago it came in)
REQUESTS = {
    "pump": (
        "Контроллер насосной станции, серия",
        ("ООО «Аквалиния»", "Николай Беляев", "Chief engineer", "belyaev@aqualine.example"),
        "Собираем станции сами, платы теперь хотим заказывать. Партия 600 шт., документация полная.",
        6,
    ),
    "wagon": (
        "Блоки индикации для вагонов",
        ("АО «Вагонприбор»", "Оксана Тихонова", "Purchasing engineer", "tihonova@vagonpribor.example"),
        "Нужна серийная сборка блоков индикации, 400 шт. в квартал. Сейчас поставщик срывает сроки.",
        64,
    ),
    "meters": (
        "Metering modules, 400 a lot",
        ("Calder Metering Ltd", "Alan Pryce", "Operations manager", "pryce@caldermetering.example"),
        "Our boards come late every second time. Could you take over a series of 400?",
        20,
    ),
    "thermo": (
        "Термодатчики, девять исполнений",
        ("ООО «Полюс-Контроль»", "Вадим Лаптев", "Head of supply", "laptev@polus-control.example"),
        "Нужны датчики с изменениями под наши задачи: исполнений много, каждого по несколько штук.",
        88,
    ),
}
# What was answered to the counter-questions of the portrait.
ANSWERED = {"documents": "yes", "lot": "", "supplier": "time", "date": "60", "people": "Their engineer will."}
LOTS = {"pump": "600", "wagon": "400", "meters": "400", "thermo": "360"}
# key: [(days ago handed over, answer, days until it, reason, what is missing)]
HANDED_OVER = {
    "pump": [(1, "proposed", 0, None, None)],
    "wagon": [
        (
            58,
            "returned",
            2,
            "not_asked",
            "Who signs was not asked: Тихонова only collects offers. Ask whom she reports to.",
        ),
        (50, "accepted", 1, None, None),
    ],
    "meters": [(14, "returned", 2, "no_need", "They bought 400 elsewhere in October; the next lot is for spring.")],
    "thermo": [(80, "returned", 3, "not_ours", "Nine versions of twenty pieces: our plant is set up for series.")],
}
# Who plays which part in the deals, and what that rests on: person, role, stance, evidence, how they decide.
ROLES = {
    "wagon": (
        ("Борис Ефимов", "decision_maker", "for", "Signed the minutes of the talk", "Alone, after the chief designer"),
        ("Оксана Тихонова", "influencer", "neutral", "Collects three offers for each purchase", "By the price"),
        ("Борис Ефимов", "apr", "for", "Named so in their order on purchasing", ""),
    ),
    "navigation": (
        ("Дмитрий Ларин", "decision_maker", "for", "Signed both contracts", "By trust; asks quality first"),
        ("Эдуард Рябов", "influencer", "for", "His signature stands on the drawings", "By tests on his own bench"),
    ),
    "dispatcher": (
        ("Рустам Галеев", "influencer", "for", "Asked for us by name", "By what the line of assembly tells him"),
    ),
}
# What the clients have shown: gate, person, days ago, what.
SHOWN = {
    "wagon": (
        ("relationship", "Борис Ефимов", 47, "Received us at the plant; Тихонова led us to him"),
        ("needs", "Борис Ефимов", 40, "400 blocks a quarter from spring, in his own letter"),
        ("offer", "Борис Ефимов", 21, "Framework offer received; asked for a second delivery date"),
    ),
    "dispatcher": (("relationship", "Рустам Галеев", 15, "Showed us the line; the director is to be met yet"),),
}
DEALS = {
    "navigation": ("Модули навигации, первая серия", "Дмитрий Ларин", 430),
    "dispatcher": ("Пульты диспетчера, вторая серия", "Рустам Галеев", 30),
}
