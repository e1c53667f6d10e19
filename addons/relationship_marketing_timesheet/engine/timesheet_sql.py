"""SQL that turns timesheets into service costs of clients (R11)."""

from odoo.tools import SQL


def _timesheets(company_id):
    """Timesheets of a company on projects and tasks of clients, in hours; the client as it is today."""
    return SQL(
        """
        SELECT line.id AS timesheet_id, client.id AS partner_id, client.client_group_id AS group_id, line.date,
               COALESCE(NULLIF(NULLIF(TRIM(line.name), '/'), ''), task.name, project.name ->> 'en_US', '/') AS name,
               project.service_cost_kind AS kind, line.user_id, employee.hourly_cost,
               line.unit_amount * COALESCE(unit.factor / hour.factor, 1) AS hours, line.amount
          FROM account_analytic_line line
          JOIN project_project project ON project.id = line.project_id
     LEFT JOIN project_task task ON task.id = line.task_id
          JOIN res_partner contact ON contact.id = COALESCE(line.partner_id, task.partner_id, project.partner_id)
          JOIN res_partner client ON client.id = contact.commercial_partner_id
     LEFT JOIN hr_employee employee ON employee.id = line.employee_id
     LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
     LEFT JOIN ir_model_data named ON named.module = 'uom' AND named.name = 'product_uom_hour'
     LEFT JOIN uom_uom hour ON hour.id = named.res_id
         WHERE line.company_id = %s
           AND line.unit_amount > 0
           AND client.id NOT IN (SELECT partner_id FROM res_company)
        """,
        company_id,
    )


def refresh(company_id, currency_id):
    """INSERT or UPDATE the service costs of all timesheets of a company; returns ids of what was written.

    The cost is that of the timesheet as recorded, else the employee's hourly cost of today, else 0 for unknown.
    """
    return SQL(
        """
        INSERT INTO client_service_cost (
            timesheet_id, partner_id, group_id, company_id, date, name, kind, user_id, hours, amount, currency_id,
            employee_cost, cost, is_cost_unknown, origin, nature, effect, active, is_withdrawn,
            create_uid, create_date, write_uid, write_date)
        SELECT timesheet_id, partner_id, group_id, %(company)s, date, name, COALESCE(kind, 'technical'), user_id, hours,
               0, %(currency)s, COALESCE(NULLIF(-amount, 0), hours * hourly_cost, 0)::numeric, 0, FALSE,
               'timesheet', 'cost', 'open', TRUE, FALSE, 1, NOW() AT TIME ZONE 'UTC', 1, NOW() AT TIME ZONE 'UTC'
          FROM (%(timesheets)s) timesheet
            ON CONFLICT (timesheet_id) WHERE timesheet_id IS NOT NULL
            DO UPDATE SET partner_id = EXCLUDED.partner_id, group_id = EXCLUDED.group_id,
                          company_id = EXCLUDED.company_id, date = EXCLUDED.date, name = EXCLUDED.name,
                          user_id = EXCLUDED.user_id, hours = EXCLUDED.hours, employee_cost = EXCLUDED.employee_cost,
                          active = client_service_cost.active OR client_service_cost.is_withdrawn, is_withdrawn = FALSE,
                          write_uid = 1, write_date = NOW() AT TIME ZONE 'UTC'
         WHERE (client_service_cost.partner_id, client_service_cost.company_id, client_service_cost.date,
                client_service_cost.name, client_service_cost.user_id, client_service_cost.hours,
                client_service_cost.employee_cost, client_service_cost.is_withdrawn)
               IS DISTINCT FROM
               (EXCLUDED.partner_id, EXCLUDED.company_id, EXCLUDED.date, EXCLUDED.name, EXCLUDED.user_id,
                EXCLUDED.hours, EXCLUDED.employee_cost, FALSE)
     RETURNING id
        """,
        company=company_id,
        currency=currency_id,
        timesheets=_timesheets(company_id),
    )


def withdraw(company_id):
    """Archive the service costs of timesheets that are deleted, or belong to no client any more; returns their ids."""
    return SQL(
        """
        UPDATE client_service_cost SET active = FALSE, is_withdrawn = TRUE
         WHERE company_id = %(company)s AND origin = 'timesheet' AND active AND NOT is_withdrawn
           AND NOT EXISTS (
               SELECT FROM (%(timesheets)s) timesheet WHERE timesheet.timesheet_id = client_service_cost.timesheet_id
           )
     RETURNING id
        """,
        company=company_id,
        timesheets=_timesheets(company_id),
    )
