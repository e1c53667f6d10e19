import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks why a client is moved in the matrix; closing it without a reason leaves the client where it was. */
export class MoveReasonDialog extends Component {
    static template = "relationship_marketing.MoveReasonDialog";
    static components = { Dialog };
    static props = { title: String, sentence: String, cellSentence: String, save: Function, close: Function };

    setup() {
        this.state = useState({ reason: "", isSaving: false });
        useAutofocus({ refName: "reason" });
    }

    get hasReason() {
        return Boolean(this.state.reason.trim());
    }

    async save() {
        if (!this.hasReason || this.state.isSaving) {
            return;
        }
        this.state.isSaving = true;
        try {
            await this.props.save(this.state.reason);
        } finally {
            this.props.close();
        }
    }

    onKeydown(event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            this.save();
        }
    }
}
