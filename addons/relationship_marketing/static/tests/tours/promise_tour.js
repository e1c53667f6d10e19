import { registry } from "@web/core/registry";

/** A promise is recorded from the message in which it was given, moved with its reason, and kept. */
registry.category("web_tour.tours").add("promise_tour", {
    steps: () => [
        {
            content: "Point at what the client wrote",
            trigger: ".o-mail-Message:contains('Anna Petrova')",
            run: "hover && click .o-mail-Message:contains('Anna Petrova') button[name='client-promise']",
        },
        {
            content: "The text and the side are filled in",
            trigger: ".modal .o_field_widget[name=side] input[data-value=theirs]:checked",
        },
        {
            content: "Say until when",
            trigger: ".modal .o_field_widget[name=due] input, .modal .o_field_widget[name=due] button",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=due] input", run: "edit 12/31/2031 && press Escape" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "It is recorded", trigger: "body:not(:has(.modal)) .o-mail-Message:contains('Anna Petrova')" },
    ],
});
