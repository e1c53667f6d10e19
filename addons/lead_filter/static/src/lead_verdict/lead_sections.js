import { Component, useState } from "@odoo/owl";

const STATE_ICONS = {
    met: "fa-check-circle text-success",
    not_met: "fa-times-circle text-danger",
    unknown: "fa-question-circle text-warning",
};

/** What the panel of a request tells below the verdict: one line a topic, opened by a click. */
export class LeadSections extends Component {
    static template = "lead_filter.LeadSections";
    static props = { sections: Array, run: Function };

    setup() {
        this.state = useState({ open: {} });
    }

    iconClass(state) {
        return STATE_ICONS[state];
    }

    toggle(section) {
        this.state.open[section.key] = !this.state.open[section.key];
    }
}
