import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { doServerAction } from "@relationship_marketing/server_action/server_action";
import { VERDICT_CLASSES } from "../lead_verdict/lead_verdict";

/** What to do now, in order: the start screen of telemarketers and development specialists. */
export class LeadStart extends Component {
    static template = "lead_filter.LeadStart";
    static components = { ControlPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.chosen = useState({ role: null, everybody: false, ...this.props.state?.chosen });
        this.state = useState({ screen: null, isBusy: false });
        useSetupAction({ getLocalState: () => ({ chosen: { ...this.chosen } }) });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.screen = await this.keepLast.add(
            this.orm.call("crm.lead", "get_start_screen", [], { ...this.chosen })
        );
    }

    get screen() {
        return this.state.screen;
    }

    choose(values) {
        Object.assign(this.chosen, values);
        return this.load();
    }

    verdictClass(lead) {
        return VERDICT_CLASSES[lead.verdict] || "text-bg-secondary";
    }

    since(lead) {
        return formatDate(deserializeDateTime(lead.since));
    }

    openLead(lead) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: lead.id,
            views: [[false, "form"]],
        });
    }

    openWaiting() {
        return this.openAll(_t("Nothing to do but wait"), this.screen.waiting_domain);
    }

    async openAll(name, domain) {
        const action = await this.action.loadAction("lead_filter.crm_lead_action");
        return this.action.doAction({ ...action, name, display_name: name, domain, context: {} });
    }

    /** The one thing to do with a request of this section; the screen is read again once it is done. */
    async run(section, lead) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await doServerAction(this, "crm.lead", section.button.method, [[lead.id]], {
                onClose: () => this.load(),
            });
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("lead_filter_start", LeadStart);
