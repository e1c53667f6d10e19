import { registry } from "@web/core/registry";
import { dateField, DateTimeField } from "@web/views/fields/datetime/datetime_field";

/** A month kept as the date of its first day: shown and chosen as a month. */
export class MonthField extends DateTimeField {
    static defaultProps = { ...DateTimeField.defaultProps, minPrecision: "months" };

    // In full: Bulgarian has no short names of months.
    getFormattedValue(valueIndex) {
        const month = this.values[valueIndex];
        return month ? month.toFormat("LLLL yyyy") : "";
    }
}

export const monthField = {
    ...dateField,
    component: MonthField,
    extractProps: (...args) => {
        const { minPrecision, ...props } = dateField.extractProps(...args);
        return minPrecision ? { ...props, minPrecision } : props;
    },
    listViewWidth: 120,
};

registry.category("fields").add("month", monthField);
