"""SQL of the radar, for a range of clients at a time.

Temporary tables of one transaction: ``radar_changed`` (clients as they are now), ``radar_range`` (clients looked at),
``radar_name_pair`` (similar names), ``radar_pair`` (one row for each thing a pair shares), ``radar_found`` (pairs with
their scores). A pair is looked at when the later of the two is: clients still waiting are left out.
"""

from odoo.tools import SQL

from .radar import (
    ENTITY_KINDS,
    FAMILIES,
    LARGEST_BLOCK,
    MOST_OF_ONE_NAME,
    NAME_WEIGHTS,
    SAME_NAME_WEIGHTS,
    WEIGHTS,
    name_weight,
)

PAIRS_PER_STATEMENT = 200_000
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


def drop_settled(partner_ids=None):
    """Take back proposals that need no decision any more: one group by now, linked, archived, or never together.

    :param partner_ids: only proposals about these clients
    """
    return SQL(
        """
        DELETE FROM client_link_suggestion suggestion
         USING res_partner p, res_partner other
         WHERE p.id = suggestion.partner_id AND other.id = suggestion.other_partner_id
           AND suggestion.state = 'proposed'
           AND NOT (%s AND p.is_company AND p.active AND other.is_company AND other.active)
           AND %s
        """,
        _may_be_proposed(),
        SQL("TRUE")
        if partner_ids is None
        else SQL("(p.id = ANY(%(ids)s) OR other.id = ANY(%(ids)s))", ids=list(partner_ids)),
    )


def _may_be_proposed():
    """Of partners ``p`` and ``other``: not one group yet, not linked, not kept apart by our companies."""
    return SQL(
        """(COALESCE(p.company_id = other.company_id, TRUE)
            AND (p.client_group_id = other.client_group_id) IS NOT TRUE
            AND (p.parent_id = other.id) IS NOT TRUE
            AND (other.parent_id = p.id) IS NOT TRUE
            AND NOT EXISTS (
                SELECT FROM client_link link
                 WHERE link.active AND (link.date_to IS NULL OR link.date_to >= CURRENT_DATE)
                   AND ((link.partner_id = p.id AND link.other_partner_id = other.id)
                     OR (link.partner_id = other.id AND link.other_partner_id = p.id))))"""
    )


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


def drop_tables():
    """Make room for the next range in the same transaction."""
    return SQL(
        "DROP TABLE IF EXISTS radar_range, radar_pair, radar_name, radar_name_pair, radar_block, radar_member,"
        " radar_found"
    )


def take_range(limit):
    """Statements that put the next ``limit`` waiting clients into ``radar_range`` and make room for what is found."""
    return [
        SQL(
            "CREATE TEMPORARY TABLE radar_range ON COMMIT DROP AS"
            " SELECT partner_id FROM client_radar_profile WHERE is_pending ORDER BY partner_id LIMIT %s",
            limit,
        ),
        SQL("CREATE UNIQUE INDEX ON radar_range (partner_id)"),
        SQL("ANALYZE radar_range"),
        SQL(
            """
            CREATE TEMPORARY TABLE radar_pair (
                partner_id integer, other_partner_id integer, kind varchar, weight integer, share_count integer,
                similarity integer, value varchar, other_value varchar
            ) ON COMMIT DROP
            """
        ),
        SQL("CREATE TEMPORARY TABLE radar_name (number integer, name varchar) ON COMMIT DROP"),
        SQL("CREATE TEMPORARY TABLE radar_name_pair (a integer, b integer, similarity integer) ON COMMIT DROP"),
    ]


def names_in_play():
    """(name, whether one of the range has it) of all clients that are not waiting."""
    return SQL(
        """
        SELECT profile.name, BOOL_OR(found.partner_id IS NOT NULL)
          FROM client_radar_profile profile
     LEFT JOIN radar_range found ON found.partner_id = profile.partner_id
         WHERE profile.name <> '' AND (found.partner_id IS NOT NULL OR NOT profile.is_pending)
         GROUP BY profile.name
         ORDER BY profile.name
        """
    )


