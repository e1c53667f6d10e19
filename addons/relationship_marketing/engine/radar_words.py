"""Which words of a company's name say whose it is, and which only what it does, where, or which of several.

The lists are the common words of company names in the languages of the product and its neighbours, not of any one
database: in a small one a common word is rare.
"""

# What a company does or is.
GENERIC_WORDS = frozenset(
    # English
    "a an and the of for in on at by to from with group groups holding holdings company companies corporation firm"
    " enterprise enterprises partner partners partnership associates venture ventures joint trust fund funds capital"
    " equity invest investment investments investor investors finance financial financing bank banking insurance"
    " assurance reinsurance leasing lease rental rentals credit loan loans mortgage securities security asset assets"
    " management manager managers consulting consultants consultancy advisory advisors service services solution"
    " solutions system systems technology technologies tech technical engineering engineers industry industries"
    " industrial manufacturing manufacturer manufacturers production products product works factory plant plants mill"
    " trade trading trader traders sales marketing distribution distributor distributors supply supplies supplier"
    " import export imports exports commerce commercial business retail wholesale store stores shop market markets"
    " center centre centres centers office offices branch division department unit units sales site facility"
    " international global world worldwide national regional federal state city county town local central american"
    " european asian african russian bulgarian british german french chinese canadian general standard united first"
    " second third new old north south east west northern southern eastern western northeast northwest southeast"
    " southwest mid pacific atlantic america americas europe asia africa latin middle"
    " energy power electric electrical electricity electronic electronics gas oil petroleum coal nuclear solar wind"
    " water fuel pipeline transmission generation generating resources resource mining minerals mineral metal metals"
    " steel iron aluminum aluminium copper gold silver paper wood timber forest chemical chemicals plastic plastics"
    " polymer polymers packaging glass rubber cement concrete stone construction constructions builders building"
    " buildings development developments developer developers properties property real estate land realty housing"
    " home homes house apartments park parking hotel hotels resort resorts restaurant restaurants food foods beverage"
    " beverages farm farms agricultural agriculture dairy meat health healthcare medical medicine hospital clinic care"
    " pharma pharmaceutical pharmaceuticals laboratory laboratories labs life sciences science scientific research"
    " education school university college institute media entertainment games gaming film films pictures music"
    " publishing press news radio television tv broadcasting communication communications telecom telecommunications"
    " network networks wireless mobile cable digital data software computer computing information internet online web"
    " cloud transport transportation logistics shipping freight marine airlines airline air aviation aerospace space"
    " rail railway railroad auto automotive motor motors vehicle vehicles car cars truck trucks equipment machine"
    " machinery machines tools tool instruments instrument components component parts controls control automation"
    " sensors measurement test testing safety fire environmental waste recycling cleaning staffing personnel"
    " recruitment legal law accounting tax design architects art arts fashion clothing textile textiles apparel"
    " leisure sport sports travel tours tourism club foundation association society council committee cooperative"
    " administration administrative operations operating operation operator acquisition acquisitions merger sub"
    " subsidiary limited liability private public joint stock sdn bhd pt co op one two"
    " plaza tower towers street avenue road lane drive square"
    # Russian
    " и в на по для с из от группа группы компания компании холдинг корпорация концерн объединение предприятие фирма"
    " общество акционерное закрытое открытое публичное ограниченной ответственностью производственное производственная"
    " производственный производство научно научный научная внедренческая торговый торговая торгового дом торговля"
    " коммерческая коммерческий коммерческое фабрика завод заводы комбинат цех участок филиал представительство"
    " подразделение отделение управление управляющая дирекция центр центральный центральная институт нии кб окб нпо"
    " нпп нпф нпц пкф пк тд тпк тк гк ук мк скб спкб спецкб бюро конструкторское опытный опытное экспериментальный"
    " государственный государственное федеральный федеральное унитарное муниципальное"
    " сервис сервисный сервисная услуги снабжение комплект комплектация поставка поставки сбыт продажи маркет"
    " инвест инвестиции инвестиционная финанс финансы финансовая банк страхование страховая лизинг капитал фонд"
    " строй строительство строительная строительный строительное монтаж монтажный проект проектный проектная"
    " инжиниринг технологии технология техника технический техническая промышленный промышленная промышленность"
    " энергия энергетика энергетическая энергетический электро электроника электронные электротехника"
    " электротехнический электромеханический приборостроение приборостроительный прибор приборы"
    " машиностроение машиностроительный механический металл металлы металлоконструкции"
    " металлургический сталь нефть газ нефтегаз уголь горный вода"
    " химия химический лес лесной дерево бумага стекло пластик полимер упаковка кабель кабельный автоматика"
    " автоматизация система системы системный безопасность связь телеком радио информ информационные данные"
    " софт программные компьютер цифровые интернет сеть сети медиа транспорт транспортный логистика авто авиа"
    " авиационный морской железнодорожный агро сельскохозяйственный продукты пищевой мясо молоко медицина медицинский"
    " медицинская медтехника фарма фармацевтический здоровье клиника больница образование школа университет"
    " оборудование инструмент станки запчасти детали материалы изделия свет тепло вентиляция"
    " международный международная мир мировой российский российская русский русская национальный национальная"
    " региональный областной городской московский московская санкт петербург петербургский сибирский сибирь уральский"
    " урал волга поволжье юг север восток запад южный северный восточный западный центральный дальневосточный"
    " новый новая первый первая второй единый общий главный"
    # Bulgarian
    " за от към със груп група холдинг фирма дружество акционерно ограничена отговорност едноличен търговец търговия"
    " търговска къща завод заводи фабрика комбинат цех клон подразделение филиал център централен институт"
    " производство производствена сервиз сервис услуги доставки снабдяване продажби маркет трейд трейдинг"
    " инвест инвестмънт инвестиции финанс финанси банка застраховане застрахователно лизинг капитал фонд консулт"
    " консултинг строй строител строителство строителна монтаж проект инженеринг технологии технология техника"
    " технически индустрия индустриален индустриална промишлен промишленост енергия енергетика енерго електро"
    " електроника електроникс електронни електроцентрала електрически електрокомплект уреди прибори машини"
    " машиностроене механика метал метали стомана газ петрол въглища мини вода води химия химически дърво хартия стъкло"
    " пластмаса опаковки кабел автоматика автоматизация система системи сигурност комуникации телеком радио"
    " информационни данни софтуер компютри дигитал интернет мрежа мрежи медия медии транспорт логистик логистика ауто"
    " авиация морски агро земеделие храни месо мляко медицина медицински фарма здраве болница клиника образование"
    " училище университет оборудване инструменти части материали изделия светлина топлофикация"
    " интернешънъл глобал свят световен български българска българия национален национална регионален общински"
    " софийски южен северен източен западен юг север изток запад нов нова първи първа"
    # German, French, Italian, Spanish, Dutch, Portuguese
    " und der die das fur gesellschaft beteiligungs beteiligungen verwaltungs verwaltung vertrieb vertriebs handel"
    " handels technik werke werk dienstleistungen immobilien deutschland et de des du la le les compagnie societe"
    " groupe france e di della del italia spa y el los servicios servicio industria industrias comercial comercio"
    " internacional nacional sociedad compania inversiones espana nederland beheer do brasil".split()
)
ROMAN_NUMERALS = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central"
    " юг север восток запад южный северный восточный западный центральный центр"
    " изток южен северен източен западен централен център".split()
)
SHORTEST_WORD = 3


def distinctive_words(name, places=frozenset()):
    """The words of a normalised name that may tell whose company it is, in their order.

    :param places: words that name a place: they tell where it is
    """
    return [
        word
        for word in name.split()
        if len(word) >= SHORTEST_WORD and word.isalpha() and word not in GENERIC_WORDS and word not in places
    ]


def marks(name, places=frozenset()):
    """The words of a normalised name that tell apart companies of one name: numbers, numerals, letters, places."""
    return sorted(word for word in name.split() if _is_mark(word) or word in places)


def _is_mark(word):
    return len(word) == 1 or word in ROMAN_NUMERALS or word in DIRECTIONS or any(map(str.isdigit, word))
