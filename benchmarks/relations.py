"""Dataset "relations": 100 000 contacts and as many leads, promises, complaints, experience records, suggested links
and rows of each kind about the value of clients, on top of the clients, groups and ledger rows of "supplies"."""

from dataclasses import dataclass

from odoo.tests import new_test_user

from . import relations_requests, relations_value, supplies
from .bulk import bulk_load, vacuum
from .common import environment

RECORDS = 100_000
TABLES = (
    "res_partner",
    "crm_lead",
    "client_promise",
    "client_complaint",
    "client_experience",
    "client_tie",
    "client_contact",
    "client_post",
    "client_link_suggestion",
    "client_link_suggestion_evidence",
)


@dataclass(frozen=True)
class Relations:
    first_partner: int
    companies: int
    first_person: int
    people: int
    records: int
    user: int


def generate(registry, divisor, folder):
    clients = supplies.generate(registry, divisor, folder).clients
    related = insert_relations(registry, clients, divisor)
    _insert_value(registry, clients, related)
    _insert_requests(registry, clients, related)
    return related


def _insert_value(registry, clients, related):
    with environment(registry) as env:
        groups = env["client.group"].search_count([("id", ">=", 1000)])
        names = {
            "company": clients.company,
            "first": clients.first_partner,
            "companies": clients.partners,
            "records": related.records,
            "turns": related.records // groups,
            "user": related.user,
            "currency": env.company.currency_id.id,
        }
        with bulk_load(env.cr, *relations_value.TABLES):
            for statement in relations_value.STATEMENTS:
                env.cr.execute(statement, names)
    vacuum(registry, *relations_value.TABLES)


def _insert_requests(registry, clients, related):
    """What the lead filter keeps about the leads, which are judged."""
    with environment(registry) as env:
        names = relations_requests.prepare(
            env,
            {
                "company": clients.company,
                "first": clients.first_partner,
                "companies": clients.partners,
                "records": related.records,
                "user": related.user,
            },
        )
        env.flush_all()
        env.cr.execute(relations_requests.IN_FORCE, names)
        with bulk_load(env.cr, *relations_requests.TABLES):
            for statement in relations_requests.STATEMENTS:
                env.cr.execute(statement, names)
    registry.clear_all_caches()
    vacuum(registry, "crm_lead", *relations_requests.TABLES)


def insert_relations(registry, clients, divisor):
    """The people, and the records about ``clients``, which have their groups already."""
    records = RECORDS // divisor
    with environment(registry) as env:
        user = new_test_user(
            env,
            "bench_manager",
            groups="relationship_marketing.group_account_manager,sales_team.group_sale_salesman_all_leads,"
            "lead_filter.group_telemarketer,lead_filter.group_development",
        )
        names = {
            "first": clients.first_partner,
            "companies": clients.partners,
            "people": records - clients.partners,
            "records": records,
            "company": clients.company,
            "user": user.id,
            "stage": env["crm.stage"].search([], limit=1).id,
            "family": env["client.problem.family"].search([], limit=1).id,
            "currency": env.company.currency_id.id,
            "division": env["client.link.type"]._of_code("division").id,
            "families": clients.families,
        }
        env.flush_all()
        env.cr.execute("SELECT MAX(id) + 1000 FROM res_partner")
        names["first_person"] = env.cr.fetchone()[0]
        with bulk_load(env.cr, *TABLES):
            env.cr.execute("SELECT SETSEED(0.2)")
            for statement in STATEMENTS:
                env.cr.execute(statement, names)
    vacuum(registry, *TABLES)
    return Relations(
        clients.first_partner,
        clients.partners,
        names["first_person"],
        names["people"],
        records,
        names["user"],
    )