def pairs_of_keys():
    """Statements that add to ``radar_pair`` whoever shares something with a client of the range.

    Where many share it, each is paired with one of them only, the one with the shortest name: joined one after the
    other they become one group all the same.
    """
    return [
        SQL(
            """
            CREATE TEMPORARY TABLE radar_block ON COMMIT DROP AS
            SELECT kind, value, company_id, clients
              FROM (SELECT kind, value, COALESCE(company_id, 0) AS company_id,
                           COUNT(*) + CASE WHEN company_id IS NULL THEN 0 ELSE
                               COALESCE(SUM(COUNT(*)) FILTER (WHERE company_id IS NULL)
                                            OVER (PARTITION BY kind, value), 0) END AS clients
                      FROM client_radar_key
                     WHERE (kind, value) IN (
                         SELECT kind, value FROM client_radar_key JOIN radar_range USING (partner_id))
                     GROUP BY kind, value, company_id) counted
             WHERE clients BETWEEN 2 AND %s
            """,
            _most_clients(),
        ),
        SQL("CREATE INDEX ON radar_block (kind, value)"),
        SQL("ANALYZE radar_block"),
        SQL(
            """
            INSERT INTO radar_pair (partner_id, other_partner_id, kind, weight, share_count, value, other_value)
            SELECT a.partner_id, b.partner_id, a.kind, %s, block.clients, a.shown, b.shown
              FROM radar_block block
              JOIN client_radar_key a ON a.kind = block.kind AND a.value = block.value
              JOIN client_radar_key b ON b.kind = block.kind AND b.value = block.value AND b.partner_id > a.partner_id
             WHERE block.clients <= %s AND %s
            """,
            weight_case(),
            LARGEST_BLOCK,
            _both_in_play(),
        ),
        SQL(
            """
            INSERT INTO radar_pair (partner_id, other_partner_id, kind, weight, share_count, value, other_value)
            SELECT LEAST(a.partner_id, b.partner_id), GREATEST(a.partner_id, b.partner_id), a.kind, %s, block.clients,
                   CASE WHEN a.partner_id < b.partner_id THEN a.shown ELSE b.shown END,
                   CASE WHEN a.partner_id < b.partner_id THEN b.shown ELSE a.shown END
              FROM radar_block block
              JOIN LATERAL (
                  SELECT key.*
                    FROM client_radar_key key
                    JOIN client_radar_profile profile ON profile.partner_id = key.partner_id
                   WHERE key.kind = block.kind AND key.value = block.value
                     AND COALESCE(key.company_id, block.company_id) = block.company_id
                   ORDER BY LENGTH(profile.name), key.partner_id LIMIT 1) a ON TRUE
              JOIN client_radar_key b ON b.kind = block.kind AND b.value = block.value AND b.partner_id <> a.partner_id
             WHERE block.clients > %s AND %s
            """,
            weight_case(),
            LARGEST_BLOCK,
            _both_in_play(),
        ),
    ]


def _most_clients():
    """By kind, how many clients may share something at most."""
    return SQL("CASE kind %s END", _whens((kind, SQL("%s", steps[-1][0])) for kind, steps in WEIGHTS.items()))


def weight_case():
    """``radar.weight`` of ``block.kind`` and ``block.clients``."""
    return SQL(
        "CASE block.kind %s END",
        _whens(
            (
                kind,
                SQL(
                    "CASE %s ELSE 0 END",
                    SQL(" ").join(SQL("WHEN block.clients <= %s THEN %s", limit, found) for limit, found in steps),
                ),
            )
            for kind, steps in WEIGHTS.items()
        ),
    )


def _whens(cases):
    return SQL(" ").join(SQL("WHEN %s THEN %s", value, then) for value, then in cases)


