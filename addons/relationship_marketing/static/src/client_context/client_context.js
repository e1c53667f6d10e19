import { Component, onMounted, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// What decides, on a document, who it is with.
const DECISIVE_FIELDS = ["partner_id", "email_from", "client_group_id", "parent_id"];

/**
 * What we know of the client a document is about: whose division, since when, which others buy, who knows whom.
 *
 * Asked for once the form is there, so that nobody waits for it; and again when the client changes.
 */
export class ClientContext extends Component {
    static template = "relationship_marketing.ClientContext";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ context: {} });
        let isMounted = false;
        onMounted(() => {
            isMounted = true;
            this.load(this.props.record.resModel, this.question(this.props.record));
        });
        useRecordObserver((record) => {
            const question = this.question(record);
            if (isMounted) {
                this.load(record.resModel, question);
            }
        });
    }

    get context() {
        return this.state.context;
    }

    /** What decides about the answer: the record, whether it is being changed, and who it is with. */
    question(record) {
        const values = {};
        for (const name of DECISIVE_FIELDS.filter((name) => name in record.data)) {
            const value = record.data[name];
            values[name] = (value && typeof value === "object" ? value.id : value) || false;
        }
        return { resId: record.resId, values, isDirty: record.dirty };
    }

    async load(resModel, question) {
        const asked = JSON.stringify(question);
        if (asked === this.asked) {
            return;
        }
        this.asked = asked;
        const { resId, values } = question;
        const context = await this.orm.silent.call(resModel, "get_client_context", [resId, values]);
        if (asked === this.asked) {
            this.state.context = context || {};
        }
    }

    get hasSomething() {
        const { group, since, links, strangers, experiences, complaints, ties, gaps } = this.context;
        const lists = [links, experiences, ties, gaps];
        return (
            group ||
            since ||
            strangers ||
            complaints ||
            lists.some((list) => list?.length) ||
            this.isWithoutAgreement
        );
    }

    /** Orders only: on a first request there is nothing to agree on yet. */
    get isWithoutAgreement() {
        return this.props.record.resModel === "sale.order" && this.context.agreement === false;
    }

    /** "March 2021" of an ISO date, in the reader's language. */
    month(text) {
        return deserializeDate(text).toFormat("LLLL yyyy");
    }

    /** "17 March 2021" of an ISO date, in the reader's language. */
    day(text) {
        return deserializeDate(text).toFormat("d MMMM yyyy");
    }

    /** Whether another division buys, in words. */
    buying(division) {
        if (division.buys) {
            return _t("Buys from us");
        }
        return division.buys === false ? _t("Bought earlier") : _t("Has never bought from us");
    }

    /** Whether this colleague answers for the person, in words. */
    knowing(tie) {
        return tie.is_responsible ? _t("Answers for this person") : _t("Knows this person");
    }

    /** Who changed employer knows us from before. */
    warmDoor(tie) {
        return _t("A warm door: came from %(employer)s", { employer: tie.came_from });
    }

    leftGap(gap) {
        return _t("%(person)s left on %(day)s: successor unknown", { person: gap.person, day: this.day(gap.left) });
    }

    lastTwoWay(tie) {
        return tie.last ? this.day(tie.last) : _t("no contact recorded");
    }

    /** What is said of an address whose domain belongs to a client: a hint, not a fact. */
    hint(stranger) {
        const names = stranger.groups.map((group) => group.name).join(", ");
        return _t("%(email)s is no contact of a client yet; the domain %(domain)s is that of %(names)s.", {
            email: stranger.email,
            domain: stranger.domain,
            names,
        });
    }

    open(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("client_context", { component: ClientContext });
