import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const inSection = (key, rest = "") =>
    `.o_lead_start_section[data-key=${key}] .o_lead_start_lead:contains('Boards for a pump controller') ${rest}`;

tours.add("lead_filter.request_is_questioned", {
    steps: () => [
        {
            content: "The start screen says what to ask",
            trigger: inSection("ask", ".o_lead_start_why:contains('Are the documents complete?')"),
        },
        { content: "by letter", trigger: inSection("ask", "button[name=action_ask_by_letter]"), run: "click" },
        {
            content: "With it go the other open questions",
            trigger: ".o_form_view .o_field_widget[name=question_ids]:contains('How many pieces a lot?')",
        },
        { trigger: "button[name=action_write_letter]", run: "click" },
        { content: "The letter is read before it leaves", trigger: "button[name=action_send]", run: "click" },
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains('Waiting for an answer')" },
    ],
});

tours.add("lead_filter.request_becomes_ours", {
    steps: () => [
        {
            content: "What the client wrote is the first thing to do",
            trigger: inSection("read", ".o_lead_start_why:contains('Niamh Doyle')"),
        },
        { trigger: inSection("read", "button[name=action_read_answer]"), run: "click" },
        { trigger: ".modal .o_field_widget[name=judgement] input[data-value=met]", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            content: "It is ours, and the next thing is to hand it over",
            trigger: `body:not(:has(.modal)) ${inSection("hand_over", ".badge:contains('Ours')")}`,
        },
    ],
});

tours.add("lead_filter.request_is_handed_over", {
    steps: () => [
        { trigger: inSection("hand_over", "button[name=action_hand_over]"), run: "click" },
        {
            content: "What is still open is said before it goes",
            trigger: ".modal .o_field_widget[name=still_open]:contains('Nobody asked when it is needed')",
        },
        { trigger: ".modal .o_field_widget[name=to_user_id] input", run: "edit Maxim Tour" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('Maxim Tour')", run: "click" },
        {
            content: "A complex sale goes with a meeting",
            trigger: ".modal .o_field_widget[name=meeting] input[data-value=none]",
            run: "click",
        },
        { trigger: ".modal :contains('it is not handed over without a meeting')" },
        { trigger: ".modal .o_field_widget[name=meeting] input[data-value=new]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=start] input, .modal .o_field_widget[name=start] button",
            run: "click",
        },
        { trigger: ".o_datetime_picker .o_next", run: "click" },
        { trigger: ".o_datetime_picker .o_date_item_cell:not(.o_out_of_range):contains('15')", run: "click" },
        { trigger: ".modal .o_field_widget[name=note] textarea", run: "edit Ring the designer first" },
        { trigger: ".modal button[name=action_hand_over]", run: "click" },
        {
            content: "There is nothing to do with it any more",
            trigger: "body:not(:has(.modal)) .o_lead_start:not(:has([data-key=hand_over]))",
        },
    ],
});

tours.add("lead_filter.request_is_accepted", {
    steps: () => [
        {
            content: "It is on the start screen of whoever is to take it, with what was said to him",
            trigger: inSection("accept", ".o_lead_start_why:contains('Ring the designer first')"),
        },
        { trigger: inSection("accept", "button[name=action_open_handover]"), run: "click" },
        { trigger: ".o_form_view:contains('Are the documents complete?') button[name=action_accept]", run: "click" },
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains('Accepted')" },
    ],
});
