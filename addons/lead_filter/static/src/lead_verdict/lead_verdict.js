import { Component, markup, onMounted, useState } from "@odoo/owl";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { LeadSections } from "./lead_sections";

export const VERDICT_CLASSES = {
    ours: "text-bg-success",
    conditions: "text-bg-info",
    open: "text-bg-warning",
    decide: "text-bg-primary",
    not_ours: "text-bg-danger",
};
const STATE_ICONS = {
    met: "fa-check-circle text-success",
    not_met: "fa-times-circle text-danger",
    conditional: "fa-clock-o text-info",
    unknown: "fa-question-circle text-warning",
};

/**
 * The verdict on a request at one glance: what it is, why, what each criterion rests on, and what to ask next.
 *
 * Asked for once the form is there, and again when the request was saved or a dialog of the panel closed.
 */
export class LeadVerdict extends Component {
    static template = "lead_filter.LeadVerdict";
    static components = { LeadSections };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.run = this.openDialog.bind(this);
        this.state = useState({ glance: false, isOpen: false });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load();
        });
        useRecordObserver((record) => {
            const asked = JSON.stringify([record.resId, record.dirty]);
            if (isMounted && asked !== this.asked && !record.dirty) {
                this.load();
            }
            this.asked = asked;
        });
    }

    get glance() {
        return this.state.glance;
    }

    async load() {
        const { resModel, resId } = this.props.record;
        const glance = resId ? await this.orm.silent.call(resModel, "get_filter_glance", [resId]) : false;
        if (resId === this.props.record.resId) {
            this.state.glance = glance;
        }
    }

    get badgeClass() {
        return VERDICT_CLASSES[this.glance.verdict] || "text-bg-secondary";
    }

    iconClass(criterion) {
        return STATE_ICONS[criterion.state];
    }

    stateLabel(criterion) {
        return {
            met: _t("Met"),
            not_met: _t("Not met"),
            conditional: _t("Met if the client accepts the condition"),
            unknown: _t("Not known"),
        }[criterion.state];
    }

    get unknownCount() {
        return this.glance.criteria.filter((criterion) => criterion.state === "unknown").length;
    }

    /** Failed first, then what is not known, then the rest: what to look at stands on top. */
    get criteria() {
        const places = { not_met: 0, unknown: 1, conditional: 2, met: 3 };
        const sorted = [...this.glance.criteria];
        sorted.sort((one, two) => places[one.state] - places[two.state] || two.is_knock_out - one.is_knock_out);
        return sorted;
    }

    get score() {
        const { low, high } = this.glance;
        return low === high
            ? _t("%(low)s of 100", { low })
            : _t("%(low)s to %(high)s of 100", { low, high });
    }

    /** What was exchanged besides our questions, which are counted by their answers. */
    get exchange() {
        const { exchange } = this.glance;
        const isMore = exchange.some(
            ({ side, kinds }) => side !== "ours" || kinds.some(({ key }) => key !== "question")
        );
        return isMore ? exchange : [];
    }

    get decidedOn() {
        const { by, on } = this.glance.decision;
        const day = on ? formatDate(deserializeDateTime(on)) : "";
        return _t("%(by)s, %(day)s", { by, day });
    }

    toggle() {
        this.state.isOpen = !this.state.isOpen;
    }

    async ask() {
        await this.orm.call("crm.lead", "action_ask_next_question", [[this.props.record.resId]]);
        await this.load();
    }

    answer(questionId) {
        return this.openDialog("action_answer", { question_id: questionId });
    }

    /** The header of a deal in work has no room for asking by letter. */
    get isOpportunity() {
        const { type, active, won_status } = this.props.record.data;
        return type === "opportunity" && active && won_status === "pending";
    }

    askByLetter() {
        return this.openDialog("action_ask_by_letter", {});
    }

    decide() {
        return this.openDialog("action_decide", {});
    }

    sendCondition(criterionId) {
        return this.openDialog("action_send_condition", { criterion_id: criterionId });
    }

    /** What the client asked, proposed, made clear or agreed. */
    noteTheirs() {
        return this.openDialog("action_note_theirs", {});
    }

    openExchange() {
        return this.openDialog("action_open_exchange", {});
    }

    openPortrait() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "lead.portrait",
            res_id: this.glance.portrait.id,
            views: [[false, "form"]],
        });
    }

    async openDialog(method, kwargs) {
        // What was typed and not saved counts too.
        if (this.props.record.dirty && !(await this.props.record.save())) {
            return;
        }
        const action = await this.orm.call("crm.lead", method, [[this.props.record.resId]], kwargs);
        if (!action?.type) {
            await this.load();
            return;
        }
        if (action.help) {
            // The service takes the text of an empty list for markup only where it loaded the action itself.
            action.help = markup(action.help);
        }
        await this.action.doAction(action, {
            onClose: async () => {
                await this.props.record.load();
                await this.load();
            },
        });
    }
}

registry.category("view_widgets").add("lead_verdict", { component: LeadVerdict });
