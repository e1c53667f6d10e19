import { Component, onMounted, onPatched, onWillStart, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { useSetupAction } from "@web/search/action_hook";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { doServerAction } from "../server_action/server_action";
import { clamp, driftOf, labelsOf, paperOf, radiusOf, shortName, toPlace, toPoint, widthOf } from "./matrix_geometry";
import { MoveReasonDialog } from "./move_reason_dialog";

const MIDDLE = 50;
/** Fewer pixels than these are a click with an unsteady hand. */
const DRAG_FROM = 5;
const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

function cellNameBox({ name, textX, textY, anchor }) {
    const width = widthOf(name) * 1.1;
    return { x: anchor === "end" ? textX - width : textX, y: textY - 12, width, height: 16 };
}

/** As what our clients see us: risk/significance × total value; drag, keys and touch set our own view. */
export class PositionMatrix extends Component {
    static template = "relationship_marketing.PositionMatrix";
    static components = { ControlPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.paperRef = useRef("paper");
        this.svgRef = useRef("svg");
        this.keepLast = new KeepLast();
        const { context = {} } = this.props.action;
        this.filters = useState({
            view: context.default_view || "ours",
            managerId: false,
            key: false,
            drift: true,
            compare: false,
            ...this.props.state?.filters,
        });
        this.state = useState({
            matrix: null,
            selectedId: this.props.state?.selectedId || context.default_group_id || false,
            pending: null,
            paper: paperOf(800, 560),
            undoable: [],
        });
        this.drag = null;
        this.focusId = false;
        useSetupAction({
            getLocalState: () => ({ filters: { ...this.filters }, selectedId: this.state.selectedId }),
        });
        onWillStart(() => this.load());
        const observer = new ResizeObserver(() => this.measure());
        onMounted(() => {
            this.measure();
            observer.observe(this.paperRef.el);
        });
        onWillUnmount(() => observer.disconnect());
        onPatched(() => this.focusAwaited());
        // A pointer is followed wherever it goes, also out of the paper.
        useExternalListener(window, "pointermove", this.onPointerMove);
        useExternalListener(window, "pointerup", this.onPointerUp);
        useExternalListener(window, "pointercancel", this.onPointerCancel);
    }

    // ---------------------------------------------------------------- data

    async load() {
        const { view, managerId, key } = this.filters;
        const matrix = await this.keepLast.add(
            this.orm.call("client.position.matrix", "get_matrix", [], { view, manager_id: managerId, key })
        );
        Object.assign(this.state, { matrix, pending: null });
        if (!matrix.bubbles.some((bubble) => bubble.id === this.state.selectedId)) {
            this.state.selectedId = false;
        }
    }

    setFilter(values) {
        Object.assign(this.filters, values);
        return this.load();
    }

    get canMove() {
        return this.state.matrix.can_move && this.filters.view === "ours";
    }

    get isEmpty() {
        const { bubbles, unplaced } = this.state.matrix;
        return !bubbles.length && !unplaced.length;
    }

    get selected() {
        return this.state.matrix.bubbles.find((bubble) => bubble.id === this.state.selectedId);
    }

    get hiddenCount() {
        return this.state.matrix.count - this.state.matrix.bubbles.filter((bubble) => !bubble.isNew).length;
    }

    get hiddenSentence() {
        return _t("%(count)s more clients have a place; shown are key clients and those with the largest turnover.", {
            count: this.hiddenCount,
        });
    }

    get moreUnplacedSentence() {
        const { unplaced, unplaced_count } = this.state.matrix;
        return _t("and %(count)s more", { count: unplaced_count - unplaced.length });
    }

    /** Those of the list whose place is unknown, by name: on paper there is no list beside the matrix. */
    get unplacedNames() {
        const { unplaced, unplaced_count } = this.state.matrix;
        const names = unplaced.map((client) => client.name);
        return [...names, ...(unplaced_count > unplaced.length ? [this.moreUnplacedSentence] : [])].join(", ");
    }

    get printedOn() {
        const names = [user.activeCompany?.name, formatDate(luxon.DateTime.now())];
        const manager = this.state.matrix.managers.find(({ id }) => id === this.filters.managerId);
        return [...names, manager?.name].filter(Boolean).join(" · ");
    }

    cellAt({ risk, value }) {
        return this.state.matrix.cells.find(
            (cell) => cell.is_risk_high === risk >= MIDDLE && cell.is_value_high === value >= MIDDLE
        );
    }

    // ------------------------------------------------------------- drawing

    measure() {
        const box = this.paperRef.el?.getBoundingClientRect();
        if (box?.width && Math.abs(box.width - this.state.paper.width) > 1) {
            this.state.paper = paperOf(Math.floor(box.width), window.innerHeight - 290);
        }
    }

    /** The four cells as rectangles with their names in the outer corner. */
    get cells() {
        const { left, top, plotWidth, plotHeight } = this.state.paper;
        return this.state.matrix.cells.map((cell) => ({
            ...cell,
            x: left + (cell.is_value_high ? plotWidth / 2 : 0),
            y: top + (cell.is_risk_high ? 0 : plotHeight / 2),
            width: plotWidth / 2,
            height: plotHeight / 2,
            textX: cell.is_value_high ? left + plotWidth - 8 : left + 8,
            textY: cell.is_risk_high ? top + 18 : top + plotHeight - 8,
            anchor: cell.is_value_high ? "end" : "start",
            squeezed: widthOf(cell.name) * 1.1 > plotWidth / 2 - 16 ? plotWidth / 2 - 16 : undefined,
        }));
    }

    placeOf(bubble) {
        const { pending } = this.state;
        return pending?.id === bubble.id ? pending : bubble;
    }

    /** The bubbles as they are drawn, large ones below small ones. */
    get bubbles() {
        const { matrix, paper, pending, selectedId } = this.state;
        const largest = Math.max(...matrix.bubbles.map((bubble) => bubble.turnover), 0);
        const drawn = matrix.bubbles.map((bubble) => {
            const place = this.placeOf(bubble);
            const radius = radiusOf(paper, bubble.turnover, largest);
            const isPending = pending?.id === bubble.id;
            const computed = bubble.is_moved && bubble.computed;
            return {
                ...bubble,
                ...toPoint(paper, place),
                radius,
                isPending,
                isSelected: bubble.id === selectedId,
                short: shortName(bubble.name),
                sentence: this.sentence(bubble, place),
                drift: this.filters.drift && driftOf(paper, bubble.before, place, radius),
                ghost: isPending
                    ? bubble.isNew || toPoint(paper, bubble)
                    : computed && toPoint(paper, { risk: computed[0], value: computed[1] }),
                other:
                    this.filters.compare &&
                    bubble.other &&
                    toPoint(paper, { risk: bubble.other[0], value: bubble.other[1] }),
            };
        });
        const important = [...drawn].sort(
            (a, b) => b.isSelected - a.isSelected || b.is_key - a.is_key || b.radius - a.radius
        );
        const labels = labelsOf(paper, important, this.cells.map(cellNameBox));
        for (const bubble of drawn) {
            bubble.label = labels[bubble.id];
        }
        return drawn.sort((a, b) => b.radius - a.radius);
    }

    get ticks() {
        const { paper } = this.state;
        return [0, 25, 50, 75, 100].map((number) => ({
            number,
            x: toPoint(paper, { risk: 0, value: number }).x,
            y: toPoint(paper, { risk: number, value: 0 }).y,
        }));
    }

    // ------------------------------------------------------------- wording

    round(number) {
        return Math.round(number);
    }

    money(amount) {
        return formatMonetary(amount, { currencyId: this.state.matrix.currency_id, digits: [16, 0] });
    }

    day(text) {
        return text ? formatDate(deserializeDate(text)) : "";
    }

    /** A bubble as a sentence: for the tooltip and for those who hear the screen. */
    sentence(bubble, place) {
        const words = {
            client: bubble.name,
            cell: this.cellAt(place)?.name || "",
            risk: this.round(place.risk),
            value: this.round(place.value),
            turnover: this.money(bubble.turnover),
        };
        return bubble.is_moved
            ? _t(
                  "%(client)s: %(cell)s; risk and significance %(risk)s, total value %(value)s, set by hand; turnover %(turnover)s",
                  words
              )
            : _t(
                  "%(client)s: %(cell)s; risk and significance %(risk)s, total value %(value)s; turnover %(turnover)s",
                  words
              );
    }

    moveSentence(bubble, place) {
        const words = { risk: this.round(place.risk), value: this.round(place.value) };
        if (bubble.isNew) {
            return _t("Risk and significance: %(risk)s. Total value: %(value)s.", words);
        }
        return _t("Risk and significance: %(before_risk)s → %(risk)s. Total value: %(before_value)s → %(value)s.", {
            ...words,
            before_risk: this.round(bubble.risk),
            before_value: this.round(bubble.value),
        });
    }

    cellSentence(bubble, place) {
        const before = bubble.isNew ? null : this.cellAt(bubble);
        const now = this.cellAt(place);
        if (!before || before.id === now.id) {
            return now.name;
        }
        return _t("%(before)s → %(now)s", { before: before.name, now: now.name });
    }

    driftSentence(bubble) {
        const { before } = bubble;
        return _t("A year ago: risk and significance %(risk)s, total value %(value)s (%(cell)s).", {
            risk: this.round(before.risk),
            value: this.round(before.value),
            cell: this.cellAt(before)?.name || "",
        });
    }

    computedSentence(bubble) {
        const [risk, value] = bubble.computed;
        return _t("As computed: risk and significance %(risk)s, total value %(value)s.", {
            risk: this.round(risk),
            value: this.round(value),
        });
    }

    otherSentence(bubble) {
        const [risk, value] = bubble.other;
        const words = { risk: this.round(risk), value: this.round(value), cell: this.cellAt({ risk, value }).name };
        return this.filters.view === "ours"
            ? _t("As the client says it: risk and significance %(risk)s, total value %(value)s (%(cell)s).", words)
            : _t("As we see it: risk and significance %(risk)s, total value %(value)s (%(cell)s).", words);
    }

    movedSentence(bubble) {
        return _t("Set by %(user)s on %(day)s: %(reason)s", {
            user: bubble.moved_by,
            day: this.day(bubble.moved_on),
            reason: bubble.reason,
        });
    }

    // -------------------------------------------------------------- moving

    onPointerDown(bubble, event) {
        if (event.button > 0 || this.drag) {
            return;
        }
        const at = this.pointAt(event);
        const centre = toPoint(this.state.paper, this.placeOf(bubble));
        this.drag = {
            bubble,
            pointerId: event.pointerId,
            from: at,
            offset: { x: centre.x - at.x, y: centre.y - at.y },
            isMoving: false,
        };
    }

    onPointerMove(event) {
        const { drag } = this;
        if (!drag || drag.pointerId !== event.pointerId || !this.canMove) {
            return;
        }
        event.preventDefault();
        const at = this.pointAt(event);
        if (!drag.isMoving && Math.hypot(at.x - drag.from.x, at.y - drag.from.y) < DRAG_FROM) {
            return;
        }
        drag.isMoving = true;
        const place = toPlace(this.state.paper, { x: at.x + drag.offset.x, y: at.y + drag.offset.y });
        this.setPending(drag.bubble, place);
    }

    onPointerUp(event) {
        const { drag } = this;
        if (!drag || drag.pointerId !== event.pointerId) {
            return;
        }
        this.drag = null;
        if (drag.isMoving) {
            this.askReason();
        } else {
            this.select(drag.bubble);
        }
    }

    onPointerCancel() {
        const wasMoving = this.drag?.isMoving;
        this.drag = null;
        if (wasMoving) {
            this.putBack();
        }
    }

    /** Where on the paper an event happened, however large the browser shows the paper. */
    pointAt(event) {
        const box = this.svgRef.el.getBoundingClientRect();
        const scale = this.state.paper.width / box.width;
        return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    }

    onKeydown(bubble, event) {
        const { pending } = this.state;
        const isPending = pending?.id === bubble.id;
        const arrow = ARROWS[event.key];
        if (arrow && this.canMove) {
            const step = event.shiftKey ? 5 : 1;
            const place = this.placeOf(bubble);
            this.setPending(bubble, {
                risk: clamp(place.risk + arrow[0] * step, 0, 100),
                value: clamp(place.value + arrow[1] * step, 0, 100),
            });
        } else if (event.key === "Enter") {
            isPending ? this.askReason() : this.openGroup(bubble);
        } else if (event.key === " ") {
            this.select(bubble);
        } else if (event.key === "Escape" && (isPending || this.state.selectedId)) {
            isPending ? this.putBack() : this.select(null);
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }

    onRootKeydown(event) {
        if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && !event.shiftKey && this.lastUndoable) {
            event.preventDefault();
            this.undoLast();
        }
    }

    setPending(bubble, place) {
        const { pending } = this.state;
        if (pending && pending.id !== bubble.id) {
            this.putBack();
        }
        this.state.pending = { id: bubble.id, risk: place.risk, value: place.value };
    }

    putBack() {
        const { matrix, pending } = this.state;
        this.state.pending = null;
        const bubble = matrix.bubbles.find(({ id }) => id === pending?.id);
        if (bubble?.isNew) {
            matrix.bubbles.splice(matrix.bubbles.indexOf(bubble), 1);
        }
    }

    get pendingBubble() {
        return this.state.matrix.bubbles.find((bubble) => bubble.id === this.state.pending?.id);
    }

    askReason() {
        const bubble = this.pendingBubble;
        if (!bubble) {
            return;
        }
        const place = { ...this.state.pending };
        let isSaved = false;
        this.focusId = bubble.id;
        this.dialog.add(
            MoveReasonDialog,
            {
                title: _t("Why does %(client)s stand there?", { client: bubble.name }),
                sentence: this.moveSentence(bubble, place),
                cellSentence: this.cellSentence(bubble, place),
                save: async (reason) => {
                    await this.move(bubble, place, reason);
                    isSaved = true;
                },
            },
            {
                onClose: () => {
                    if (!isSaved) {
                        this.putBack();
                    }
                },
            }
        );
    }

    async move(bubble, place, reason) {
        const moved = await this.orm.call("client.position.matrix", "move", [
            bubble.id,
            place.risk,
            place.value,
            reason,
            bubble.position_id,
        ]);
        const { matrix } = this.state;
        this.state.pending = null;
        if (bubble.isNew) {
            matrix.unplaced = matrix.unplaced.filter(({ id }) => id !== bubble.id);
            matrix.unplaced_count--;
            matrix.count++;
        }
        matrix.bubbles = matrix.bubbles.map((other) => (other.id === bubble.id ? moved : other));
        this.state.undoable.push(bubble.id);
        this.state.selectedId = bubble.id;
        this.notification.add(_t("%(client)s is moved.", { client: bubble.name }), {
            type: "success",
            buttons: [{ name: _t("Undo"), onClick: () => this.undo(bubble.id) }],
        });
    }

    get lastUndoable() {
        return this.state.undoable.at(-1);
    }

    undoLast() {
        return this.undo(this.lastUndoable);
    }

    /** Take back the move in force of a client; of what the user saw, not of what somebody else did since. */
    async undo(groupId) {
        const bubble = this.state.matrix.bubbles.find(({ id }) => id === groupId);
        if (!bubble?.is_moved) {
            return;
        }
        const last = this.state.undoable.lastIndexOf(groupId);
        if (last >= 0) {
            this.state.undoable.splice(last, 1);
        }
        await this.orm.call("client.position.matrix", "undo", [bubble.position_id]);
        this.focusId = groupId;
        await this.load();
    }

    placeByHand(client) {
        const bubble = {
            ...client,
            isNew: true,
            position_id: false,
            turnover: 0,
            risk: MIDDLE,
            value: MIDDLE,
            contrary: [],
        };
        this.putBack();
        this.state.matrix.bubbles.push(bubble);
        this.setPending(bubble, bubble);
        this.focusId = client.id;
    }

    /** After a dialog or a fresh drawing the keys go on with the bubble they worked on. */
    focusAwaited() {
        const id = this.focusId;
        const bubble = id && this.svgRef.el?.querySelector(`[data-group-id="${id}"]`);
        if (bubble && !document.querySelector(".modal:not(.o_inactive_modal)")) {
            this.focusId = false;
            bubble.focus({ preventScroll: true });
        }
    }

    // -------------------------------------------------------------- opening

    select(bubble) {
        this.state.selectedId = bubble && !bubble.isNew ? bubble.id : false;
    }

    openGroup({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "client.group",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openHistory({ id }) {
        return doServerAction(this, "client.group", "action_open_position", [[id]]);
    }

    openUnplaced() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Clients without a place"),
            res_model: "client.group",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: this.state.matrix.unplaced_domain,
        });
    }

    /** The dialog or list that settles a question; the matrix is drawn again after it. */
    answer(client, question) {
        const options = { onClose: () => this.load() };
        if (question?.rule === "attributes") {
            return doServerAction(this, "client.group", "action_open_attributes", [[client.id]], options);
        }
        const args = [[client.id], this.filters.view, question?.factor_id || false];
        return doServerAction(this, "client.group", "action_record_position_answer", args, options);
    }

    recordBehaviour({ id }) {
        const options = { onClose: () => this.load() };
        return doServerAction(this, "client.group", "action_record_behaviour", [[id]], options);
    }

    print() {
        window.print();
    }
}

registry.category("actions").add("client_position_matrix", PositionMatrix);
