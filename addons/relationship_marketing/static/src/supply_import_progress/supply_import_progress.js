import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Shows how many rows of a waiting import were read, as the server tells over the bus. */
export class SupplyImportProgress extends Component {
    static template = "relationship_marketing.SupplyImportProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.state = useState({ count: 0 });
        this.busService = useService("bus_service");
        const onProgress = ({ id, count }) => {
            if (id === this.props.record.resId) {
                this.state.count = count;
            }
        };
        const onDone = ({ id }) => {
            if (id === this.props.record.resId) {
                this.props.record.load();
            }
        };
        this.busService.subscribe("client_supply_import/progress", onProgress);
        this.busService.subscribe("client_supply_import/done", onDone);
        onWillUnmount(() => {
            this.busService.unsubscribe("client_supply_import/progress", onProgress);
            this.busService.unsubscribe("client_supply_import/done", onDone);
        });
    }
}

registry.category("view_widgets").add("supply_import_progress", { component: SupplyImportProgress });
