import { registry } from "@web/core/registry";

const MENU = (xmlId) => ({
    trigger: `[data-menu-xmlid='relationship_marketing.${xmlId}']`,
    run: "click",
});
const GROUP = "Tour holding";
const BUBBLE = `g.o_pm_bubble[aria-label*='${GROUP}']`;

const openCard = [
    MENU("clients_menu"),
    MENU("client_group_menu"),
    { trigger: `.o_list_view .o_data_row:contains(${GROUP}) td[name=name]`, run: "click" },
    { trigger: `.o_form_view .o_field_widget[name=name] input:value(${GROUP})` },
    { trigger: ".o_notebook .nav-link[name=value]", run: "click" },
];

/** A bubble taken with the pointer and let go elsewhere, as with mouse, pen or finger. */
function drag(bubble, dx, dy) {
    const { left, top, width, height } = bubble.getBoundingClientRect();
    const from = { x: left + width / 2, y: top + height / 2 };
    const fire = (type, x, y, buttons) =>
        bubble.dispatchEvent(
            new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons, clientX: x, clientY: y })
        );
    fire("pointerdown", from.x, from.y, 1);
    fire("pointermove", from.x + dx / 2, from.y + dy / 2, 1);
    fire("pointermove", from.x + dx, from.y + dy, 1);
    fire("pointerup", from.x + dx, from.y + dy, 0);
}

/** A director assesses a client, decides, sets where he stands, and plans. */
registry.category("web_tour.tours").add("relationship_marketing.value", {
    url: "/odoo/client-groups",
    steps: () => [
        ...openCard,
        {
            content: "The card says what is known of the client's net value",
            trigger: ".o_client_value_card section[data-section=net_value]",
        },
        {
            content: "and leads to the ten criteria",
            trigger: ".o_client_value_card section[data-section=criteria] button:contains(Open)",
            run: "click",
        },
        {
            content: "A criterion nobody knows of is answered",
            trigger: ".o_list_view .o_data_row:contains(Unknown) button[name=action_answer]",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=state] label:contains(/^Met/)", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit They told us themselves",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },

        MENU("value_menu"),
        MENU("client_decision_due_menu"),
        {
            content: "The client waits for a decision",
            trigger: `.o_list_view .o_data_row:contains(${GROUP}) button[name=action_decide]`,
            run: "click",
        },
        {
            content: "The card stands before whoever decides",
            trigger: ".o_form_view .o_client_value_card section[data-section=criteria]",
        },
        { trigger: ".o_field_widget[name=kind] label:contains(Key client)", run: "click" },
        { trigger: ".o_field_widget[name=reason] textarea", run: "edit He learns with us and pays on time" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "What was known is kept", trigger: "div[name=card_then] .o_field_widget[name=card_html] section" },

        MENU("value_menu"),
        MENU("client_position_matrix_menu"),
        {
            content: "The client is drawn to where we see it",
            trigger: BUBBLE,
            run: ({ anchor }) => drag(anchor, -60, -40),
        },
        { trigger: ".modal #o_move_reason", run: "edit Their new buyer has other suppliers" },
        { trigger: ".modal button[name=save_move]:enabled", run: "click" },
        { content: "It stands there by hand", trigger: `${BUBBLE}.o_pm_moved` },
        { trigger: "button[name=undo]:enabled" },

        MENU("value_menu"),
        MENU("client_group_without_plan_menu"),
        {
            content: "A key client without a plan is listed",
            trigger: `.o_list_view .o_data_row:contains(${GROUP})`,
        },
        ...openCard,
        {
            trigger: ".o_client_value_card section[data-section=plan] button:contains(Open)",
            run: "click",
        },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=name] input", run: "edit Plan for the year" },
        { trigger: ".o_field_widget[name=goal_ids] .o_field_x2many_list_row_add a", run: "click" },
        {
            content: "What he buys in a year is to grow",
            trigger: ".o_field_widget[name=goal_ids] .o_selected_row .o_field_widget[name=measure] select, .o_field_widget[name=goal_ids] .o_selected_row .o_field_widget[name=measure] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Turnover), .o_selected_row [name=measure] select:has(option:contains(Turnover))",
            run: "click",
        },
        { trigger: ".o_field_widget[name=goal_ids] .o_selected_row .o_field_widget[name=target] input", run: "edit 90000" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))" },
        { trigger: ".o_statusbar_buttons button[name=action_start]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        {
            content: "It is in force",
            trigger: ".o_field_widget[name=state] .o_arrow_button_current:contains(In force)",
        },
    ],
});
