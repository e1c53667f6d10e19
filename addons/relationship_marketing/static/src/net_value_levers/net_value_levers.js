import { Component, onMounted, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { doServerAction } from "../server_action/server_action";

/** What would turn this client: named levers with their amounts, each opening what it was read from. */
export class NetValueLevers extends Component {
    static template = "relationship_marketing.NetValueLevers";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ found: null });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load(this.props.record.resId);
        });
        useRecordObserver((record) => {
            if (isMounted && record.resId !== this.rowId) {
                this.load(record.resId);
            }
        });
    }

    async load(rowId) {
        this.rowId = rowId;
        const found = rowId ? await this.orm.silent.call("client.net.value", "get_levers", [[rowId]]) : null;
        if (rowId === this.rowId) {
            this.state.found = found;
        }
    }

    get largest() {
        return Math.max(...this.state.found.levers.map((lever) => lever.amount), 1);
    }

    async open(lever) {
        await doServerAction(this, "client.net.value", lever.action, [[this.rowId]]);
    }
}

registry.category("view_widgets").add("client_net_value_levers", { component: NetValueLevers });
