import { registry } from "@web/core/registry";

/** A request is questioned, answered, found not to be ours, and decided on otherwise by a person. */
registry.category("web_tour.tours").add("verdict_tour", {
    steps: () => [
        { content: "The request is open", trigger: ".o_lead_verdict_badge:contains('Open')" },
        {
            content: "The question goes to the client",
            trigger: ".o_lead_verdict_question:contains('How many pieces a lot?') .o_lead_verdict_ask",
            run: "click",
        },
        {
            content: "It is not proposed again so soon",
            trigger: ".o_lead_verdict:not(:has(.o_lead_verdict_question)) .o_lead_verdict_toggle",
            run: "click",
        },
        {
            content: "Each criterion says what it rests on",
            trigger: ".o_lead_verdict_criteria li:contains('Series'):contains('Asked on') button:contains('Write the answer')",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=number] input", run: "edit 50 && press Tab" },
        {
            content: "With the answer the question is answered",
            trigger: ".modal .o_field_widget[name=state] input[data-value=answered]:checked",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { content: "Too few pieces", trigger: "body:not(:has(.modal)) .o_lead_verdict_badge:contains('Not ours')" },
        { content: "A person knows better", trigger: ".o_lead_verdict_decide", run: "click" },
        { trigger: ".modal .o_field_widget[name=decision] input[data-value=ours]", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] input", run: "edit Their other plant buys series" },
        { trigger: ".modal button[name=action_decide]", run: "click" },
        {
            content: "Verdict and decision stand beside each other",
            trigger:
                "body:not(:has(.modal)) .o_lead_verdict:has(.o_lead_verdict_badge:contains('Not ours')) .o_lead_verdict_decision:contains('other plant')",
        },
    ],
});