def _both_in_play():
    """Of keys ``a`` and ``b`` in ``block``: of its company or shared, one of the range, none waiting for later."""
    return SQL(
        """(COALESCE(a.company_id, b.company_id, 0) = block.company_id
            AND COALESCE(b.company_id, a.company_id, 0) = block.company_id
            AND %s)""",
        _one_in_range(),
    )


def _one_in_range():
    return SQL(
        """((EXISTS (SELECT FROM radar_range r WHERE r.partner_id = a.partner_id)
             AND (EXISTS (SELECT FROM radar_range r WHERE r.partner_id = b.partner_id)
                  OR NOT (SELECT is_pending FROM client_radar_profile f WHERE f.partner_id = b.partner_id)))
         OR (EXISTS (SELECT FROM radar_range r WHERE r.partner_id = b.partner_id)
             AND NOT (SELECT is_pending FROM client_radar_profile f WHERE f.partner_id = a.partner_id)))"""
    )


def pairs_of_names():
    """Statements that add to ``radar_pair`` the clients behind ``radar_name_pair``, and those of equal names.

    A name that many have stands for the first of them only, and each of the others is paired with that one.
    """
    return [
        SQL("ANALYZE radar_name, radar_name_pair"),
        SQL(
            """
            CREATE TEMPORARY TABLE radar_member ON COMMIT DROP AS
            SELECT profile.partner_id, profile.company_id, name.number, found.partner_id IS NOT NULL AS is_in_range,
                   COUNT(*) OVER same AS clients, ROW_NUMBER() OVER (same ORDER BY profile.partner_id) AS place
              FROM radar_name name
              JOIN client_radar_profile profile ON profile.name = name.name
         LEFT JOIN radar_range found ON found.partner_id = profile.partner_id
             WHERE found.partner_id IS NOT NULL OR NOT profile.is_pending
            WINDOW same AS (PARTITION BY name.number, profile.company_id)
            """
        ),
        SQL("CREATE INDEX ON radar_member (number)"),
        SQL("ANALYZE radar_member"),
        SQL(
            """
            INSERT INTO radar_pair (partner_id, other_partner_id, kind, weight, similarity)
            SELECT LEAST(a.partner_id, b.partner_id), GREATEST(a.partner_id, b.partner_id), 'name', %s, pair.similarity
              FROM radar_name_pair pair
              JOIN radar_member a ON a.number = pair.a
              JOIN radar_member b ON b.number = pair.b
             WHERE COALESCE(a.company_id = b.company_id, TRUE)
               AND (a.is_in_range OR b.is_in_range)
               AND (a.clients <= %s OR a.place = 1)
               AND (b.clients <= %s OR b.place = 1)
            """,
            name_weight_case(),
            MOST_OF_ONE_NAME,
            MOST_OF_ONE_NAME,
        ),
        SQL(
            """
            INSERT INTO radar_pair (partner_id, other_partner_id, kind, weight, share_count, similarity)
            SELECT LEAST(a.partner_id, b.partner_id), GREATEST(a.partner_id, b.partner_id), 'name', %s,
                   GREATEST(a.clients, b.clients), 100
              FROM radar_member a
              JOIN radar_member b ON b.number = a.number
             WHERE COALESCE(a.company_id = b.company_id, TRUE)
               AND (a.is_in_range OR b.is_in_range)
               AND CASE WHEN a.clients <= %s AND b.clients <= %s THEN a.partner_id < b.partner_id
                        ELSE a.place = 1 AND (b.place > 1 OR a.partner_id < b.partner_id) END
            """,
            same_name_weight_case(),
            MOST_OF_ONE_NAME,
            MOST_OF_ONE_NAME,
        ),
    ]


def name_weight_case():
    """``radar.name_weight`` of ``pair.similarity``."""
    return SQL(
        "CASE %s END",
        SQL(" ").join(SQL("WHEN pair.similarity >= %s THEN %s", least, found) for least, found in NAME_WEIGHTS),
    )


