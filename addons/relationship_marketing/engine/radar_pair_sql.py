"""SQL of the pairs that share something with a client of the range: by equal keys, and by similar names.

Temporary tables of one transaction: ``radar_range`` (clients looked at), ``radar_name_pair`` (similar names),
``radar_pair`` (one row for each thing a pair shares). A pair is looked at when the later of the two is: clients still
waiting are left out.
"""

from odoo.tools import SQL

from .radar import LARGEST_BLOCK, MOST_OF_ONE_NAME, NAME_WEIGHTS, SAME_NAME_WEIGHTS, WEIGHTS, name_weight


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


def finish_range():
    return SQL(
        "UPDATE client_radar_profile SET is_pending = FALSE WHERE partner_id IN (SELECT partner_id FROM radar_range)"
    )
