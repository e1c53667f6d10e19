"""screens: opening the forms and lists, as the web client reads them, against plain CRM's in the same database.

Plain is Odoo's own view: the views with which our addons extend it are switched off, and what is left is read by the
same user. Reading is ``web_read`` of one record and ``web_search_read`` of a page of 80, with what the view names, in a
new environment each time; the chatter, the same on both sides, is left out. So is the panel on the client, which the
form asks for once it is there, as it does for the chatter: told apart. Forms of ours without a counterpart are held
against the contact's form, lists of ours against the list of leads.
"""

from lxml import etree

from odoo import SUPERUSER_ID, api

from .common import Measure, compare, figures

DATASET = "relations"
BAR = 1.2
OURS = ("relationship_marketing", "lead_filter", "key_account_loss")
FORMS_PER_RUN = 150
LISTS_PER_RUN = 30
PAGE = 80
SHORT_PAGE = 20
COUNT_LIMIT = 10_000  # the web client's own, where the view names none
# name: (model, view, model and view it is held against)
PARTNER_FORM = ("res.partner", "base.view_partner_form")
LEAD_FORM = ("crm.lead", "crm.crm_lead_view_form")
LEAD_LIST = ("crm.lead", "crm.crm_case_tree_view_oppor")
PARTNER_LIST = ("res.partner", "base.view_partner_tree")
FORMS = {
    "partner": (*PARTNER_FORM, PARTNER_FORM),
    "lead": (*LEAD_FORM, LEAD_FORM),
    "group": ("client.group", "relationship_marketing.client_group_view_form", PARTNER_FORM),
}
LISTS = {
    "partners": (*PARTNER_LIST, PARTNER_LIST),
    "leads": (*LEAD_LIST, LEAD_LIST),
    "groups": ("client.group", "relationship_marketing.client_group_view_list", LEAD_LIST),
    "suggestions": ("client.link.suggestion", "relationship_marketing.client_link_suggestion_view_list", LEAD_LIST),
    "promises": ("client.promise", "relationship_marketing.client_promise_view_list", LEAD_LIST),
    "complaints": ("client.complaint", "relationship_marketing.client_complaint_view_list", LEAD_LIST),
    "experience": ("client.experience", "relationship_marketing.client_experience_view_list", LEAD_LIST),
    "ties": ("client.tie", "relationship_marketing.client_tie_view_list", LEAD_LIST),
    "supplies": ("client.supply", "relationship_marketing.client_supply_view_list", LEAD_LIST),
    "net values": ("client.net.value", "relationship_marketing.client_net_value_view_list", LEAD_LIST),
    "service costs": ("client.service.cost", "relationship_marketing.client_service_cost_view_list", LEAD_LIST),
    "assessments": ("client.assessment", "relationship_marketing.client_assessment_view_list", LEAD_LIST),
    "decisions": ("client.decision", "relationship_marketing.client_decision_view_list", LEAD_LIST),
    "decisions due": ("client.decision.due", "relationship_marketing.client_decision_due_view_list", LEAD_LIST),
    "positions": ("client.position", "relationship_marketing.client_position_view_list", LEAD_LIST),
    "attributes": ("client.attribute.weight", "relationship_marketing.client_attribute_weight_view_list", LEAD_LIST),
    "measures": ("client.measure.snapshot", "relationship_marketing.client_measure_snapshot_view_list", LEAD_LIST),
    "performance": ("client.performance", "relationship_marketing.client_performance_view_list", LEAD_LIST),
    "levels": ("client.level.reach", "relationship_marketing.client_level_reach_view_list", LEAD_LIST),
    "requests": ("crm.lead", "lead_filter.crm_lead_view_list", LEAD_LIST),
    "answers": ("lead.answer", "lead_filter.lead_answer_view_list", LEAD_LIST),
    "letters": ("lead.question.sending", "lead_filter.lead_question_sending_view_list", LEAD_LIST),
    "conditions": ("lead.condition", "lead_filter.lead_condition_view_list", LEAD_LIST),
    "hand-overs": ("lead.handover", "lead_filter.lead_handover_view_list", LEAD_LIST),
    "roles": ("lead.role", "lead_filter.lead_role_view_list", LEAD_LIST),
    "evidence": ("lead.gate.evidence", "lead_filter.lead_gate_evidence_view_list", LEAD_LIST),
    "sleeps": ("lead.sleep", "lead_filter.lead_sleep_view_list", LEAD_LIST),
    "economics": ("lead.economics", "lead_filter.lead_economics_view_list", LEAD_LIST),
    "targets": ("lead.target", "lead_filter.lead_target_view_list", LEAD_LIST),
    "budgets": ("client.budget.calendar", "lead_filter.client_budget_calendar_view_list", LEAD_LIST),
    "plans": ("client.plan", "relationship_marketing.client_plan_view_list", LEAD_LIST),
}
# What the matrix asks of the server, with as many bubbles as it draws; held against a page of the list of leads.
MATRIX_VIEWS = ("ours", "theirs")
# What the start screen asks of the server: a dozen short lists in one, told beside a page of the list of leads.
ROLES = ("telemarketer", "development")


