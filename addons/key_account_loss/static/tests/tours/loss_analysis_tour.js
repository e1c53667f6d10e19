import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loss_analysis_tour", {
    url: "/odoo/loss-analyses",
    steps: () => [
        {
            content: "Begin an analysis",
            trigger: ".o_control_panel button:contains('New analysis')",
            run: "click",
        },
        {
            content: "Compare three years",
            trigger: ".modal div[name=years] input",
            run: "edit 3 && press Tab",
        },
        {
            content: "The months compared are told",
            trigger: ".modal div[name=period]:contains('2018-01')",
        },
        {
            content: "Compute it",
            trigger: ".modal button[name=action_create]",
            run: "click",
        },
        {
            content: "The years are drawn",
            trigger: ".o_form_view div[name=volume_chart] svg rect",
        },
        {
            content: "Open the list of cases",
            trigger: "button[name=action_open_cases]",
            run: "click",
        },
        {
            content: "The list is there, not the one on the form",
            trigger: ".o_last_breadcrumb_item:contains('Cases')",
        },
        {
            content: "Open the client that stopped",
            trigger: ".o_list_view .o_data_row:contains('Stopped') td[name=name]:contains('Old OOD')",
            run: "click",
        },
        {
            content: "See who may have taken over",
            trigger: ".o_notebook .nav-link[name=moves]",
            run: "click",
        },
        {
            content: "The evidence is told",
            trigger: "div[name=move_ids] td[name=evidence]:contains('street and city')",
        },
        {
            content: "Confirm it",
            trigger: "div[name=move_ids] button[name=action_confirm]",
            run: "click",
        },
        {
            content: "In one's own name",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The case counts as moved",
            trigger: ".o_form_view div[name=classification]:contains('Moved')",
        },
    ],
});