def same_name_weight_case():
    """``radar.same_name_weight`` of the names' members ``a`` and ``b``."""
    return SQL(
        "CASE %s ELSE %s END",
        SQL(" ").join(
            SQL("WHEN GREATEST(a.clients, b.clients) <= %s THEN %s", limit, found) for limit, found in SAME_NAME_WEIGHTS
        ),
        name_weight(0),
    )


def score_pairs(least_score):
    """Statements that fill ``radar_found``: pairs that may be proposed and are worth it, each with its score.

    Pairs of similar names are kept whatever their score. Numbered ``chunk`` by chunk, as they are stored.
    """
    return [
        SQL("ANALYZE radar_pair"),
        SQL(
            """
            CREATE TEMPORARY TABLE radar_found ON COMMIT DROP AS
            SELECT pair.partner_id, pair.other_partner_id, pair.score,
                   (ROW_NUMBER() OVER () - 1) / %(pairs)s AS chunk,
                   %(is_same_entity)s AS is_same_entity,
                   COALESCE(NULLIF(mine.tax_id, '') <> NULLIF(theirs.tax_id, ''), FALSE) AS is_subsidiary,
                   CASE WHEN (p.client_group_id IS NULL) <> (other.client_group_id IS NULL)
                        THEN p.client_group_id IS NOT NULL
                        ELSE LENGTH(mine.name) <= LENGTH(theirs.name) END AS is_reversed
              FROM (SELECT partner_id, other_partner_id, %(score)s AS score,
                           BOOL_OR(kind = 'name') AS has_name, BOOL_OR(kind = ANY(%(entity_kinds)s)) AS has_entity_kind
                      FROM radar_pair GROUP BY partner_id, other_partner_id) pair
              JOIN res_partner p ON p.id = pair.partner_id
              JOIN res_partner other ON other.id = pair.other_partner_id
              JOIN client_radar_profile mine ON mine.partner_id = pair.partner_id
              JOIN client_radar_profile theirs ON theirs.partner_id = pair.other_partner_id
             WHERE (pair.score >= %(least_score)s OR pair.has_name) AND %(may_be_proposed)s
            """,
            pairs=PAIRS_PER_STATEMENT,
            score=score_of_kinds(),
            is_same_entity=same_entity(),
            entity_kinds=list(ENTITY_KINDS),
            least_score=least_score,
            may_be_proposed=_may_be_proposed(),
        ),
        SQL("CREATE UNIQUE INDEX ON radar_found (partner_id, other_partner_id)"),
        SQL("ANALYZE radar_found"),
    ]


def score_of_kinds():
    """``radar.score`` over rows of ``kind`` and ``weight``."""
    doubts = (
        SQL("(1 - COALESCE(MAX(weight) FILTER (WHERE kind = ANY(%s)), 0)::numeric / 100)", list(family))
        for family in FAMILIES
    )
    return SQL("ROUND(100 * (1 - %s))::integer", SQL(" * ").join(doubts))


def same_entity():
    """``radar.is_same_entity`` of the profiles ``mine`` and ``theirs`` and the kinds of ``pair``."""
    return SQL(
        """CASE WHEN mine.tax_id <> '' AND theirs.tax_id <> ''
                THEN mine.tax_id = theirs.tax_id AND mine.marks = theirs.marks
                ELSE mine.name <> '' AND mine.name = theirs.name AND pair.has_entity_kind END"""
    )


