import { registerMessageAction } from "@mail/core/common/message_actions";
import { _t } from "@web/core/l10n/translation";
import { session } from "@web/session";

const SAID = ["comment", "email", "email_outgoing"];

/** What somebody said to somebody about a record; not what the system noted. */
function isSaid({ message, thread }) {
    return (
        session.records_clients &&
        message.persistent &&
        SAID.includes(message.message_type) &&
        thread &&
        !["discuss.channel", "mail.box"].includes(thread.model)
    );
}

/** Open a form of ``model`` that is filled in from the message. */
async function recordFrom(model, { message, owner }) {
    const { action, orm } = owner.env.services;
    await action.doAction(await orm.call(model, "action_from_message", [message.id]));
}

registerMessageAction("client-promise", {
    condition: isSaid,
    icon: "fa fa-handshake-o",
    name: _t("Record a promise"),
    onSelected: (params) => recordFrom("client.promise", params),
    sequence: 22,
});
registerMessageAction("client-experience", {
    condition: isSaid,
    icon: "fa fa-lightbulb-o",
    name: _t("Record experience"),
    onSelected: (params) => recordFrom("client.experience", params),
    sequence: 60,
});
registerMessageAction("client-change", {
    condition: isSaid,
    icon: "fa fa-random",
    name: _t("Record a change at the client"),
    onSelected: (params) => recordFrom("client.change", params),
    sequence: 61,
});
registerMessageAction("client-question", {
    condition: isSaid,
    icon: "fa fa-question-circle-o",
    name: _t("Record a question to the client"),
    onSelected: (params) => recordFrom("client.question", params),
    sequence: 62,
});
