import { registerMessageAction } from "@mail/core/common/message_actions";
import { _t } from "@web/core/l10n/translation";

const SAID = ["comment", "email", "email_outgoing"];

/** What was asked, proposed or made clear in a letter about a request or its quotation. */
registerMessageAction("lead-answer", {
    condition: ({ message, thread }) =>
        message.persistent && SAID.includes(message.message_type) && ["crm.lead", "sale.order"].includes(thread?.model),
    icon: "fa fa-exchange",
    name: _t("Note as question, proposal or agreement"),
    onSelected: async ({ message, owner }) => {
        const { action, orm } = owner.env.services;
        await action.doAction(await orm.call("lead.answer", "action_from_message", [message.id]));
    },
    sequence: 21,
});
