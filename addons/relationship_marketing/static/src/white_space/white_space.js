import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate } from "@web/core/l10n/dates";
import { getCurrency } from "@web/core/currency";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { humanNumber } from "@web/core/utils/numbers";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { useSetupAction } from "@web/search/action_hook";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { IntroductionPanel } from "./introduction_panel";
import { rowsOf, totalsOf } from "./white_space_model";

const PAGE = 40;
const FAMILIES_SHOWN = 20;
const OPENED_WITH = 3;
const ICONS = { now: "fa-check", new: "fa-star", before: "fa-history", never: "fa-plus" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Client group × division × product family: bought in the last 12 months, earlier, or never. */
export class WhiteSpace extends Component {
    static template = "relationship_marketing.WhiteSpace";
    static components = { ControlPanel, IntroductionPanel, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.table = useRef("table");
        this.icons = ICONS;
        this.keepLast = new KeepLast();
        const before = this.props.state || {};
        this.filters = useState({
            groupId: this.props.action.context?.default_group_id || false,
            mine: false,
            key: false,
            keyPositions: false,
            allFamilies: false,
            offset: 0,
            ...before.filters,
        });
        this.state = useState({ grid: null, opened: new Set(before.opened), asked: null });
        useSetupAction({
            getLocalState: () => ({ filters: { ...this.filters }, opened: [...this.state.opened] }),
        });
        onWillStart(() => this.load(Boolean(before.opened)));
    }

    async load(keepOpened = false) {
        const { groupId, mine, key, offset } = this.filters;
        const grid = await this.keepLast.add(
            this.orm.call("client.white.space", "get_grid", [], { group_id: groupId, mine, key, offset })
        );
        this.state.asked = null;
        this.state.grid = grid;
        if (!keepOpened) {
            const few = grid.groups.length <= OPENED_WITH ? grid.groups : [];
            this.state.opened = new Set(few.map((group) => group.id));
        }
    }

    get families() {
        const { families } = this.state.grid;
        const chosen = this.filters.keyPositions ? families.filter((family) => family.is_key) : families;
        return this.filters.allFamilies ? chosen : chosen.slice(0, FAMILIES_SHOWN);
    }

    get hiddenFamilyCount() {
        return this.filters.keyPositions ? 0 : this.state.grid.families.length - this.families.length;
    }

    get rows() {
        return rowsOf(this.state.grid, this.state.opened, this.families);
    }

    get totals() {
        return totalsOf(this.state.grid, this.families);
    }

    get period() {
        const { from, to } = this.state.grid;
        return _t("Amounts of the last 12 complete months: %(from)s – %(to)s, in %(currency)s.", {
            from: deserializeDate(from).toFormat("LLLL yyyy"),
            to: deserializeDate(to).minus({ months: 1 }).toFormat("LLLL yyyy"),
            currency: getCurrency(this.state.grid.currency_id)?.name || "",
        });
    }

    get pages() {
        const { count, groups } = this.state.grid;
        return _t("%(first)s–%(last)s of %(count)s", {
            first: groups.length ? this.filters.offset + 1 : 0,
            last: this.filters.offset + groups.length,
            count,
        });
    }

    short(amount) {
        return amount ? humanNumber(amount, { decimals: 0, minDigits: 2 }) : "";
    }

    full(amount) {
        return formatMonetary(amount, { currencyId: this.state.grid.currency_id });
    }

    year(cell) {
        return cell.last ? cell.last.slice(0, 4) : "";
    }

    /** The cell as a sentence: for the tooltip and for those who hear the screen. */
    sentence(row, cell) {
        const names = { client: row.name, family: cell.family.name };
        switch (cell.state) {
            case "now":
                return _t("%(client)s bought %(family)s for %(amount)s in the last 12 months", {
                    ...names,
                    amount: this.full(cell.amount),
                });
            case "new":
                return _t("%(client)s bought %(family)s for the first time in the running month", names);
            case "before":
                return _t("%(client)s bought %(family)s earlier; the last month was: %(month)s", {
                    ...names,
                    month: deserializeDate(cell.last).toFormat("LLLL yyyy"),
                });
        }
        return _t("%(client)s never bought %(family)s: who can introduce us?", names);
    }

    setFilter(values) {
        Object.assign(this.filters, { offset: 0 }, values);
        return this.load();
    }

    turnPage(step) {
        this.filters.offset += step * PAGE;
        return this.load();
    }

    toggle(group) {
        if (!this.state.opened.delete(group.id)) {
            this.state.opened.add(group.id);
        }
        this.state.opened = new Set(this.state.opened);
    }

    toggleAll() {
        const all = this.state.grid.groups.map((group) => group.id);
        this.state.opened = new Set(this.state.opened.size < all.length ? all : []);
    }

    choose(row, cell) {
        if (cell.state !== "never") {
            return this.openSupplies(row, cell);
        }
        const division = row.division || (row.group.divisions.length === 1 && row.group.divisions[0]);
        if (division) {
            this.state.asked = { divisionId: division.id, familyId: cell.family.id };
        } else if (row.group.divisions.length && !row.isOpen) {
            this.toggle(row.group);
        }
    }

    async openSupplies(row, cell) {
        const action = await this.action.loadAction("relationship_marketing.client_supply_action");
        const where = row.division ? ["partner_id", "=", row.division.id] : ["group_id", "=", row.group.id];
        const domain = [where, ["categ_id", "=", cell.family.id]];
        return this.action.doAction({ ...action, domain, context: {} }, { viewType: "list" });
    }

    openGroup(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.division ? "res.partner" : "client.group",
            res_id: row.division ? row.division.id : row.group.id,
            views: [[false, "form"]],
        });
    }

    openCell(ev) {
        if (ev.key === "Escape") {
            this.state.asked = null;
        }
        const move = MOVES[ev.key];
        const from = ev.target.closest("td, th");
        if (!move || !from) {
            return;
        }
        ev.preventDefault();
        const rows = [...this.table.el.rows];
        let [y, x] = [rows.indexOf(from.parentElement) + move[0], from.cellIndex + move[1]];
        while (rows[y]?.cells[x]) {
            const target = rows[y].cells[x].querySelector("button");
            if (target) {
                return this.focus(target);
            }
            [y, x] = [y + move[0], x + move[1]];
        }
    }

    /** One cell at a time is reached by Tab, the others from it by the arrow keys. */
    focus(target) {
        for (const button of this.table.el.querySelectorAll("button[tabindex='0']")) {
            button.tabIndex = -1;
        }
        target.tabIndex = 0;
        target.focus();
    }

    print() {
        window.print();
    }

    closePanel() {
        this.state.asked = null;
    }
}

registry.category("actions").add("client_white_space", WhiteSpace);
