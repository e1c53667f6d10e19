"""What we wrote to a client and whether he reacted (R8, fifth criterion)."""

from odoo.tools import SQL

from .letter_sql import AUTOMATIC

ANSWER_DAYS = 14  # so long a letter may wait for its answer


def letters(company_id, groups, since, today):
    """Letters of ours to their people; a letter of any of theirs in the same thread within 14 days is the reaction.

    What a machine answers is none.
    """
    return SQL(
        """
        SELECT person.client_group_id AS group_id, message.model, message.res_id,
               BOOL_OR(EXISTS (
                   SELECT FROM mail_message reply
                     JOIN res_partner author ON author.id = reply.author_id
                    WHERE reply.model = message.model AND reply.res_id = message.res_id
                      AND reply.message_type IN ('email', 'comment')
                      AND COALESCE(reply.subject, '') !~* %(automatic)s
                      AND reply.date > message.date
                      AND reply.date <= message.date + %(days)s * INTERVAL '1 day'
                      AND author.client_group_id = person.client_group_id)) AS is_reacted
          FROM mail_notification notification
          JOIN mail_message message ON message.id = notification.mail_message_id AND message.message_type = 'comment'
          JOIN res_partner person ON person.id = notification.res_partner_id
          JOIN res_users sender ON sender.partner_id = message.author_id AND sender.share IS NOT TRUE
         WHERE person.client_group_id = ANY(%(groups)s) AND message.date >= %(since)s
           AND message.date < %(today)s::date - %(days)s AND message.model IS NOT NULL
           AND COALESCE(person.company_id, sender.company_id) = %(company)s
         GROUP BY person.client_group_id, message.id
        """,
        company=company_id,
        groups=groups,
        since=since,
        today=today,
        days=ANSWER_DAYS,
        automatic=AUTOMATIC,
    )


def invitations(company_id, groups, since, today):
    """Meetings and events of ours their people answered the invitation to; a refusal is a reaction too.

    An invitation that stands unanswered in the calendar may have been answered by coming: it says nothing.
    """
    return SQL(
        """
        SELECT person.client_group_id AS group_id, 'calendar.event' AS model, event.id AS res_id,
               TRUE AS is_reacted
          FROM calendar_attendee guest
          JOIN calendar_event event ON event.id = guest.event_id AND event.active
          JOIN res_partner person ON person.id = guest.partner_id
          JOIN res_users host ON host.id = event.user_id AND host.partner_id <> guest.partner_id
         WHERE person.client_group_id = ANY(%(groups)s) AND guest.state <> 'needsAction'
           AND event.start >= %(since)s AND event.stop < %(today)s
           AND COALESCE(person.company_id, host.company_id) = %(company)s
         GROUP BY person.client_group_id, event.id
        """,
        company=company_id,
        groups=groups,
        since=since,
        today=today,
    )


def reactions(parts):
    """Figures and evidence of what was sent, from the ``parts`` (group_id, model, res_id, is_reacted)."""
    return SQL(
        """
        SELECT group_id,
               jsonb_build_object('sent', SUM(sent), 'reacted', SUM(reacted)),
               jsonb_agg(jsonb_build_object('model', model, 'ids', jsonb_path_query_array(ids, '$[0 to 199]'))
                         ORDER BY model)
          FROM (SELECT group_id, model, COUNT(*) AS sent, COUNT(*) FILTER (WHERE is_reacted) AS reacted,
                       jsonb_agg(DISTINCT res_id) AS ids
                  FROM (%(parts)s) part
                 GROUP BY group_id, model) by_model
         GROUP BY group_id
        """,
        parts=SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts),
    )
