"""SQL of what becomes of pairs: scored into ``radar_found``, stored as proposals, taken back when they are settled."""

from odoo.tools import SQL

from .radar import ENTITY_KINDS, FAMILIES

PAIRS_PER_STATEMENT = 200_000


def score_pairs(least_score):
    """Statements that fill ``radar_found``: pairs that may be proposed and are worth it, each with its score.

    Pairs of similar names are kept whatever their score. Numbered ``chunk`` by chunk, as they are stored.
    """
    return [
        # Of pairs PostgreSQL expects fewer than there are: looking them up one by one must be cheap.
        SQL("CREATE INDEX ON radar_pair (partner_id, other_partner_id)"),
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
        # Planned for the table as it was before, a first run would look up each pair by itself.
        SQL("ANALYZE client_link_suggestion"),
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
                   CASE pair.kind WHEN 'name' THEN p.name WHEN 'person' THEN %(person)s ELSE pair.value END,
                   CASE pair.kind WHEN 'name' THEN other.name WHEN 'person' THEN %(person)s ELSE pair.other_value END,
                   pair.share_count, pair.similarity, pair.weight
              FROM %(found)s found
              JOIN radar_pair pair
                ON pair.partner_id = found.partner_id AND pair.other_partner_id = found.other_partner_id
              JOIN client_link_suggestion suggestion
                ON suggestion.partner_id = found.partner_id AND suggestion.other_partner_id = found.other_partner_id
               AND suggestion.state = 'proposed'
              JOIN res_partner p ON p.id = found.partner_id
              JOIN res_partner other ON other.id = found.other_partner_id
             ORDER BY suggestion.id, pair.kind, pair.weight DESC, pair.value
            """,
            found=found,
            person=SQL("(SELECT name FROM res_partner WHERE id = pair.value::integer)"),
        ),
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
