import { registry } from "@web/core/registry";

const MENU = (xmlId) => ({
    trigger: `[data-menu-xmlid='relationship_marketing.${xmlId}']`,
    run: "click",
});

/** A button of the button box, which may stand behind “More”. */
function openStatButton(name) {
    return {
        content: `Press the button ${name}`,
        trigger: ".o_form_view .o-form-buttonbox",
        run: async ({ anchor, queryFirst, waitFor }) => {
            if (!document.querySelector(`.o-form-buttonbox button[name=${name}]`)) {
                anchor.querySelector(".o_button_more").click();
                await waitFor(`button[name=${name}]`);
            }
            queryFirst(`button[name=${name}]`).click();
        },
    };
}

const openGroup = [
    MENU("clients_menu"),
    MENU("client_group_menu"),
    { trigger: ".o_list_view .o_data_row:contains(Tour holding) td[name=name]", run: "click" },
    { trigger: ".o_form_view .o_field_widget[name=name] input:value(Tour holding)" },
];

/** The day of a key account manager. */
registry.category("web_tour.tours").add("relationship_marketing.account_manager", {
    url: "/odoo/client-groups",
    steps: () => [
        { content: "Own clients only", trigger: ".o_searchview_dropdown_toggler", run: "click" },
        { trigger: ".o_filter_menu .o-dropdown-item:contains(My clients)", run: "click" },
        {
            content: "An overdue contact is seen in the list",
            trigger: ".o_data_row:contains(Tour holding) td[name=overdue_contact_count]:not(:contains(/^0$/))",
        },
        { trigger: ".o_data_row:contains(Tour holding) td[name=name]", run: "click" },
        { content: "and on the group", trigger: "button[name=action_open_overdue_contacts]", run: "click" },
        { content: "with whom it is", trigger: ".o_list_view .o_data_row:contains(Tour plant)" },

        ...openGroup,
        openStatButton("action_open_division_map"),
        { content: "Both divisions on one map", trigger: ".o_hierarchy_renderer:contains(Tour plant)" },

        ...openGroup,
        openStatButton("action_open_white_space"),
        {
            content: "What the plant buys",
            trigger: ".o_white_space tr:contains(Tour plant) button[data-state=now]:contains(5,000)",
        },
        {
            content: "What the laboratory never bought",
            trigger:
                ".o_white_space tr:contains(Tour laboratory) button[data-state=never][aria-label*='Tour boards']",
            run: "click",
        },
        {
            content: "A person of theirs leads there",
            trigger: ".o_introduction_path:contains(Anna Tour) button[name=ask]",
            run: "click",
        },
        { trigger: ".o_introduction_panel .badge:contains(To be asked)" },

        MENU("clients_menu"),
        MENU("client_change_menu"),
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit A new buyer from March" },
        { trigger: ".o_field_widget[name=kind_id] input", run: "edit New buyer" },
        { trigger: ".o-autocomplete--dropdown-item:contains(New buyer)", run: "click" },
        { trigger: ".o_field_widget[name=partner_id] input", run: "edit Tour plant" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Tour plant)", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { content: "It is kept", trigger: ".o_field_widget[name=group_id]:contains(Tour holding)" },
        { trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))" },

        ...openGroup,
        openStatButton("action_open_changes"),
        {
            content: "The change stands with the client",
            trigger: ".o_list_view .o_data_row:contains(A new buyer from March)",
        },

        ...openGroup,
        {
            content: "What Anna wrote becomes a promise",
            trigger: ".o-mail-Message:contains(samples by Friday)",
            run: "hover && click .o-mail-Message:contains(samples by Friday) button[title='Record a promise']",
        },
        {
            content: "Its text is there",
            trigger: ".modal .o_field_widget[name=name] textarea:value(samples by Friday)",
        },
        { trigger: ".modal .o_field_widget[name=due] input, .modal .o_field_widget[name=due] button", run: "click" },
        { trigger: ".o_datetime_picker .o_date_item_cell.o_today, .o_date_item_cell.o_selected", run: "click" },
        { trigger: ".modal .o_form_button_save, .modal button[name=action_save]", run: "click" },
        { trigger: "body:not(:has(.modal))" },

        {
            content: "The complaint is one click away",
            trigger: "div[name=attention] button[name=action_open_complaints]",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Cold joints), .o_kanban_view .o_kanban_record:contains(Cold joints)" },

        ...openGroup,
        openStatButton("action_open_ties"),
        { trigger: ".o_data_row:contains(Anna Tour) td[name=partner_id]", run: "click" },
        { trigger: "button[name=action_hand_over]", run: "click" },
        { trigger: ".modal .o_field_widget[name=to_user_id] input", run: "edit Pavel Tour" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Pavel Tour)", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
