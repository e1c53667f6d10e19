"""SQL of the cost of each channel of contact, and of the share of personal to mass contact (R5, 003)."""

from odoo.tools import SQL


def contact_cost(of_groups=None):
    """One row for each two-way contact, and for each letter of a mass mail sent to one of theirs.

    Personal are the contacts of ``client.contact``; mass are the ``email_outgoing`` messages that Odoo keeps, one for
    each recipient notified, whoever sent them. A cost that nobody typed in is unknown (NULL), not nothing.

    The same hours are never counted twice: a contact of one of us with several of theirs at once costs as much as
    one, in equal parts; and where one of us recorded hours spent on the client that day (``client.service.cost``),
    these are the cost, and the contact adds nothing.

    :param of_groups: condition on a column with the id of a client group, as a function of the column; all if None
    """
    return SQL(
        """
        SELECT contact.*, client.class_id, client.key_account_manager_id, channel.id AS channel_id,
               CASE WHEN recorded.id IS NOT NULL THEN 0
                    ELSE NULLIF((channel.cost ->> contact.company_id::varchar)::numeric, 0) / met.persons END AS cost,
               recorded.id IS NOT NULL AS is_recorded,
               CASE WHEN contact.is_mass THEN 0 ELSE 1 END AS personal_count,
               CASE WHEN contact.is_mass THEN 1 ELSE 0 END AS mass_count,
               CASE WHEN contact.is_mass THEN 0.0 ELSE 100.0 END AS personal_share,
               CASE WHEN recorded.id IS NULL
                     AND NULLIF((channel.cost ->> contact.company_id::varchar)::numeric, 0) IS NULL
                    THEN 1 ELSE 0 END AS without_cost
          FROM (SELECT personal.id::bigint * 2 AS id, personal.company_id, personal.date, personal.channel,
                       FALSE AS is_mass, personal.user_id, personal.partner_id,
                       COALESCE(personal.division_id, personal.partner_id) AS division_id, personal.group_id,
                       personal.res_model, personal.res_id
                  FROM client_contact personal
                 WHERE %(personal)s
                 UNION ALL
                SELECT letter.id::bigint * 2 + 1, COALESCE(person.company_id, client.company_id, sender.company_id),
                       message.date::date, 'mass', TRUE, sender.id, person.id, person.commercial_partner_id,
                       person.client_group_id, message.model, message.res_id
                  FROM mail_notification letter
                  JOIN mail_message message
                    ON message.id = letter.mail_message_id AND message.message_type = 'email_outgoing'
                  JOIN res_partner person ON person.id = letter.res_partner_id AND person.partner_share
                  LEFT JOIN client_group client ON client.id = person.client_group_id
                  LEFT JOIN res_users sender ON sender.id = message.create_uid
                 WHERE letter.notification_type = 'email'
                   AND letter.notification_status IN ('sent', 'pending', 'process', 'ready')
                   AND %(mass)s
               ) contact
          LEFT JOIN client_group client ON client.id = contact.group_id
          LEFT JOIN client_contact_channel channel ON channel.code = contact.channel
         CROSS JOIN LATERAL (
               SELECT CASE WHEN contact.is_mass THEN 1 ELSE GREATEST(COUNT(*), 1) END AS persons
                 FROM client_contact twin
                WHERE twin.res_model = contact.res_model AND twin.res_id = contact.res_id
                  AND twin.user_id = contact.user_id AND NOT contact.is_mass
               ) met
          LEFT JOIN LATERAL (
               SELECT service.id
                 FROM client_service_cost service
                 JOIN res_partner division ON division.id = service.partner_id
                WHERE service.user_id = contact.user_id AND service.date = contact.date
                  AND service.company_id = contact.company_id AND service.active IS TRUE AND service.hours > 0
                  AND NOT contact.is_mass
                  AND (service.partner_id = contact.division_id OR division.client_group_id = contact.group_id)
                LIMIT 1
               ) recorded ON TRUE
         WHERE contact.company_id IS NOT NULL
        """,
        personal=of_groups(SQL("personal.group_id")) if of_groups else SQL("TRUE"),
        mass=of_groups(SQL("person.client_group_id")) if of_groups else SQL("TRUE"),
    )