STATEMENTS = (
    # People of the companies, most of them of the first ones.
    """
    INSERT INTO res_partner (id, name, complete_name, email, email_normalized, phone, function, is_company, active,
                             type, parent_id, commercial_partner_id, commercial_company_name, client_group_id,
                             autopost_bills, lang, user_id, create_uid, create_date, write_uid, write_date)
    SELECT %(first_person)s + n, 'Person ' || n, company.name || ', Person ' || n,
           'person' || n || '@client' || company.id || '.example',
           'person' || n || '@client' || company.id || '.example',
           '+44 113 ' || n, 'Buyer', FALSE, TRUE, 'contact', company.id, company.id, company.name,
           company.client_group_id, 'ask', 'en_US', %(user)s, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(people)s - 1) n
      JOIN res_partner company ON company.id = %(first)s + n %% %(companies)s
    """,
    """
    INSERT INTO crm_lead (id, name, type, active, partner_id, partner_name, contact_name, email_from, email_normalized,
                          phone, user_id, company_id, stage_id, priority, expected_revenue, probability,
                          automated_probability, won_status, date_open, date_last_stage_update, create_uid, create_date,
                          write_uid, write_date)
    SELECT 1000 + n, 'Boards for ' || p.name, 'opportunity', TRUE, p.id, p.commercial_company_name, p.name,
           p.email, p.email_normalized, p.phone, %(user)s, %(company)s, %(stage)s, '1', 1000 + n, 20, 20, 'pending',
           NOW(), NOW(), 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p
        ON p.id = CASE WHEN n < %(companies)s THEN %(first)s + n ELSE %(first_person)s + n - %(companies)s END
    """,
    """
    INSERT INTO client_promise (partner_id, group_id, company_id, responsible_id, side, state, given_on, due, first_due,
                                kept_on, name, active, create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, %(user)s, CASE n %% 3 WHEN 0 THEN 'theirs' ELSE 'ours' END,
           CASE n %% 4 WHEN 0 THEN 'open' ELSE 'kept' END, CURRENT_DATE - 60, CURRENT_DATE - 30 + n %% 60,
           CURRENT_DATE - 30 + n %% 60, CASE n %% 4 WHEN 0 THEN NULL ELSE CURRENT_DATE - 31 END, 'Promise ' || n, TRUE,
           1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n * 7 %% %(companies)s
    """,
    """
    INSERT INTO client_complaint (partner_id, group_id, company_id, problem_family_id, categ_id, currency_id, owner_id,
                                  name, subject, state, origin, kind, justified, root_cause, effect_result, date,
                                  active, create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, %(family)s, (%(families)s)[1 + n %% 40], %(currency)s, %(user)s,
           'C' || n, 'Cold joints ' || n, 'new', 'manual', 'remark', 'unknown', 'unknown', 'unknown',
           CURRENT_DATE - n %% 700, TRUE, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n * 11 %% %(companies)s
    """,
    """
    INSERT INTO client_experience (partner_id, group_id, company_id, problem_family_id, categ_id, author_id,
                                   author_name, name, side, occasion, state, date, said_on, said, went_well,
                                   helped_count, active, create_uid, create_date, write_uid, write_date)
    SELECT p.id, p.client_group_id, %(company)s, %(family)s, (%(families)s)[1 + n %% 40], %(user)s, 'Bench',
           'Deal ' || n, 'ours', 'first', 'said', CURRENT_DATE - n %% 700, CURRENT_DATE - n %% 700, 'x', 'Well', 0,
           TRUE, 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(records)s - 1) n
      JOIN res_partner p ON p.id = %(first)s + n * 13 %% %(companies)s
    """,
    """
    INSERT INTO client_tie (user_id, partner_id, group_id, company_id, strength, last_two_way, active,
                            create_uid, create_date, write_uid, write_date)
    SELECT %(user)s, p.id, p.client_group_id, %(company)s, 'known', CURRENT_DATE - 40, TRUE, 1, NOW(), 1, NOW()
      FROM res_partner p
     WHERE p.id >= %(first_person)s
    """,
    """
    INSERT INTO client_contact (user_id, partner_id, division_id, group_id, company_id, date, channel, res_model,
                                res_id)
    SELECT %(user)s, p.id, p.commercial_partner_id, p.client_group_id, %(company)s, CURRENT_DATE - 40 * n, 'call',
           'mail.activity', 2 * p.id + n
      FROM res_partner p, GENERATE_SERIES(1, 2) n
     WHERE p.id >= %(first_person)s
    """,
    """
    INSERT INTO client_post (partner_id, employer_id, group_id, function, date_from, active, create_uid, create_date,
                             write_uid, write_date)
    SELECT p.id, p.commercial_partner_id, p.client_group_id, 'Buyer', CURRENT_DATE - 800, TRUE, 1, NOW(), 1, NOW()
      FROM res_partner p
     WHERE p.id >= %(first_person)s
    """,
    """
    INSERT INTO client_link_suggestion (id, partner_id, other_partner_id, score, state, type_id, create_date,
                                        write_date)
    SELECT 1000 + n, %(first)s + n %% (%(companies)s / 2), %(first)s + %(companies)s / 2 + n / 10, 40 + n %% 60,
           'proposed', %(division)s, NOW(), NOW()
      FROM GENERATE_SERIES(0, LEAST(%(records)s, 5 * %(companies)s - 10) - 1) n
    """,
    """
    INSERT INTO client_link_suggestion_evidence (suggestion_id, kind, value, other_value, share_count, weight)
    SELECT id, kind, 'same', 'same', 2, 50 FROM client_link_suggestion, UNNEST(ARRAY['word', 'domain']) kind
    """,
)
