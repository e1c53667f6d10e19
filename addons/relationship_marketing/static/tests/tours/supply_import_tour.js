import { registry } from "@web/core/registry";

const HISTORY = `client_name;date;family;quantity;amount
Tour client;2020-01;Tour family;10;1000
Tour client;2020-02;Tour family;5;525.50
Tour client;2020-13;Tour family;5;500
`;
const CORRECTED = HISTORY.replace("2020-13", "2020-03");

function upload(content) {
    const files = new DataTransfer();
    files.items.add(new File([content], "tour history.csv", { type: "text/csv" }));
    const input = document.querySelector(".o_field_widget[name=file] input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}

/** From the file of the old programme to the ledger, with two mistakes on the way. */
registry.category("web_tour.tours").add("relationship_marketing.supply_import", {
    url: "/odoo/supply-history",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "Choose the file",
            trigger: ".o_form_view .o_field_widget[name=file]",
            run: () => upload(HISTORY),
        },
        {
            content: "The source is named after the file",
            trigger: ".o_field_widget[name=name] input:value(tour history.csv)",
        },
        { trigger: "button[name=action_check]", run: "click" },
        {
            content: "They may stand on a page of their own",
            trigger: ".o_form_view .o_field_widget[name=refused_count]",
            run: () => document.querySelector(".o_notebook a.nav-link[name=refused]")?.click(),
        },
        {
            content: "Refused rows are named with their reason",
            trigger: ".o_field_widget[name=refusal_ids] td:contains(Client “Tour client” is unknown)",
        },
        {
            trigger: ".o_field_widget[name=refusal_ids] td:contains(“2020-13” is not a date)",
        },
        { trigger: ".o_field_widget[name=is_create_missing] input", run: "click" },
        { trigger: "button[name=action_check]", run: "click" },
        {
            content: "One row is still refused",
            trigger: ".o_field_widget[name=refused_count]:contains(1)",
        },
        {
            trigger: ".o_field_widget[name=refusal_ids]:not(:contains(Client)) td:contains(“2020-13” is not a date)",
        },
        {
            content: "Choose the corrected file",
            trigger: ".o_field_widget[name=file]",
            run: () => upload(CORRECTED),
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_arrow_button_current:contains(To check)" },
        { trigger: "button[name=action_check]:contains(Check the file)", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Checked)" },
        { trigger: "button[name=action_import]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Imported)" },
        { trigger: ".o_field_widget[name=written_count]:contains(3)" },
        { trigger: "[data-menu-xmlid='relationship_marketing.supplies_menu']", run: "click" },
        { trigger: "[data-menu-xmlid='relationship_marketing.client_supply_menu']", run: "click" },
        {
            content: "The client stands in the ledger",
            trigger: ".o_pivot th:contains(Tour client)",
        },
        { trigger: ".o_pivot td:contains(2,025.50)" },
    ],
});
