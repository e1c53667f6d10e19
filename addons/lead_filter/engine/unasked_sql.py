"""Requests that were quoted before anything was asked: a prescription without a diagnosis (000)."""

from odoo.tools import SQL

# What counts as asking: a question or a request to make clear. A proposal is what they are quoted.
ASKING = ("question", "clarification")


def quoted_unasked(told_subtypes, leads=None):
    """SQL of rows (lead id, quotation id, quoted on): quotations sent before we had asked anything on their request.

    Sent when Odoo noted so, or that it was confirmed; without such a note, when it was made.

    :param told_subtypes: ids of the message subtypes with which Odoo notes that a quotation was sent or confirmed
    :param leads: only requests with these ids
    """
    return SQL(
        """
        SELECT quoted.lead_id, quoted.order_id, quoted.quoted_on
          FROM (SELECT sale.opportunity_id AS lead_id, sale.id AS order_id,
                       COALESCE(MIN(message.date), sale.create_date) AS quoted_on
                  FROM sale_order sale
                  LEFT JOIN mail_message message ON message.model = 'sale.order' AND message.res_id = sale.id
                                                AND message.subtype_id = ANY(%(told)s)
                 WHERE sale.opportunity_id %(which)s AND sale.state IN ('sent', 'sale')
                 GROUP BY sale.id) quoted
         WHERE NOT EXISTS (SELECT FROM lead_answer
                            WHERE lead_answer.lead_id = quoted.lead_id AND lead_answer.side = 'ours'
                              AND lead_answer.exchange = ANY(%(asking)s) AND lead_answer.asked_on <= quoted.quoted_on)
        """,
        told=list(told_subtypes),
        which=SQL("IS NOT NULL") if leads is None else SQL("= ANY(%s)", list(leads)),
        asking=list(ASKING),
    )
