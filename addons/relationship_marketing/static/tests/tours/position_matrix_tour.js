import { registry } from "@web/core/registry";

const BUBBLE = "g.o_pm_bubble:contains(Orion)";

/** Drag the anchor's disc by so many pixels, as a finger or a mouse would. */
function drag(right, down) {
    return ({ anchor }) => {
        const box = anchor.querySelector(".o_pm_disc").getBoundingClientRect();
        const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        const send = (target, type, share) =>
            target.dispatchEvent(
                new PointerEvent(type, {
                    bubbles: true,
                    cancelable: true,
                    pointerId: 7,
                    pointerType: "touch",
                    isPrimary: true,
                    button: 0,
                    clientX: start.x + right * share,
                    clientY: start.y + down * share,
                })
            );
        send(anchor, "pointerdown", 0);
        send(window, "pointermove", 0.5);
        send(window, "pointermove", 1);
        send(window, "pointerup", 1);
    };
}

function press(key, init = {}) {
    return ({ anchor }) => {
        anchor.focus();
        anchor.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
    };
}

registry.category("web_tour.tours").add("relationship_marketing.position_matrix", {
    steps: () => [
        {
            content: "The client stands where it was computed",
            trigger: `${BUBBLE}[aria-label*='Managed supplier']`,
            run: drag(300, 0),
        },
        {
            content: "Without a reason it is not moved",
            trigger: ".modal button[name=save_move]:disabled",
        },
        {
            content: "Put it back",
            trigger: ".modal button[name=put_back]",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)) ${BUBBLE}[aria-label*='Managed supplier']:not(.o_pm_pending)`,
            run: drag(300, 0),
        },
        {
            content: "Say why",
            trigger: ".modal #o_move_reason",
            run: "edit They open doors to us",
        },
        {
            trigger: ".modal button[name=save_move]:enabled",
            run: "click",
        },
        {
            content: "It stands there, the computed place beside it",
            trigger: `body:not(:has(.modal)) ${BUBBLE}.o_pm_moved[aria-label*='Partner supplier']`,
        },
        {
            trigger: ".o_pm_ghost circle",
        },
        {
            content: "The panel says who, and why",
            trigger: ".o_pm_side .o_pm_moved_by:contains(They open doors to us)",
        },
        {
            content: "Undo",
            trigger: "button[name=undo]:enabled",
            run: "click",
        },
        {
            content: "It is where it was; now with the keys",
            trigger: `${BUBBLE}[aria-label*='Managed supplier']:not(.o_pm_moved)`,
            run: press("ArrowUp", { shiftKey: true }),
        },
        {
            trigger: `${BUBBLE}.o_pm_pending`,
            run: press("Escape"),
        },
        {
            trigger: `${BUBBLE}:not(.o_pm_pending)`,
            run: press("ArrowDown", { shiftKey: true }),
        },
        {
            trigger: `${BUBBLE}.o_pm_pending`,
            run: press("Enter"),
        },
        {
            trigger: ".modal #o_move_reason",
            run: "edit Less than we thought",
        },
        {
            trigger: ".modal button[name=save_move]:enabled",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)) ${BUBBLE}.o_pm_moved`,
            run: press("z", { code: "KeyZ", ctrlKey: true }),
        },
        {
            content: "A client without a place is set by hand",
            trigger: `${BUBBLE}:not(.o_pm_moved)`,
        },
        {
            trigger: ".o_pm_side .btn-close",
            run: "click",
        },
        {
            trigger: ".o_pm_unplaced:contains(Vega) button[name=place_by_hand]",
            run: "click",
        },
        {
            trigger: "button[name=give_reason]",
            run: "click",
        },
        {
            trigger: ".modal #o_move_reason",
            run: "edit In the middle until we know more",
        },
        {
            trigger: ".modal button[name=save_move]:enabled",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) g.o_pm_bubble.o_pm_moved:contains(Vega)",
        },
        {
            content: "What the client says is not dragged",
            trigger: "button[name=theirs]",
            run: "click",
        },
        {
            trigger: ".o_pm_unplaced:contains(Orion)",
        },
        {
            trigger: "body:not(:has(button[name=undo])) button[name=ours]",
            run: "click",
        },
        {
            content: "Enter opens the client",
            trigger: `${BUBBLE}`,
            run: press("Enter"),
        },
        {
            trigger: ".o_form_view .o_last_breadcrumb_item:contains(Orion)",
        },
    ],
});
