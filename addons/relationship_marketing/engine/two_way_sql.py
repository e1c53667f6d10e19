"""The SQL of two-way contacts (R5): read from what Odoo records anyway, nobody types it.

Each function returns one ``SQL``; the number of statements does not grow with the records.
"""

from odoo.tools import SQL

THREAD_DAYS = 14  # a letter and its answer belong together within so many days of each other
PEOPLE = SQL(
    """
    ours AS MATERIALIZED (
        SELECT u.id, u.partner_id, u.company_id, COALESCE(zone.name, 'UTC') AS tz
          FROM res_users u
          JOIN res_partner p ON p.id = u.partner_id
          LEFT JOIN pg_timezone_names zone ON zone.name = p.tz
         WHERE u.share IS NOT TRUE AND u.id <> 1
    ), theirs AS (
        SELECT p.id, p.is_company, p.company_id, p.commercial_partner_id
          FROM res_partner p
         WHERE NOT EXISTS (SELECT FROM res_users u WHERE u.partner_id = p.id AND u.share IS NOT TRUE)
           AND NOT EXISTS (SELECT FROM res_company c WHERE c.partner_id = p.commercial_partner_id)
    )
    """
)
COLUMNS = SQL("user_id, partner_id, division_id, group_id, company_id, date, channel, res_model, res_id")


def meetings(now, since=None):
    """Calendar events held: one of us and one of theirs attended, neither declined. Day of the user's time zone."""
    return SQL(
        """
        SELECT DISTINCT o.id AS user_id, t.id AS partner_id, NULL::integer AS group_id,
               COALESCE(t.company_id, o.company_id) AS company_id,
               CASE WHEN e.allday THEN e.start_date
                    ELSE (e.start AT TIME ZONE 'UTC' AT TIME ZONE o.tz)::date END AS date,
               CASE WHEN COALESCE(e.location, '') <> '' AND COALESCE(e.videocall_location, '') = ''
                    THEN 'visit' ELSE 'meeting' END AS channel,
               'calendar.event' AS res_model, e.id AS res_id
          FROM calendar_event e
          JOIN calendar_attendee mine ON mine.event_id = e.id AND mine.state IS DISTINCT FROM 'declined'
          JOIN ours o ON o.partner_id = mine.partner_id
          JOIN calendar_attendee guest ON guest.event_id = e.id AND guest.state IS DISTINCT FROM 'declined'
          JOIN theirs t ON t.id = guest.partner_id
         WHERE e.active AND e.stop <= %(now)s AND %(since)s
        """,
        now=now,
        since=SQL("e.start >= %s::date - 2", since) if since else SQL("TRUE"),
    )


def activities(now, since=None):
    """Calls and meetings done with an answer, on the person, the company or a document of theirs, or the group.

    The meeting of an activity that stands in the calendar counts there, once.
    """
    return SQL(
        """
        SELECT o.id AS user_id, t.id AS partner_id, g.id AS group_id,
               COALESCE(lead.company_id, sale.company_id, t.company_id, g.company_id, o.company_id) AS company_id,
               a.date_done AS date, CASE y.category WHEN 'phonecall' THEN 'call' ELSE 'meeting' END AS channel,
               'mail.activity' AS res_model, a.id AS res_id
          FROM mail_activity a
          JOIN mail_activity_type y ON y.id = a.activity_type_id AND y.category IN ('phonecall', 'meeting')
          JOIN ours o ON o.id = a.user_id
          LEFT JOIN crm_lead lead ON a.res_model = 'crm.lead' AND lead.id = a.res_id
          LEFT JOIN sale_order sale ON a.res_model = 'sale.order' AND sale.id = a.res_id
          LEFT JOIN client_group g ON a.res_model = 'client.group' AND g.id = a.res_id
          LEFT JOIN theirs t ON t.id = CASE a.res_model WHEN 'res.partner' THEN a.res_id
                                                        WHEN 'crm.lead' THEN lead.partner_id
                                                        WHEN 'sale.order' THEN sale.partner_id END
         WHERE NOT a.active AND a.date_done IS NOT NULL AND BTRIM(COALESCE(a.feedback, ''), E' \\n\\r\\t') <> ''
           AND (t.id IS NOT NULL OR g.id IS NOT NULL)
           AND NOT EXISTS (
               SELECT FROM calendar_event e
                 JOIN calendar_attendee guest ON guest.event_id = e.id AND guest.state IS DISTINCT FROM 'declined'
                 JOIN theirs ON theirs.id = guest.partner_id
                WHERE e.id = a.calendar_event_id AND e.active AND e.stop <= %(now)s)
           AND %(since)s
        """,
        now=now,
        since=SQL("a.date_done >= %s", since) if since else SQL("TRUE"),
    )


