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


def last_contact(column, partner, company, today):
    """(date, user_id) of the last two-way contact up to ``today``, for a LATERAL join: one row or none.

    :param column: ``division_id`` or ``partner_id`` of the contact, which is ``partner``
    """
    return SQL(
        """
        (SELECT contact.date, contact.user_id FROM client_contact contact
          WHERE contact.%(column)s = %(partner)s AND contact.company_id = %(company)s AND contact.date <= %(today)s
          ORDER BY contact.date DESC, contact.id DESC LIMIT 1)
        """,
        column=SQL.identifier(column),
        partner=partner,
        company=company,
        today=today,
    )


def tie_owner(division, company):
    """(user_id, partner_id): who of us answers for whom of a division, the last met first; for a LATERAL join."""
    return SQL(
        """
        (SELECT tie.user_id, tie.partner_id
           FROM res_partner person
           JOIN client_tie tie ON tie.partner_id = person.id AND tie.active AND tie.company_id = %(company)s
           JOIN res_users colleague ON colleague.id = tie.user_id AND colleague.active
          WHERE person.commercial_partner_id = %(division)s AND person.active
          ORDER BY tie.is_responsible DESC NULLS LAST, tie.last_two_way DESC NULLS LAST, tie.id LIMIT 1)
        """,
        division=division,
        company=company,
    )


def planned_contacts(today):
    """(company_id, division_id, partner_id, day): open calls and meetings, by the companies of whoever is to do them.

    An activity counts on the client itself, on a lead, an order or a care request; a meeting counts from today on.
    What nobody is assigned to counts for all companies.
    """
    return SQL(
        """
        SELECT access.company_id, person.commercial_partner_id AS division_id, person.id AS partner_id,
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
          JOIN (SELECT cid AS company_id, user_id FROM res_company_users_rel
                 UNION ALL
                SELECT id, 0 FROM res_company) access ON access.user_id = COALESCE(planned.user_id, 0)
         GROUP BY access.company_id, person.commercial_partner_id, person.id
        """,
        today=today,
    )


def planned_by(column):
    """(company_id, <column>, day): the next of ``planned``, the common table expression of ``planned_contacts``."""
    column = SQL.identifier(column)
    return SQL(
        "(SELECT company_id, %(column)s, MIN(day) AS day FROM planned GROUP BY company_id, %(column)s)", column=column
    )
