import { Component, onMounted, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Says on a quotation that nothing was asked on its request; asked for once the form is there. */
export class OfferUnasked extends Component {
    static template = "lead_filter.OfferUnasked";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ unasked: false });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load(this.props.record);
        });
        useRecordObserver((record) => {
            // What the record observer is to see has to be read here.
            const asked = JSON.stringify([record.resId, record.data.state, record.data.opportunity_id?.id]);
            if (isMounted && asked !== this.asked) {
                this.load(record);
            }
            this.asked = asked;
        });
    }

    get unasked() {
        return this.state.unasked;
    }

    async load({ resModel, resId }) {
        const unasked = resId ? await this.orm.silent.call(resModel, "get_unasked", [resId]) : false;
        if (resId === this.props.record.resId) {
            this.state.unasked = unasked;
        }
    }

    openRequest() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: this.unasked.lead.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("lead_offer_unasked", {
    component: OfferUnasked,
    fieldDependencies: [{ name: "opportunity_id", type: "many2one" }],
});
