"""SQL that the lists of contacts share: who deals with whom, the last contact, what is planned already (R3, R5).

All functions return ``odoo.tools.SQL``: bodies of common table expressions over whole tables, so that a list costs
the same number of statements for one client and for fifty thousand.
"""

from odoo.tools import SQL


def dealt_divisions():
    """(partner_id, group_id, company_id, user_id): divisions of client groups and the companies of ours that deal
    with them: they sold to them or had contact, own the group, or are the key account manager's."""
    return SQL(
        """
        SELECT division.id AS partner_id, client.id AS group_id, company.id AS company_id, division.user_id
          FROM res_partner division
          JOIN client_group client ON client.id = division.client_group_id AND client.active
          LEFT JOIN res_users manager ON manager.id = client.key_account_manager_id
          JOIN res_company company
            ON (division.company_id IS NULL OR division.company_id = company.id)
           AND (client.company_id IS NULL OR client.company_id = company.id)
         WHERE division.is_company AND division.active
           AND (client.company_id = company.id
                OR manager.company_id = company.id
                OR EXISTS (SELECT FROM client_supply supply
                            WHERE supply.partner_id = division.id AND supply.company_id = company.id)
                OR EXISTS (SELECT FROM client_contact contact
                            WHERE contact.division_id = division.id AND contact.company_id = company.id))
        """
    )


def last_contacts(column, today):
    """(company_id, <column>, date, user_id, partner_id) of the last two-way contact up to ``today``."""
    column = SQL.identifier(column)
    return SQL(
        """
        SELECT DISTINCT ON (company_id, %(column)s) company_id, %(column)s, date, user_id
          FROM client_contact
         WHERE date <= %(today)s AND %(column)s IS NOT NULL
         ORDER BY company_id, %(column)s, date DESC, id DESC
        """,
        column=column,
        today=today,
    )


def tie_owners():
    """(company_id, division_id, user_id, partner_id): who of us answers for the person last met in a division."""
    return SQL(
        """
        SELECT DISTINCT ON (tie.company_id, person.commercial_partner_id)
               tie.company_id, person.commercial_partner_id AS division_id, tie.user_id, tie.partner_id
          FROM client_tie tie
          JOIN res_partner person ON person.id = tie.partner_id AND person.active
          JOIN res_users colleague ON colleague.id = tie.user_id AND colleague.active
         WHERE tie.active
         ORDER BY tie.company_id, person.commercial_partner_id,
                  tie.is_responsible DESC NULLS LAST, tie.last_two_way DESC NULLS LAST, tie.id
        """
    )


def planned_contacts(today):
    """(company_id or NULL for all, division_id, partner_id, day): open calls and meetings, whoever planned them.

    An activity counts on the client itself, on a lead, an order or a care request; a meeting counts from today on.
    """
    return SQL(
        """
        SELECT access.cid AS company_id, person.commercial_partner_id AS division_id, person.id AS partner_id,
               MIN(planned.day) AS day
          FROM (SELECT contact.user_id, contact.date_deadline AS day, contact.partner_id
                  FROM (SELECT activity.user_id, activity.date_deadline, activity.activity_type_id,
                               COALESCE(lead.partner_id, sale.partner_id, care.contact_id, care.partner_id,
                                        CASE WHEN activity.res_model = 'res.partner' THEN activity.res_id END)
                               AS partner_id
                          FROM mail_activity activity
                          LEFT JOIN crm_lead lead
                            ON activity.res_model = 'crm.lead' AND lead.id = activity.res_id
                          LEFT JOIN sale_order sale
                            ON activity.res_model = 'sale.order' AND sale.id = activity.res_id
                          LEFT JOIN client_care_request care
                            ON activity.res_model = 'client.care.request' AND care.id = activity.res_id
                         WHERE activity.active
                           AND activity.res_model IN ('res.partner', 'crm.lead', 'sale.order', 'client.care.request')
                       ) contact
                  JOIN mail_activity_type type ON type.id = contact.activity_type_id
                 WHERE type.category IN ('phonecall', 'meeting')
                    OR type.id IN (SELECT activity_type_id FROM client_cadence WHERE active)
                 UNION ALL
                SELECT event.user_id, event.start::date, attendee.res_partner_id
                  FROM calendar_event event
                  JOIN calendar_event_res_partner_rel attendee ON attendee.calendar_event_id = event.id
                 WHERE event.active AND event.start >= %(today)s
               ) planned
          JOIN res_partner person ON person.id = planned.partner_id
          LEFT JOIN res_company_users_rel access ON access.user_id = planned.user_id
         GROUP BY access.cid, person.commercial_partner_id, person.id
        """,
        today=today,
    )
