import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// The bus tells at once; where it is cut off, the form asks now and then.
const ASK_EVERY_MS = 10000;

/** Shows how many rows of a waiting import were read, and loads the form again when it is done. */
export class SupplyImportProgress extends Component {
    static template = "relationship_marketing.SupplyImportProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.state = useState({ count: 0, isRead: false });
        this.orm = useService("orm");
        const busService = useService("bus_service");
        const listeners = {
            "client_supply_import/progress": ({ id, count, is_read: isRead }) => {
                if (id === this.props.record.resId) {
                    Object.assign(this.state, { count, isRead });
                }
            },
            "client_supply_import/done": ({ id }) => {
                if (id === this.props.record.resId) {
                    this.reload();
                }
            },
        };
        for (const [type, listener] of Object.entries(listeners)) {
            busService.subscribe(type, listener);
        }
        const timer = setInterval(() => this.ask(), ASK_EVERY_MS);
        onWillUnmount(() => {
            clearInterval(timer);
            for (const [type, listener] of Object.entries(listeners)) {
                busService.unsubscribe(type, listener);
            }
        });
    }

    get sentence() {
        if (!this.state.count) {
            return _t(
                "The file is large and is read in the background. You may leave this page: a message tells you when it is done."
            );
        }
        if (this.state.isRead) {
            return _t("%(count)s rows are read; the supply ledger is being summed.", {
                count: formatInteger(this.state.count),
            });
        }
        return _t("%(count)s rows read so far. You may leave this page: a message tells you when it is done.", {
            count: formatInteger(this.state.count),
        });
    }

    async ask() {
        const { resModel, resId } = this.props.record;
        const [source] = await this.orm.silent.read(resModel, [resId], ["state"]);
        if (source?.state !== "queued") {
            await this.reload();
        }
    }

    reload() {
        return this.props.record.load();
    }
}

registry.category("view_widgets").add("supply_import_progress", { component: SupplyImportProgress });
