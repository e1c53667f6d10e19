import { Component, onMounted, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { doServerAction } from "../server_action/server_action";

const STANDINGS = {
    behind: { icon: "fa-arrow-down text-danger", title: _t("The best rival does it better") },
    level: { icon: "fa-arrows-h text-muted", title: _t("Level with the best rival") },
    ahead: { icon: "fa-arrow-up text-success", title: _t("We do it better than the best rival") },
};

/**
 * What weighs for the client of a quotation: served by this offer, missing in it, or there but not felt.
 *
 * Asked for once the form is there, and again when the client or the products change.
 */
export class OfferAttributes extends Component {
    static template = "relationship_marketing.OfferAttributes";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ offer: null });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load(this.question(this.props.record));
        });
        useRecordObserver((record) => {
            const question = this.question(record);
            if (isMounted) {
                this.load(question);
            }
        });
    }

    get offer() {
        return this.state.offer;
    }

    /** [client, products of the lines], as the form has them, saved or not. */
    question(record) {
        const lines = record.data.order_line?.records || [];
        const products = new Set(lines.map((line) => line.data.product_id?.id).filter(Boolean));
        return [record.data.partner_id?.id || false, [...products].sort((a, b) => a - b)];
    }

    async load(question) {
        const asked = JSON.stringify(question);
        if (asked === this.asked) {
            return;
        }
        this.asked = asked;
        const offer = question[0] ? await this.orm.silent.call("sale.order", "get_offer_attributes", question) : null;
        if (asked === this.asked) {
            this.state.offer = offer || null;
        }
    }

    get parts() {
        const { served, missing, unfelt, unknown } = this.offer;
        return [
            { key: "served", title: _t("This offer serves"), look: "fa-check-circle text-success", lines: served },
            { key: "missing", title: _t("Missing or weak in this offer"), look: "fa-times-circle text-danger", lines: missing },
            { key: "unfelt", title: _t("Served, but not felt"), look: "fa-eye-slash text-warning", lines: unfelt },
            {
                key: "unknown",
                title: _t("Unknown whether we serve"),
                look: "fa-question-circle text-warning",
                lines: unknown,
            },
        ].filter((part) => part.lines.length);
    }

    standing(line) {
        return STANDINGS[line.standing];
    }

    /** Who said that it weighs, and when. */
    origin(line) {
        const day = formatDate(deserializeDate(line.date));
        if (line.side === "ours") {
            return _t("We think so, %(day)s", { day });
        }
        return line.who
            ? _t("%(person)s said so, %(day)s", { person: line.who, day })
            : _t("The client said so, %(day)s", { day });
    }

    openLine(line) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "client.attribute.weight",
            res_id: line.id,
            views: [[false, "form"]],
        });
    }

    async openAll() {
        await doServerAction(this, "client.group", "action_open_attributes", [[this.offer.group.id]]);
    }
}

registry.category("view_widgets").add("client_offer_attributes", { component: OfferAttributes });
