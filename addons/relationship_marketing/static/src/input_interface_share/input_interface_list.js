import { onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/** The list of input interfaces, with our own share of clients that have one above it. */
export class InputInterfaceListController extends ListController {
    static template = "relationship_marketing.InputInterfaceList";

    setup() {
        super.setup();
        const orm = useService("orm");
        onWillStart(async () => {
            this.share = await orm.call("client.input.interface", "get_share", []);
        });
    }
}

registry.category("views").add("client_input_interface_list", {
    ...listView,
    Controller: InputInterfaceListController,
});
