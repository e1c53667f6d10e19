/** The size of the drawing and of its margins, on a telephone or on a larger screen. */
export const SIZES = {
    small: { width: 400, height: 320, left: 56, right: 12, top: 16, bottom: 44 },
    large: { width: 960, height: 420, left: 92, right: 24, top: 24, bottom: 44 },
};

/** Round steps for an axis from `low` to `high`: 1, 2 or 5 times a power of ten. */
export function ticksOf(low, high, wanted = 5) {
    const span = high - low || 1;
    const power = 10 ** Math.floor(Math.log10(span / wanted));
    const step = [1, 2, 5, 10].map((times) => times * power).find((one) => span / one <= wanted) || span;
    const ticks = [];
    for (let index = Math.ceil(low / step); index * step <= high + step / 1e6; index++) {
        ticks.push(index * step);
    }
    return ticks;
}

/** Where the points of the curve lie in a drawing of this size. */
export function scaleOf(curve, size) {
    const totals = curve.points.map((point) => point.total);
    const low = Math.min(0, ...totals);
    const high = Math.max(0, ...totals) || (low < 0 ? 0 : 1);
    const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
    const span = high - low || 1;
    return {
        low,
        high,
        x: (rank) => size.left + (inner.width * rank) / Math.max(curve.count, 1),
        y: (total) => size.top + inner.height * (1 - (total - low) / span),
    };
}

/** The curve from nothing to the last client, and the part of it after the peak, as SVG paths. */
export function pathsOf(curve, size) {
    const { x, y } = scaleOf(curve, size);
    const place = ({ rank, total }) => `${x(rank).toFixed(1)},${y(total).toFixed(1)}`;
    const start = { rank: 0, total: 0 };
    const points = [start, ...curve.points];
    const after = points.filter((point) => point.rank >= curve.peak_rank);
    const zero = y(0).toFixed(1);
    return {
        line: `M${points.map(place).join("L")}`,
        area: `M${points.map(place).join("L")}L${x(curve.count).toFixed(1)},${zero}L${x(0).toFixed(1)},${zero}Z`,
        eroded:
            after.length > 1
                ? `M${after.map(place).join("L")}L${x(curve.count).toFixed(1)},${y(curve.peak).toFixed(1)}Z`
                : "",
    };
}

/** The point of the curve nearest to a place in the drawing, from left to right. */
export function nearest(curve, size, x) {
    const scale = scaleOf(curve, size);
    let found = null;
    for (const point of curve.points) {
        if (!found || Math.abs(scale.x(point.rank) - x) < Math.abs(scale.x(found.rank) - x)) {
            found = point;
        }
    }
    return found;
}
