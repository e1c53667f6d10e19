import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { humanNumber } from "@web/core/utils/numbers";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { useSetupAction } from "@web/search/action_hook";
import { formatFloat, formatMonetary } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { nearest, pathsOf, scaleOf, SIZES, ticksOf } from "./whale_curve_model";

/** What clients add up to, the most valuable first: who brings the money, and who takes it away again. */
export class WhaleCurve extends Component {
    static template = "relationship_marketing.WhaleCurve";
    static components = { ControlPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.drawing = useRef("drawing");
        this.size = this.env.isSmall ? SIZES.small : SIZES.large;
        this.keepLast = new KeepLast();
        this.filters = useState({ period: false, mine: false, key: false, ...this.props.state?.filters });
        this.state = useState({ curve: null, at: null });
        useSetupAction({ getLocalState: () => ({ filters: { ...this.filters } }) });
        onWillStart(() => this.load());
    }

    async load() {
        const { period, mine, key } = this.filters;
        const curve = await this.keepLast.add(
            this.orm.call("client.whale.curve", "get_curve", [], { period, mine, key })
        );
        this.filters.period = curve.period;
        this.state.at = null;
        this.state.curve = curve;
    }

    setFilter(values) {
        Object.assign(this.filters, values);
        return this.load();
    }

    /** What is drawn, for the page that is printed. */
    get heading() {
        const period = this.state.curve.periods.find((one) => one.key === this.filters.period);
        const chosen = [this.filters.mine && _t("My clients"), this.filters.key && _t("Key clients")];
        return [period?.name, ...chosen].filter(Boolean).join(", ");
    }

    get scale() {
        return scaleOf(this.state.curve, this.size);
    }

    get paths() {
        return pathsOf(this.state.curve, this.size);
    }

    get ticks() {
        const { low, high, y } = this.scale;
        return ticksOf(low, high).map((value) => ({ value, y: y(value), label: this.short(value) }));
    }

    get ranks() {
        const { count } = this.state.curve;
        return ticksOf(1, count, this.env.isSmall ? 4 : 8)
            .filter((rank) => Number.isInteger(rank))
            .map((rank) => ({ rank, x: this.scale.x(rank) }));
    }

    short(amount) {
        return humanNumber(amount, { decimals: Math.abs(amount) < 1000 ? 0 : 1 });
    }

    full(amount) {
        return formatMonetary(amount, { currencyId: this.state.curve.currency_id, digits: [16, 0] });
    }

    share(part) {
        return formatFloat(100 * part, { digits: [16, 0] });
    }

    /** What the picture says, in words: for those who do not see it, and for the page that is printed. */
    get sentences() {
        const { count, total, peak, peak_rank, peak_share, eroded, loss_count } = this.state.curve;
        const amounts = { total: this.full(total), peak: this.full(peak), eroded: this.full(eroded) };
        const found = [_t("Clients: %(count)s; together: %(total)s.", { count, ...amounts })];
        if (peak_rank) {
            found.push(
                peak_share === null
                    ? _t("The best (clients: %(rank)s) bring %(peak)s.", { rank: peak_rank, ...amounts })
                    : _t("The best (clients: %(rank)s) bring %(peak)s, %(share)s % of the total.", {
                          rank: peak_rank,
                          share: this.share(peak_share),
                          ...amounts,
                      })
            );
        }
        if (loss_count) {
            found.push(_t("The others (at a loss: %(count)s) take %(eroded)s of it away again.", { count: loss_count, ...amounts }));
        }
        return found;
    }

    get atMost() {
        const { at_most_count: unknown, count } = this.state.curve;
        return _t(
            "Of %(unknown)s of %(count)s clients a part of the costs is not known: their net value is at most the one drawn.",
            { unknown, count }
        );
    }

    get prestige() {
        return _t("Prestige clients cost %(amount)s.", { amount: this.full(this.state.curve.prestige_cost) });
    }

    label(point) {
        return _t("%(rank)s. %(client)s: %(amount)s, together %(total)s", {
            rank: point.rank,
            client: point.name,
            amount: this.full(point.net_value),
            total: this.full(point.total),
        });
    }

    point(ev) {
        const box = this.drawing.el.getBoundingClientRect();
        // The drawing keeps its shape: where it is not as wide as its box, it stands in the middle.
        const zoom = Math.min(box.width / this.size.width, box.height / this.size.height);
        const left = box.left + (box.width - zoom * this.size.width) / 2;
        this.state.at = nearest(this.state.curve, this.size, (ev.clientX - left) / zoom);
    }

    leave() {
        this.state.at = null;
    }

    move(ev) {
        const { points } = this.state.curve;
        const index = points.indexOf(this.state.at);
        const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -points.length, End: points.length };
        if (ev.key in steps) {
            ev.preventDefault();
            this.state.at = points[Math.min(Math.max(index + steps[ev.key], 0), points.length - 1)];
        } else if (ev.key === "Enter" && this.state.at) {
            this.open(this.state.at);
        } else if (ev.key === "Escape") {
            this.leave();
        }
    }

    open(client) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "client.net.value",
            res_id: client.id,
            views: [[false, "form"]],
        });
    }

    async openList() {
        const action = await this.action.loadAction("relationship_marketing.client_net_value_action");
        const { period, mine, key } = this.filters;
        const context = { search_default_my_clients: mine, search_default_key: key };
        const isRolling = period === "rolling";
        const domain = isRolling
            ? [["period", "=", "rolling"], ["is_current", "=", true]]
            : [["period", "=", "year"], ["date_from", "=", `${period}-01-01`]];
        return this.action.doAction({ ...action, domain, context });
    }

    print() {
        window.print();
    }
}

registry.category("actions").add("client_whale_curve", WhaleCurve);
