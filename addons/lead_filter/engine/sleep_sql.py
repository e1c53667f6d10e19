"""What wake-ups brought, told by what came of the requests (F4)."""

from odoo.tools import SQL


def end_without_sleeper(today):
    """A sleep ends where its request does not sleep any more, whatever took it up: merged, or opened by an import."""
    return SQL(
        """
        UPDATE lead_sleep sleep SET woken_on = %(today)s, woken_by = 'person'
          FROM crm_lead lead
         WHERE lead.id = sleep.lead_id AND sleep.woken_on IS NULL AND lead.filter_outcome IS DISTINCT FROM 'asleep'
        RETURNING sleep.id
        """,
        today=today,
    )


def settle(today):
    """A quotation sent after the wake-up, or an order won, is a hit; lost, refused or asleep again is a miss."""
    return SQL(
        """
        UPDATE lead_sleep sleep SET result = told.result, result_on = %(today)s
          FROM (SELECT open.id,
                       CASE WHEN lead.won_status = 'won' OR EXISTS (
                                     SELECT 1 FROM sale_order quotation
                                      WHERE quotation.opportunity_id = lead.id AND quotation.state IN ('sent', 'sale')
                                        AND quotation.create_date::date >= open.woken_on) THEN 'hit'
                            WHEN lead.won_status = 'lost' OR lead.filter_outcome IS NOT NULL THEN 'miss' END AS result
                  FROM lead_sleep open
                  JOIN crm_lead lead ON lead.id = open.lead_id
                 WHERE open.result = 'open' AND open.woken_on IS NOT NULL) told
         WHERE told.id = sleep.id AND told.result IS NOT NULL
        RETURNING sleep.lead_id
        """,
        today=today,
    )
