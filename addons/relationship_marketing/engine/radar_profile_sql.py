"""SQL of what the radar knows of clients: who has changed, and what is kept of each, by name and by key."""

from odoo.tools import SQL

# A client: a company that is in use and none of ours.
CLIENT = SQL("p.is_company AND p.active AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = p.id)")


def take_changed(limit, with_posts):
    """Up to ``limit`` clients that are new to the radar or differ from what it knows, into ``radar_changed``."""
    posts = SQL("SELECT employer_id, ARRAY_AGG(DISTINCT partner_id ORDER BY partner_id) AS people FROM client_post")
    # Whoever changed employer may still be known by the mailbox of the former one: that is a person who moved, no more.
    came_from_elsewhere = SQL(
        "EXISTS (SELECT FROM client_post post WHERE post.active AND post.partner_id = p.id"
        " AND post.employer_id <> p.commercial_partner_id)"
    )
    return SQL(
        """
        CREATE TEMPORARY TABLE radar_changed ON COMMIT DROP AS
        WITH mailbox AS (
            SELECT commercial_partner_id AS client_id, ARRAY_AGG(DISTINCT email ORDER BY email) AS emails
              FROM res_partner p WHERE active AND email <> '' AND NOT %(came_from_elsewhere)s GROUP BY 1
        ), account AS (
            SELECT partner_id AS client_id, ARRAY_AGG(DISTINCT sanitized_acc_number) AS accounts
              FROM res_partner_bank WHERE active AND sanitized_acc_number <> '' GROUP BY 1
        ), post AS (%(posts)s), client AS (
            SELECT p.id AS partner_id, p.name, p.vat, p.street, p.city, p.website,
                   COALESCE(p.phone_sanitized, p.phone) AS phone, p.company_id, p.client_group_id, p.parent_id,
                   mailbox.emails, account.accounts, post.people
              FROM res_partner p
         LEFT JOIN mailbox ON mailbox.client_id = p.id
         LEFT JOIN account ON account.client_id = p.id
         LEFT JOIN post ON post.employer_id = p.id
             WHERE %(is_client)s)
        SELECT client.*, MD5(client::text) AS digest
          FROM client
     LEFT JOIN client_radar_profile profile ON profile.partner_id = client.partner_id
         WHERE profile.digest IS DISTINCT FROM MD5(client::text)
         ORDER BY client.partner_id
         LIMIT %(limit)s
        """,
        posts=SQL("%s WHERE active GROUP BY 1", posts)
        if with_posts
        else SQL("SELECT NULL::integer AS employer_id, NULL::integer[] AS people"),
        is_client=CLIENT,
        came_from_elsewhere=came_from_elsewhere if with_posts else SQL("FALSE"),
        limit=limit,
    )


def forget_gone():
    """Statements that take out who is no client any more."""
    gone = SQL("NOT EXISTS (SELECT FROM res_partner p WHERE p.id = row.partner_id AND %s)", CLIENT)
    return [
        SQL("DELETE FROM client_radar_key row WHERE %s", gone),
        SQL("DELETE FROM client_radar_profile row WHERE %s", gone),
    ]


def place_names():
    """The names of countries and their regions, one by one."""
    return SQL("SELECT value FROM res_country, JSONB_EACH_TEXT(name) UNION SELECT name FROM res_country_state")


def delete_keys(partner_ids):
    return SQL("DELETE FROM client_radar_key WHERE partner_id = ANY(%s)", partner_ids)


def insert_profiles(rows):
    """:param rows: [(partner, company, digest, name, marks, tax id)]; all of them wait to be looked at"""
    return SQL(
        """
        INSERT INTO client_radar_profile (partner_id, company_id, digest, name, marks, tax_id, is_pending)
        SELECT *, TRUE FROM UNNEST(%s::integer[], %s::integer[], %s::varchar[], %s::varchar[], %s::varchar[],
                                   %s::varchar[])
            ON CONFLICT (partner_id) DO UPDATE
           SET company_id = EXCLUDED.company_id, digest = EXCLUDED.digest, name = EXCLUDED.name,
               marks = EXCLUDED.marks, tax_id = EXCLUDED.tax_id, is_pending = TRUE
        """,
        *_columns(rows, 6),
    )


def insert_keys(rows):
    """:param rows: [(partner, company, kind, value, as written)]"""
    return SQL(
        "INSERT INTO client_radar_key (partner_id, company_id, kind, value, shown)"
        " SELECT * FROM UNNEST(%s::integer[], %s::integer[], %s::varchar[], %s::varchar[], %s::varchar[])",
        *_columns(rows, 5),
    )


def _columns(rows, count):
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _column in range(count)]
