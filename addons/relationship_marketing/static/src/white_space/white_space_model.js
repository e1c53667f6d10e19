// What of a client group's divisions counts for the group: the best of them.
const RANK = { now: 3, new: 2, before: 1, never: 0 };
export const NEVER = Object.freeze({ state: "never", amount: 0, last: false });

/** The cell of a division and a family; a cell that is not there was never bought. */
export function divisionCell(grid, divisionId, familyId) {
    return grid.cells[divisionId]?.[familyId] || NEVER;
}

/** The cell of a whole group: the sum of its divisions, the best state, how many of them buy now. */
export function groupCell(grid, group, familyId) {
    const total = { state: "never", amount: 0, last: false, buying: 0, of: group.divisions.length };
    for (const { id } of group.divisions) {
        const cell = divisionCell(grid, id, familyId);
        total.amount += cell.amount;
        total.buying += cell.state === "now" || cell.state === "new" ? 1 : 0;
        if (RANK[cell.state] > RANK[total.state]) {
            total.state = cell.state;
        }
        if (cell.last && (!total.last || cell.last > total.last)) {
            total.last = cell.last;
        }
    }
    return total;
}

/** The rows of the table: each group, and its divisions where it is opened. */
export function rowsOf(grid, opened, families) {
    const rows = [];
    const addRow = (row, cells) => {
        const total = cells.reduce((sum, { amount }) => sum + amount, 0);
        rows.push({ ...row, cells, total });
    };
    for (const group of grid.groups) {
        const isOpen = opened.has(group.id);
        addRow(
            { key: `group-${group.id}`, group, isOpen, name: group.name },
            families.map((family) => ({ family, ...groupCell(grid, group, family.id) }))
        );
        for (const division of isOpen ? group.divisions : []) {
            addRow(
                { key: `division-${division.id}`, group, division, name: division.name },
                families.map((family) => ({ family, ...divisionCell(grid, division.id, family.id) }))
            );
        }
    }
    return rows;
}

/** {family id: sum over all groups shown}, and their total. */
export function totalsOf(grid, families) {
    const byFamily = families.map((family) =>
        grid.groups.reduce((sum, group) => sum + groupCell(grid, group, family.id).amount, 0)
    );
    return { byFamily, all: byFamily.reduce((sum, amount) => sum + amount, 0) };
}
