"""Words of the tones a letter to a lost client must not have, in the three languages of our letters (003, stage 5)."""

CALL_TO_RETURN, FORGIVING, REPROACH, OFFER = "call_to_return", "forgiving", "reproach", "offer"

# Patterns of whole words, by stem where a language inflects. Read over text in lower case with «ё» as «е».
PATTERNS = {
    CALL_TO_RETURN: (
        r"(воз)?вернись|(воз)?вернитесь|возвращайтесь|возвращайся",
        r"(воз)?верн(уться|утесь|етесь|улись|уть вас|ем вас)|ваше\w* возвращени\w+|верните\w* (свои|ваши) заказы",
        r"возобнов\w+ (сотрудничеств\w+|заказ\w+|закупк\w+|поставк\w+|работ\w+)|ждем вас (снова|обратно|назад)",
        r"(снова|опять) (работать|сотрудничать|покупать|заказывать)|(хотим|хотели бы|надеемся) .{0,30}снова",
        r"come back|return to us|win you back|welcome you back|have you back|want you back|resume (our|your|the) \w+",
        r"work (together|with us) again|do business (together|with us)? ?again|start (buying|ordering) again",
        r"върнете се|върни се|да се върнете|завръщане(то)? ви|вашето завръщане|да ви върнем|върнем отново",
        r"възобнов\w+ (сътрудничеств\w+|поръчк\w+|доставк\w+|покупк\w+|работ\w+)",
        r"(отново|пак) (да )?(работим|сътрудничим|купувате|поръчвате)|очакваме ви (отново|пак|обратно)",
    ),
    FORGIVING: (
        r"(все )?(прощу|простим|прощаем|прощаю|простили)( все)?|не (держим|держу|таим) (зла|обиды)|готовы простить",
        r"(we|i)('ll| will| shall| would|'d)? ?(gladly |fully )?(forgive|have forgiven|pardon)|all is forgiven",
        r"(no hard feelings|bear (you )?no grudge|let bygones be bygones|prepared to overlook|ready to forgive)",
        r"(ще )?(ви )?(простим|прощаваме|простихме)|всичко е простено|не се сърдим|не ви се сърдим|готови да простим",
    ),
    REPROACH: (
        r"вы нас (бросили|предали|подвели|покинули|оставили|разочаровали)",
        r"неблагодар\w+|измен(а|у|ой|ы|или)|предател\w+",
        r"(мы |нам )?(обижен\w*|обидно|разочарован\w*|возмущен\w*)|несмотря на все,? что мы|столько для вас сделали",
        r"почему вы (ушли|прекратили|перестали|отказались|молчите|нам измен\w+)|как вы могли|вы (должны|обязаны)",
        r"you (have )?(left|abandoned|deserted|betrayed|let) us( down)?|ungrateful|disloyal\w*|betray\w*",
        r"(we are|we were|i am|we feel) (hurt|disappointed|offended|upset)|after all we (have )?d(o|id|one) for you",
        r"why (did|have) you (leave|left|stop\w*|gone|go|abandon\w*|turn\w*)|how could you|you (owe|must|should have)",
        r"(ни )?(изоставихте|предадохте|подведохте|разочаровахте)( ни)?|неблагодар\w+|предателств\w+|изневер\w+",
        r"(обидени|разочаровани|засегнати|възмутени) сме|сме (обидени|разочаровани|засегнати|възмутени)",
        r"защо (си тръгнахте|ни напуснахте|спряхте|прекратихте|се отказахте|мълчите)|как можахте|длъжни сте|дължите ни",
    ),
    OFFER: (
        r"скидк\w+|спец\w*предложени\w+",
        r"(особ|специальн|выгодн|новы|лучш)\w+ (предложени|услови|цен)\w+|бонус\w*|подар\w+",
        r"акци(я|и|ю|ей)|снижени\w+ цен\w*|отсрочк\w+|бесплатн\w+|коммерческ\w+ предложени\w+|прайс\w*|промокод\w*",
        r"мы (готовы )?предл(агаем|ожим|ожить)|льгот\w+|распродаж\w+",
        r"discount\w*|rebate\w*|special (offer|price|terms|conditions)\w*",
        r"better (price|terms|offer)\w*|voucher\w*|coupon\w*",
        r"price (cut|reduction)s?|free of charge|for free",
        r"(we|i) (can |would like to )?offer|our (new |best )?offer|gift\w*",
        r"promotion\w*|bonus\w*|quotation|price list",
        r"отстъпк\w+|намалени\w+ (на )?цен\w+",
        r"(специалн|изгодн|по-добр|нов)\w+ (оферт|предложени|услови|цен)\w+|оферта\w*",
        r"бонус\w*|подар\w+|промоци\w+|безплатн\w+|ваучер\w*|(ви )?предлагаме|ценова листа|ценоразпис",
    ),
}
