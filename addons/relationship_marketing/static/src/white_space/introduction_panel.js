import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";

/** Who of us and of theirs can introduce us to a division, nearest first. */
export class IntroductionPanel extends Component {
    static template = "relationship_marketing.IntroductionPanel";
    static props = { divisionId: Number, familyId: Number, close: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({ found: null });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => this.load(props));
    }

    async load({ divisionId, familyId }) {
        this.state.found = await this.keepLast.add(
            this.orm.call("client.white.space", "get_paths", [divisionId, familyId])
        );
    }

    async ask(path) {
        const { divisionId, familyId } = this.props;
        const id = await this.orm.call("client.white.space", "plan_introduction", [
            divisionId,
            familyId,
            path.person_id,
        ]);
        this.notification.add(_t("%(user)s is asked to speak to %(person)s.", { user: path.user, person: path.person }), {
            type: "success",
            buttons: [{ name: _t("Show"), onClick: () => this.openIntroduction(id) }],
        });
        await this.load(this.props);
    }

    openIntroduction(id) {
        return this.openRecords("client.introduction", [["id", "=", id]], id);
    }

    openRecords(model, domain, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Evidence"),
            res_model: model,
            res_id: resId || false,
            domain,
            views: resId ? [[false, "form"]] : [[false, "list"]],
        });
    }
}
