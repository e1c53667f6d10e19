"""Dataset "leads": 100 000 requests, a fifth of them of known companies, each field filled in a part of them; a
portrait of twenty criteria, answers to its questions. Deterministic."""

from dataclasses import dataclass

from odoo.fields import Command

from .bulk import bulk_load, vacuum
from .common import environment

LEADS = 100_000
PARTNERS = 20_000
# Conditions on the lead's own fields, over links to one and to many, negated and joined.
CONDITIONS = (
    "[('expected_revenue', '>=', 9000)]",
    "[('expected_revenue', '<', 400000)]",
    "['|', ('email_from', '!=', False), ('phone', '!=', False)]",
    "[('partner_id.country_id', '=', {country})]",
    "['!', ('partner_id.city', '=', 'City 5')]",
    "[('partner_id.client_group_id.is_key_client', '=', True)]",
    "[('partner_name', 'ilike', 'works')]",
    "[('priority', 'in', ['1', '2', '3'])]",
    "[('create_date', '>=', 'today -90d')]",
    "[('date_deadline', '<=', 'today +180d')]",
    "[('country_id', '=', {country})]",
    "[('source_id', '!=', {source})]",
    "['|', ('city', '=', 'City 7'), ('partner_id.city', '=', 'City 7')]",
    "['&', ('email_from', 'not ilike', 'mail.example'), ('phone', '!=', False)]",
    "[('tag_ids', 'in', {tags})]",
    "[('description', 'ilike', 'specification')]",
    "[('website', '!=', False)]",
    "[('function', 'ilike', 'engineer')]",
    "['!', '&', ('expected_revenue', '<', 1000), ('priority', '=', '0')]",
    "[('partner_id.is_company', '=', True)]",
)
TABLES = ("crm_lead", "crm_tag_rel")


@dataclass(frozen=True)
class Leads:
    count: int
    first: int
    first_partner: int
    partners: int
    company: int
    conditions: tuple
    names: dict


def generate(registry, divisor, _folder):
    count, partners = LEADS // divisor, PARTNERS // divisor
    with environment(registry) as env:
        company = env.company.id
        env.cr.execute("SELECT MAX(id) + 1000 FROM res_partner")
        first_partner = env.cr.fetchone()[0]
        tags = env["crm.tag"].create([{"name": "Bench"}, {"name": "Bench too"}])
        names = {
            "first": first_partner,
            "partners": partners,
            "leads": count,
            "company": company,
            "stage": env["crm.stage"].search([("is_won", "=", False)], limit=1).id,
            "team": env["crm.team"].search([("company_id", "in", [company, False])], limit=1).id,
            "country": env.ref("base.bg").id,
            "other_country": env.ref("base.fr").id,
            "source": env["utm.source"].create({"name": "Bench"}).id,
            "tag": tags[0].id,
        }
        env.flush_all()
        with bulk_load(env.cr, "res_partner", *TABLES):
            env.cr.execute("SELECT SETSEED(0.3)")
            for statement in STATEMENTS:
                env.cr.execute(statement, names)
        env.invalidate_all()
        conditions = tuple(
            text.format(country=names["country"], source=names["source"], tags=tags[:1].ids) for text in CONDITIONS
        )
    vacuum(registry, "res_partner", *TABLES)
    return Leads(count, 1000, first_partner, partners, company, conditions, names)


def portrait(env, data, **values):
    """A draft of the twenty criteria; every fifth is a knock-out."""
    return env["lead.portrait"].create(
        {
            "name": "Bench",
            "company_id": data.company,
            "criterion_ids": [
                Command.create(
                    {
                        "name": f"Criterion {place}",
                        "domain": text,
                        "is_knock_out": place % 5 == 2,
                        "weight": 1 + place % 4,
                    }
                )
                for place, text in enumerate(data.conditions)
            ],
            **values,
        }
    )


STATEMENTS = (
    """
    INSERT INTO res_partner (id, name, complete_name, city, country_id, is_company, active, type,
                             commercial_partner_id, commercial_company_name, autopost_bills, lang,
                             create_uid, create_date, write_uid, write_date)
    SELECT %(first)s + n, 'Client ' || n, 'Client ' || n, 'City ' || n %% 97,
           CASE n %% 3 WHEN 0 THEN %(country)s WHEN 1 THEN %(other_country)s END, n %% 4 > 0, TRUE, 'contact',
           %(first)s + n, 'Client ' || n, 'ask', 'en_US', 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(partners)s - 1) n
    """,
    """
    INSERT INTO crm_lead (id, name, type, active, partner_id, partner_name, contact_name, email_from, email_normalized,
                          phone, city, country_id, website, function, description, company_id, team_id, stage_id,
                          priority, expected_revenue, source_id, date_deadline, probability, automated_probability,
                          won_status, date_open, date_last_stage_update, create_uid, create_date, write_uid, write_date)
    SELECT 1000 + n, 'Request ' || n, 'lead', TRUE,
           CASE n %% 5 WHEN 0 THEN %(first)s + n %% %(partners)s END,
           CASE WHEN n %% 4 > 0 THEN 'Pump works ' || n END, 'Person ' || n,
           CASE WHEN n %% 7 > 0 THEN 'p' || n || CASE n %% 2 WHEN 0 THEN '@mail.example' ELSE '@w.example' END END,
           CASE WHEN n %% 7 > 0 THEN 'p' || n || CASE n %% 2 WHEN 0 THEN '@mail.example' ELSE '@w.example' END END,
           CASE WHEN n %% 3 > 0 THEN '+359 2 ' || n END,
           CASE WHEN n %% 2 > 0 THEN 'City ' || n %% 97 END,
           CASE n %% 3 WHEN 0 THEN %(country)s WHEN 1 THEN %(other_country)s END,
           CASE WHEN n %% 6 = 0 THEN 'http://w' || n || '.example' END,
           CASE n %% 4 WHEN 0 THEN 'Engineer' WHEN 1 THEN 'Buyer' END,
           CASE WHEN n %% 3 > 0 THEN '<p>Please quote. The specification is ' || n || '</p>' END,
           %(company)s, %(team)s, %(stage)s, (n %% 4)::text,
           CASE WHEN n %% 3 > 0 THEN (n * 37) %% 500000 ELSE 0 END,
           CASE WHEN n %% 2 > 0 THEN %(source)s END,
           CASE WHEN n %% 4 > 0 THEN CURRENT_DATE + n %% 400 END,
           20, 20, 'pending', NOW(), NOW(), 1, NOW() AT TIME ZONE 'UTC' - n %% 300 * INTERVAL '1 day', 1, NOW()
      FROM GENERATE_SERIES(0, %(leads)s - 1) n
    """,
    """
    INSERT INTO crm_tag_rel (lead_id, tag_id)
    SELECT 1000 + n, %(tag)s FROM GENERATE_SERIES(0, %(leads)s - 1, 3) n
    """,
)
