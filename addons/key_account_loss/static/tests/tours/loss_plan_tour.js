import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const stage = (label) => `.o_statusbar_status button.o_arrow_button_current:contains('${label}')`;
const page = (name) => ({ trigger: `.o_notebook .nav-link[name=${name}]`, run: "click" });
const goOn = { trigger: "button[name=action_go_on]:enabled", run: "click" };
const choose = (field, label) => [
    { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${label}` },
    { trigger: `.o-autocomplete--dropdown-item a:contains('${label}')`, run: "click" },
];
const select = (field, label) => [
    { trigger: `.o_field_widget[name=${field}] input`, run: "click" },
    { trigger: `.o_select_menu_item:contains('${label}')`, run: "click" },
];

tours.add("key_account_loss.causes_are_named", {
    steps: () => [
        { content: "The heads have confirmed the list", trigger: stage("Causes") },
        goOn,
        {
            content: "It is said what is missing",
            trigger: ".modal:contains('No possible cause is named yet for: Old Works')",
        },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal)) button[name=action_open_cases]", run: "click" },
        { content: "The list, not the one on the form", trigger: ".o_last_breadcrumb_item:contains('Cases')" },
        { trigger: ".o_list_view .o_data_row td[name=name]:contains('Old Works')", run: "click" },
        page("causes"),
        { trigger: "div[name=cause_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: "div[name=cause_ids] .o_selected_row [name=kind_id] input", run: "edit Our price" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('Our price')", run: "click" },
        { trigger: "div[name=cause_ids] .o_selected_row [name=evidence] textarea", run: "edit They asked twice" },
        { trigger: ".o_form_button_save:enabled", run: "click" },
        { trigger: ".o_form_saved, .o_form_readonly, .o_form_view:not(:has(.o_form_button_save:visible))" },
        { trigger: ".o_breadcrumb .breadcrumb-item a:contains('Loss analysis'), .o_back_button", run: "click" },
        { trigger: stage("Causes") },
        goOn,
        { trigger: stage("Questionnaire") },
        goOn,
        { content: "The questionnaire is there already", trigger: stage("Interviews") },
    ],
});

tours.add("key_account_loss.a_person_is_interviewed", {
    steps: () => [
        { trigger: ".o_form_view button[name=action_write_letter]", run: "click" },
        { content: "The letter may go as it comes", trigger: ".modal .o_field_widget[name=body]:contains('what we did wrong')" },
        { trigger: ".modal button[name=action_send]", run: "click" },
        { content: "The next thing is the appointment", trigger: "body:not(:has(.modal)) button[name=action_plan_meeting]:visible" },
        ...choose("interviewer_id", "Anna Tour"),
        ...select("outcome", "Interviewed in person"),
        { trigger: ".o_field_widget[name=interviewed_on] input, .o_field_widget[name=interviewed_on] button", run: "click" },
        { trigger: ".o_datetime_picker .o_date_item_cell.o_today", run: "click" },
        { trigger: "div[name=quote_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: "div[name=quote_ids] .o_selected_row [name=text] textarea", run: "edit You never asked what it was for." },
        { trigger: ".o_form_button_save:enabled", run: "click" },
        {
            content: "Kept for few, until the person agrees",
            trigger: "div[name=quote_ids] .o_data_row:contains('You never asked') button .fa-unlock",
        },
    ],
});

tours.add("key_account_loss.a_plan_is_signed", {
    steps: () => [
        { trigger: stage("Interviews") },
        goOn,
        { trigger: stage("Keep or replace") },
        page("economics"),
        { trigger: ".o_field_widget[name=has_winning] input", run: "click" },
        { trigger: ".o_field_widget[name=winning_low] input", run: "edit 500" },
        { trigger: ".o_field_widget[name=winning_high] input", run: "edit 800" },
        { trigger: ".o_form_button_save:enabled", run: "click" },
        { trigger: ".o_form_view:not(:has(.o_form_button_save:visible)) .o_button_more", run: "click" },
        { trigger: ".o-dropdown--menu [name=action_open_economics]", run: "click" },
        { content: "The list, not the one on the form", trigger: ".o_last_breadcrumb_item:contains('Keep or replace')" },
        { trigger: ".o_list_view .o_data_row td[name=case_id]:contains('Old Works')", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=has_investment] input", run: "click" },
        { trigger: ".o_field_widget[name=investment_low] input", run: "edit 10" },
        { trigger: ".o_field_widget[name=investment_high] input", run: "edit 20" },
        ...select("decision", "Keep the client"),
        { trigger: ".o_field_widget[name=decision_reason] textarea", run: "edit It is ours to mend." },
        { trigger: ".o_form_button_save:enabled", run: "click" },
        { content: "Who decided is kept", trigger: ".o_field_widget[name=decided_by_id] img" },
        { trigger: ".o_breadcrumb .breadcrumb-item a:contains('Loss analysis'), .o_back_button", run: "click" },
        { trigger: stage("Keep or replace") },
        goOn,
        { trigger: stage("Plan") },
        page("plan"),
        { trigger: "div[name=measure_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Three questions before any price" },
        { trigger: ".modal .o_field_widget[name=kind_id] input", run: "edit Our price" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('Our price')", run: "click" },
        { trigger: ".modal .o_field_widget[name=user_id] input", run: "edit Anna Tour" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('Anna Tour')", run: "click" },
        { trigger: ".modal .o_field_widget[name=deadline] input, .modal .o_field_widget[name=deadline] button", run: "click" },
        { trigger: ".o_datetime_picker .o_next", run: "click" },
        { trigger: ".o_datetime_picker .o_date_item_cell:not(.o_out_of_range):contains('15')", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) div[name=measure_ids] .o_data_row:contains('Three questions')" },
        { trigger: ".o_form_button_save:enabled", run: "click" },
        { trigger: "button[name=action_sign]", run: "click" },
        { content: "In one's own name", trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { content: "The director heads both sides here", trigger: stage("Signed") },
    ],
});
