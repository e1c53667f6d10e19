import { markup } from "@odoo/owl";

/**
 * Do the action that a method of the server returns. The action service takes the text of an empty list for markup
 * only where it has loaded the action itself.
 */
export async function doServerAction({ orm, action }, model, method, args, options) {
    const found = await orm.call(model, method, args);
    if (found?.help) {
        found.help = markup(found.help);
    }
    return action.doAction(found, options);
}