def letters(since=None):
    """Incoming e-mail of the person and a comment of ours that notified him, in one thread within 14 days.

    The evidence is the incoming letter; the day is that on which the answer, theirs or ours, was given.
    """
    return SQL(
        """
        SELECT o.id AS user_id, t.id AS partner_id, NULL::integer AS group_id,
               COALESCE(t.company_id, o.company_id) AS company_id,
               (CASE WHEN BOOL_OR(sent.date <= got.date) THEN got.date ELSE MIN(sent.date) END
                AT TIME ZONE 'UTC' AT TIME ZONE o.tz)::date AS date,
               'mail' AS channel, 'mail.message' AS res_model, got.id AS res_id
          FROM mail_message got
          JOIN theirs t ON t.id = got.author_id
          JOIN mail_message sent ON sent.model = got.model AND sent.res_id = got.res_id
                                AND sent.message_type = 'comment'
                                AND sent.date BETWEEN got.date - %(days)s * INTERVAL '1 day'
                                                  AND got.date + %(days)s * INTERVAL '1 day'
          JOIN ours o ON o.partner_id = sent.author_id
         WHERE got.message_type = 'email' AND %(since)s
           AND EXISTS (SELECT FROM mail_notification n WHERE n.mail_message_id = sent.id AND n.res_partner_id = t.id)
         GROUP BY o.id, o.company_id, o.tz, t.id, t.company_id, got.id
        """,
        days=THREAD_DAYS,
        since=SQL("got.date >= %s::date - %s", since, THREAD_DAYS + 2) if since else SQL("TRUE"),
    )


def division_at(person, day):
    """The company ``person`` worked for on ``day``: by the posts, else by today's record; NULL if there is none."""
    return SQL(
        """
        CASE WHEN %(person)s.is_company THEN %(person)s.id ELSE COALESCE(
            (SELECT post.employer_id FROM client_post post
              WHERE post.partner_id = %(person)s.id AND post.active
              ORDER BY post.date_from <= %(day)s DESC,
                       CASE WHEN post.date_from <= %(day)s THEN post.date_from END DESC NULLS LAST,
                       post.date_from, post.id DESC
              LIMIT 1),
            (SELECT employer.id FROM res_partner employer
              WHERE employer.id = %(person)s.commercial_partner_id AND employer.is_company)
        ) END
        """,
        person=person,
        day=day,
    )


def fresh_contacts(now, since=None):
    """Fill the temporary table ``fresh_contact`` with all contacts, or those of a day from ``since`` on."""
    return SQL(
        """
        CREATE TEMPORARY TABLE fresh_contact ON COMMIT DROP AS
        WITH %(people)s, found AS (
            (%(meetings)s) UNION ALL (%(activities)s) UNION ALL (%(letters)s)
        ), placed AS (
            SELECT f.user_id, f.partner_id, f.group_id, f.company_id, f.date, f.channel, f.res_model, f.res_id,
                   %(division)s AS division_id
              FROM found f
              LEFT JOIN res_partner p ON p.id = f.partner_id
             WHERE %(since)s
        )
        SELECT placed.user_id, placed.partner_id, placed.division_id,
               COALESCE(placed.group_id, division.client_group_id) AS group_id,
               placed.company_id, placed.date, placed.channel, placed.res_model, placed.res_id
          FROM placed
          LEFT JOIN res_partner division ON division.id = placed.division_id
        """,
        people=PEOPLE,
        meetings=meetings(now, since),
        activities=activities(now, since),
        letters=letters(since),
        division=division_at(SQL("p"), SQL("f.date")),
        since=SQL("f.date >= %s", since) if since else SQL("TRUE"),
    )


