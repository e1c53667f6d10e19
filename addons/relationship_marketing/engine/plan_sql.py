"""SQL of the nightly step on plans (R17): a constant number of statements per batch of groups."""

from odoo.tools import SQL


def take_movement(plan_ids):
    """A review held with the client moves its plan, as does a step done."""
    return SQL(
        """
        UPDATE client_plan plan
           SET moved_on = moved.moved_on, reminded_on = NULL
          FROM (SELECT plan.id,
                       GREATEST((SELECT MAX(review.held_on) FROM client_review review
                                  WHERE review.group_id = plan.group_id AND review.company_id = plan.company_id
                                    AND review.active IS TRUE),
                                (SELECT MAX(step.done_on) FROM client_plan_step step
                                  WHERE step.plan_id = plan.id)) AS moved_on
                  FROM client_plan plan
                 WHERE plan.id = ANY(%s)) moved
         WHERE moved.id = plan.id AND moved.moved_on > COALESCE(plan.moved_on, '-infinity')
        """,
        list(plan_ids),
    )


def store_readings(rows, month, day, uid):
    """Write what the goals stood at, ``rows`` of (goal id, plan id, group id, company id, value or None, done or
    None, state); the running month is rewritten, earlier ones stay."""
    return SQL(
        """
        INSERT INTO client_plan_reading (goal_id, plan_id, group_id, company_id, month, read_on, value, is_known,
                                         progress, state, create_uid, write_uid, create_date, write_date)
        SELECT row.goal_id, row.plan_id, row.group_id, row.company_id, %(month)s, %(day)s,
               COALESCE(row.value, 0), row.value IS NOT NULL, COALESCE(row.done, 0) * 100, row.state,
               %(uid)s, %(uid)s, NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
          FROM UNNEST(%(goals)s::int[], %(plans)s::int[], %(groups)s::int[], %(companies)s::int[],
                      %(values)s::numeric[], %(done)s::numeric[], %(states)s::varchar[])
               AS row (goal_id, plan_id, group_id, company_id, value, done, state)
            ON CONFLICT (goal_id, month)
            DO UPDATE SET read_on = EXCLUDED.read_on, value = EXCLUDED.value, is_known = EXCLUDED.is_known,
                          progress = EXCLUDED.progress, state = EXCLUDED.state, write_date = EXCLUDED.write_date
        """,
        month=month,
        day=day,
        uid=uid,
        **{
            name: list(values)
            for name, values in zip(
                ("goals", "plans", "groups", "companies", "values", "done", "states"),
                zip(*rows, strict=True),
                strict=True,
            )
        },
    )