def run(registry, data, size, repeat):
    for name, (model, view, plain) in FORMS.items():
        yield {"form": name, **_compare(registry, data, repeat, (model, view), plain, _open_forms)}
    for name in ("partner", "lead"):
        yield {"panel": name, **_panel(registry, data, FORMS[name][0])}
    yield {"panel": "value", **_card(registry, data)}
    for name, (model, view, plain) in LISTS.items():
        yield {"list": name, **_compare(registry, data, repeat, (model, view), plain, _open_lists)}
    for view in MATRIX_VIEWS:
        yield {"matrix": view, **_matrix(registry, data, repeat, view)}
    for role in ROLES:
        yield {"start": role, **_start(registry, data, repeat, role)}


def _panel(registry, data, model):
    """What the panel on the client costs, once its form is there."""

    def work():
        for place in range(FORMS_PER_RUN):
            with registry.cursor() as cr:
                records = api.Environment(cr, data.user, {})[model]
                records.get_client_context(_record(records, data, place).id, {})

    work()
    measure = Measure(registry, work)
    measure.once()
    return {
        "ours_s": round(measure.median / FORMS_PER_RUN, 4),
        "bar": None,
        "ok": None,
        "queries": round(measure.queries / FORMS_PER_RUN, 1),
    }


def _card(registry, data):
    """What the card on a client's value costs, once its page is opened."""

    def work():
        for place in range(FORMS_PER_RUN):
            with registry.cursor() as cr:
                _record(api.Environment(cr, data.user, {})["client.group"], data, place).get_value_card()

    work()
    measure = Measure(registry, work)
    measure.once()
    return {
        "ours_s": round(measure.median / FORMS_PER_RUN, 4),
        "bar": None,
        "ok": None,
        "queries": round(measure.queries / FORMS_PER_RUN, 1),
    }


def _matrix(registry, data, repeat, view):
    """What the matrix asks of the server, against a page of the plain list of leads."""
    theirs = _view_of(registry, data, *LEAD_LIST, is_plain=True)

    def ours():
        for _turn in range(LISTS_PER_RUN):
            with registry.cursor() as cr:
                found = api.Environment(cr, data.user, {})["client.position.matrix"].get_matrix(view)
                if not found["bubbles"]:
                    raise AssertionError("no clients to draw")

    def bare():
        _open_lists(registry, data, LEAD_LIST[0], theirs)

    ours()
    bare()
    measured, held_against, _same, busy = compare(registry, ours, bare, lambda: None, repeat, lambda _side: True)
    return _per_screen(measured, held_against, busy, LISTS_PER_RUN)


def _start(registry, data, repeat, role):
    """What to do now with all the leads of one user, against a page of the plain list of leads."""
    theirs = _view_of(registry, data, *LEAD_LIST, is_plain=True)

    def ours():
        for _turn in range(LISTS_PER_RUN):
            with registry.cursor() as cr:
                if not api.Environment(cr, data.user, {})["crm.lead"].get_start_screen(role)["sections"]:
                    raise AssertionError("nothing to do")

    def bare():
        _open_lists(registry, data, LEAD_LIST[0], theirs)

    ours()
    bare()
    measured, held_against, _same, busy = compare(registry, ours, bare, lambda: None, repeat, lambda _side: True)
    return _per_screen(measured, held_against, busy, LISTS_PER_RUN, bar=None)


