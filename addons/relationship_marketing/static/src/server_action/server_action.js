import { markup } from "@odoo/owl";

/**
 * Do the action that a method of the server returns. The action service takes the text of an empty list for markup
 * only where it has loaded the action itself. A method that returns no action has done all there was to do.
 */
export async function doServerAction({ orm, action }, model, method, args, options) {
    const found = await orm.call(model, method, args);
    if (!found?.type) {
        return options?.onClose?.();
    }
    if (found.help) {
        found.help = markup(found.help);
    }
    return action.doAction(found, options);
}
