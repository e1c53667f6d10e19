import { Component, onMounted, useState } from "@odoo/owl";
import { deserializeDateTime, formatDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { doServerAction } from "../server_action/server_action";

const { DateTime } = luxon;

const STATES = {
    met: { icon: "fa-check-circle text-success", title: _t("Met") },
    not_met: { icon: "fa-times-circle text-danger", title: _t("Not met") },
    unknown: { icon: "fa-question-circle text-warning", title: _t("Unknown") },
};

/**
 * What a client is worth, on one card: the sections of client.group.get_value_card, each opening what it is made of.
 *
 * Asked for once the form is there, so that nobody waits for it; on other models for the client in ``group_field``.
 */
export class ClientValueCard extends Component {
    static template = "relationship_marketing.ClientValueCard";
    static props = { ...standardWidgetProps, groupField: { type: String, optional: true } };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ card: null, isBusy: false });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load(this.groupOf(this.props.record));
        });
        useRecordObserver((record) => {
            const groupId = this.groupOf(record);
            if (isMounted && groupId !== this.groupId) {
                this.load(groupId);
            }
        });
    }

    groupOf(record) {
        if (record.resModel === "client.group") {
            return record.resId || false;
        }
        const value = record.data[this.props.groupField || "group_id"];
        return (value && value.id) || false;
    }

    async load(groupId) {
        this.groupId = groupId;
        const card = groupId ? await this.orm.silent.call("client.group", "get_value_card", [[groupId]]) : null;
        if (groupId === this.groupId) {
            this.state.card = card;
        }
    }

    get calculatedOn() {
        const moment = this.state.card.calculated_on;
        return moment ? formatDateTime(deserializeDateTime(moment)) : false;
    }

    look(state) {
        return STATES[state];
    }

    async open(section) {
        await doServerAction(this, "client.group", section.action, [[this.groupId]]);
    }

    async calculate() {
        this.state.isBusy = true;
        try {
            await this.orm.call("client.group", "action_calculate_value", [[this.groupId]]);
            await this.load(this.groupId);
            if (this.state.card) {
                this.state.card.calculated_on = serializeDateTime(DateTime.now());
            }
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("view_widgets").add("client_value_card", {
    component: ClientValueCard,
    extractProps: ({ attrs }) => ({ groupField: attrs.group_field }),
    supportedAttributes: [{ label: _t("Field of the client"), name: "group_field", type: "string" }],
});