def _per_screen(measured, held_against, busy, runs, bar=BAR):
    return figures(measured, held_against, bar, True, busy) | {
        "ours_s": round(measured.median / runs, 4),
        "plain_s": round(held_against.median / runs, 4),
        "queries": round(measured.queries / runs, 1),
        "plain_queries": round(held_against.queries / runs, 1),
    }


def _compare(registry, data, repeat, screen, plain, work):
    mine, theirs = _view_of(registry, data, *screen), _view_of(registry, data, *plain, is_plain=True)

    def ours():
        work(registry, data, screen[0], mine)

    def bare():
        work(registry, data, plain[0], theirs)

    ours()
    bare()  # rules, views and fields are in the caches of a server at work
    measured, held_against, _same, busy = compare(registry, ours, bare, lambda: None, repeat, lambda _side: True)
    runs = FORMS_PER_RUN if work is _open_forms else LISTS_PER_RUN
    told = _per_screen(measured, held_against, busy, runs)
    if work is _open_lists:
        short = Measure(registry, lambda: work(registry, data, screen[0], mine, SHORT_PAGE))
        short.once()
        told["queries_short_page"] = round(short.queries / runs, 1)
    return told


def _open_forms(registry, data, model, view):
    specification, _count_limit = view
    for place in range(FORMS_PER_RUN):
        with registry.cursor() as cr:
            records = api.Environment(cr, data.user, {})[model]
            _record(records, data, place).web_read(specification)


def _record(records, data, place):
    """One of the records, in turn: companies, people and groups of all kinds of sizes."""
    step = place * 997
    if records._name == "res.partner":
        place = step % data.records
        if place < data.companies:
            return records.browse(data.first_partner + place)
        return records.browse(data.first_person + place - data.companies)
    return records.browse(1000 + step % (data.records if records._name == "crm.lead" else data.companies // 6))


def _open_lists(registry, data, model, view, limit=PAGE):
    specification, count_limit = view
    for _turn in range(LISTS_PER_RUN):
        with registry.cursor() as cr:
            records = api.Environment(cr, data.user, {})[model]
            found = records.web_search_read([], specification, limit=limit, count_limit=count_limit + 1)
            if not found["records"]:
                raise AssertionError(f"no records of {model} to list")


def _view_of(registry, data, model, view, is_plain=False):
    """(what the web client asks of a record, up to how many it counts) for this view, as the user sees it."""
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        view = env.ref(view)
        if is_plain:
            known = env["ir.model.data"].search([("model", "=", "ir.ui.view"), ("module", "in", OURS)])
            env["ir.ui.view"].browse(known.mapped("res_id")).filtered("inherit_id").active = False
            env.flush_all()
        user_env = api.Environment(cr, data.user, {})
        views = user_env[model].get_views([(view.id, view.type)])
        arch = etree.fromstring(views["views"][view.type]["arch"])
        specification = _fields(user_env[model], arch), int(arch.get("count_limit", COUNT_LIMIT))
        cr.rollback()
    registry.clear_all_caches()
    return specification


def _fields(model, arch):
    specification = {}
    for node in arch.xpath(".//field[not(ancestor::field)]"):
        field = model._fields[node.get("name")]
        if field.type == "many2one":
            specification[field.name] = {"fields": {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            specification[field.name] = _lines(model.env[field.comodel_name], node)
        else:
            specification[field.name] = {}
    return specification


def _lines(model, node):
    """Of a list inside a form: its columns, or what a tag shows."""
    inner = next((child for child in node if child.tag in ("list", "kanban")), None)
    if inner is None:
        return {"fields": {"display_name": {}}}
    fields = {}
    for child in inner.xpath("./descendant::field[count(ancestor::field) = $depth]", depth=len(_fields_around(inner))):
        fields[child.get("name")] = {}
    for name in fields:
        if model._fields[name].type == "many2one":
            fields[name] = {"fields": {"display_name": {}}}
    return {"fields": fields, "limit": 40}


def _fields_around(node):
    return list(node.iterancestors("field"))
