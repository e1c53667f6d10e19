"""Clients, product families and products that the datasets share. Deterministic."""

from dataclasses import dataclass

from .bulk import bulk_load

CLIENTS = 20_000
FAMILIES = 40
PRODUCTS = 2_000
# Every so many clients, one has the tax id of the client before it.
RENUMBERED_EVERY = 33
MONTHS = 48
FIRST_MONTH = "2022-01-01"


@dataclass(frozen=True)
class Clients:
    """Ids of the generated records; those of partners and products are consecutive from the first on."""

    company: int
    first_partner: int
    partners: int
    families: list
    first_product: int
    products: int


def generate_clients(env, partners=CLIENTS):
    """Create ``partners`` companies (references ``C00001`` …), 40 families and 2 000 products."""
    unit = env.ref("uom.product_uom_unit")
    parent = env["product.category"].create({"name": "Bench"})
    families = env["product.category"].create(
        [{"name": f"Family {number:02}", "parent_id": parent.id} for number in range(1, FAMILIES + 1)]
    )
    env.flush_all()
    first_partner = _insert_partners(env, partners)
    first_product = _insert_products(env, families.ids, unit.id)
    env.invalidate_all()
    return Clients(env.company.id, first_partner, partners, families.ids, first_product, PRODUCTS)


def _insert_partners(env, count):
    cr = env.cr
    first = _next_id(cr, "res_partner")
    with bulk_load(cr, "res_partner"):
        cr.execute(
            """
            INSERT INTO res_partner (id, name, complete_name, ref, vat, street, city, is_company, active, type,
                                     commercial_partner_id, commercial_company_name, autopost_bills, lang,
                                     create_uid, create_date, write_uid, write_date)
            SELECT id, name, name, ref, vat, street, city, TRUE, TRUE, 'contact', id, name, 'ask', 'en_US',
                   1, NOW(), 1, NOW()
              FROM (SELECT %(first)s + n AS id, 'Client ' || n + 1 AS name, 'C' || LPAD((n + 1)::text, 5, '0') AS ref,
                           'XX' || LPAD((n - (n %% %(renumbered)s = 1)::integer)::text, 9, '0') AS vat,
                           'Street ' || n / 9 AS street, 'City ' || n %% 97 AS city
                      FROM GENERATE_SERIES(0, %(count)s - 1) n) partner
            """,
            {"first": first, "count": count, "renumbered": RENUMBERED_EVERY},
        )
    return first


def _insert_products(env, family_ids, uom_id):
    cr = env.cr
    first = max(_next_id(cr, "product_template"), _next_id(cr, "product_product"))
    with bulk_load(cr, "product_template", "product_product"):
        cr.execute(
            """
            INSERT INTO product_template (id, name, categ_id, uom_id, type, service_tracking, active, sale_ok)
            SELECT %(first)s + n, JSONB_BUILD_OBJECT('en_US', 'Product ' || n), (%(families)s)[1 + n %% %(count)s],
                   %(uom)s, 'consu', 'no', TRUE, TRUE
              FROM GENERATE_SERIES(0, %(products)s - 1) n
            """,
            {
                "first": first,
                "families": family_ids,
                "count": len(family_ids),
                "uom": uom_id,
                "products": PRODUCTS,
            },
        )
        cr.execute(
            """
            INSERT INTO product_product (id, product_tmpl_id, default_code, active)
            SELECT id, id, 'P' || id, TRUE FROM product_template WHERE id >= %s
            """,
            [first],
        )
    return first


def _next_id(cr, table):
    cr.execute(f"SELECT COALESCE(MAX(id), 0) + 1000 FROM {table}")
    return cr.fetchone()[0]