def forget_contacts(since=None):
    """Delete the contacts whose evidence is no more."""
    return SQL(
        """
        DELETE FROM client_contact c
         WHERE %(since)s AND NOT EXISTS (
            SELECT FROM fresh_contact f
             WHERE f.res_model = c.res_model AND f.res_id = c.res_id AND f.user_id = c.user_id
               AND f.partner_id IS NOT DISTINCT FROM c.partner_id)
        """,
        since=SQL("c.date >= %s", since) if since else SQL("TRUE"),
    )


def keep_contacts():
    """Write the contacts of ``fresh_contact`` that are new or changed."""
    values = SQL("division_id, group_id, company_id, date, channel")
    return SQL(
        """
        INSERT INTO client_contact AS c (%(columns)s) SELECT %(columns)s FROM fresh_contact
        ON CONFLICT (res_model, res_id, user_id, COALESCE(partner_id, 0)) DO UPDATE
           SET (%(values)s) = ROW (EXCLUDED.division_id, EXCLUDED.group_id, EXCLUDED.company_id,
                                   EXCLUDED.date, EXCLUDED.channel)
         WHERE (c.division_id, c.group_id, c.company_id, c.date, c.channel) IS DISTINCT FROM
               (EXCLUDED.division_id, EXCLUDED.group_id, EXCLUDED.company_id, EXCLUDED.date, EXCLUDED.channel)
        """,
        columns=COLUMNS,
        values=values,
    )


def place_contacts():
    """Follow the posts where they were corrected: the division of earlier contacts."""
    return SQL(
        """
        UPDATE client_contact c SET division_id = placed.division_id, group_id = placed.group_id
          FROM (SELECT at.id, at.division_id, division.client_group_id AS group_id
                  FROM (SELECT c.id, %(division)s AS division_id
                          FROM client_contact c JOIN res_partner p ON p.id = c.partner_id) at
                  LEFT JOIN res_partner division ON division.id = at.division_id) placed
         WHERE placed.id = c.id
           AND (c.division_id, c.group_id) IS DISTINCT FROM (placed.division_id, placed.group_id)
        """,
        division=division_at(SQL("p"), SQL("c.date")),
    )


def changed_from(last):
    """The first day whose contacts may differ since the moment ``last``: one row, one date or NULL.

    What was written since counts with the day it has now and with the day on which it was a contact before.
    """
    return SQL(
        """
        WITH changed AS (
            SELECT 'calendar.event' AS res_model, e.id AS res_id, e.start::date - 2 AS day
              FROM calendar_event e
             WHERE e.write_date >= %(last)s OR EXISTS (
                   SELECT FROM calendar_attendee a WHERE a.event_id = e.id AND a.write_date >= %(last)s)
             UNION ALL
            SELECT 'mail.activity', a.id, a.date_done
              FROM mail_activity a
              LEFT JOIN crm_lead lead ON a.res_model = 'crm.lead' AND lead.id = a.res_id
              LEFT JOIN sale_order sale ON a.res_model = 'sale.order' AND sale.id = a.res_id
             WHERE GREATEST(a.write_date, lead.write_date, sale.write_date) >= %(last)s
             UNION ALL
            SELECT 'mail.message', m.id, m.date::date - %(days)s
              FROM mail_message m
             WHERE m.write_date >= %(last)s AND m.message_type IN ('comment', 'email')
        )
        SELECT LEAST(
            (SELECT MIN(day) FROM changed),
            (SELECT MIN(c.date) FROM client_contact c
               JOIN changed ON changed.res_model = c.res_model AND changed.res_id = c.res_id))
        """,
        last=last,
        days=THREAD_DAYS + 2,
    )