def take_back():
    """Delete the proposals about clients of the range that are not found any more; decided ones stay as they are."""
    waiting = SQL(
        "SELECT partner_id FROM client_radar_profile WHERE is_pending EXCEPT ALL SELECT partner_id FROM radar_range"
    )
    return SQL(
        """
        DELETE FROM client_link_suggestion suggestion
         WHERE suggestion.state = 'proposed'
           AND (suggestion.partner_id IN (SELECT partner_id FROM radar_range)
             OR suggestion.other_partner_id IN (SELECT partner_id FROM radar_range))
           AND suggestion.partner_id NOT IN (%(waiting)s)
           AND suggestion.other_partner_id NOT IN (%(waiting)s)
           AND NOT EXISTS (SELECT FROM radar_found found
                            WHERE found.partner_id = suggestion.partner_id
                              AND found.other_partner_id = suggestion.other_partner_id)
        """,
        waiting=waiting,
    )


def last_chunk():
    return SQL("SELECT COALESCE(MAX(chunk), -1) FROM radar_found")


def store_found(chunk, division_id, subsidiary_id):
    """Statements that bring proposals in line with this ``chunk`` of ``radar_found``.

    Decided ones stay as they are. A proposal's relation is set once: whoever corrected it keeps it.
    """
    found = SQL("(SELECT * FROM radar_found WHERE chunk = %s)", chunk)
    return [
        SQL(
            """
            INSERT INTO client_link_suggestion (partner_id, other_partner_id, score, is_same_entity, type_id,
                                                is_reversed, state, create_date, write_date)
            SELECT partner_id, other_partner_id, score, is_same_entity,
                   CASE WHEN is_same_entity THEN NULL WHEN is_subsidiary THEN %(subsidiary)s ELSE %(division)s END,
                   is_reversed, 'proposed', NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
              FROM %(found)s found
             ORDER BY partner_id, other_partner_id
                ON CONFLICT (partner_id, other_partner_id) DO UPDATE
               SET score = EXCLUDED.score, is_same_entity = EXCLUDED.is_same_entity, write_date = EXCLUDED.write_date
             WHERE client_link_suggestion.state = 'proposed'
               AND (client_link_suggestion.score, client_link_suggestion.is_same_entity)
                   IS DISTINCT FROM (EXCLUDED.score, EXCLUDED.is_same_entity)
            """,
            found=found,
            division=division_id or None,
            subsidiary=subsidiary_id or None,
        ),
        SQL(
            """
            DELETE FROM client_link_suggestion_evidence evidence
             USING client_link_suggestion suggestion, %s found
             WHERE suggestion.id = evidence.suggestion_id AND suggestion.state = 'proposed'
               AND suggestion.partner_id = found.partner_id AND suggestion.other_partner_id = found.other_partner_id
            """,
            found,
        ),
        SQL(
            """
            INSERT INTO client_link_suggestion_evidence (suggestion_id, kind, value, other_value, share_count,
                                                         similarity, weight)
            SELECT DISTINCT ON (suggestion.id, pair.kind)
                   suggestion.id, pair.kind,
                   CASE pair.kind WHEN 'name' THEN p.name WHEN 'person' THEN person.name ELSE pair.value END,
                   CASE pair.kind WHEN 'name' THEN other.name WHEN 'person' THEN person.name
                                  ELSE pair.other_value END,
                   pair.share_count, pair.similarity, pair.weight
              FROM %s found
              JOIN radar_pair pair
                ON pair.partner_id = found.partner_id AND pair.other_partner_id = found.other_partner_id
              JOIN client_link_suggestion suggestion
                ON suggestion.partner_id = found.partner_id AND suggestion.other_partner_id = found.other_partner_id
               AND suggestion.state = 'proposed'
              JOIN res_partner p ON p.id = found.partner_id
              JOIN res_partner other ON other.id = found.other_partner_id
         LEFT JOIN res_partner person ON pair.kind = 'person' AND person.id::text = pair.value
             ORDER BY suggestion.id, pair.kind, pair.weight DESC, pair.value
            """,
            found,
        ),
    ]


def finish_range():
    return SQL(
        "UPDATE client_radar_profile SET is_pending = FALSE WHERE partner_id IN (SELECT partner_id FROM radar_range)"
    )
