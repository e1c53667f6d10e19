/** Where things stand on the paper: pure functions on pixels and on places from 0 to 100. */

const LEAST_RADIUS = 7;
const LINE = 14;
const NAME_LENGTH = 24;
const NARROW = 500;
/** A drift shorter than this is none that one could see. */
const LEAST_DRIFT = 2;

export const clamp = (number, low, high) => Math.min(Math.max(number, low), high);

/** The paper for a container of ``width`` pixels: as wide as there is room, never higher than one screen shows. */
export function paperOf(width, height) {
    const paper = { width: Math.max(width, 280) };
    paper.height = clamp(paper.width * (paper.width < NARROW ? 1 : 0.72), 300, Math.max(height, 300));
    paper.left = 40;
    paper.bottom = 40;
    paper.top = 6;
    paper.right = 6;
    paper.plotWidth = paper.width - paper.left - paper.right;
    paper.plotHeight = paper.height - paper.top - paper.bottom;
    return paper;
}

export function toPoint(paper, { risk, value }) {
    return {
        x: paper.left + (value / 100) * paper.plotWidth,
        y: paper.top + (1 - risk / 100) * paper.plotHeight,
    };
}

export function toPlace(paper, { x, y }) {
    const tenth = (number) => Math.round(clamp(number, 0, 100) * 10) / 10;
    return {
        value: tenth(((x - paper.left) / paper.plotWidth) * 100),
        risk: tenth((1 - (y - paper.top) / paper.plotHeight) * 100),
    };
}

/** The area of a bubble stands for the turnover; who brought nothing, or got more back, is the smallest. */
export function radiusOf(paper, turnover, largest) {
    const most = clamp(paper.width / 26, 14, 34);
    const share = largest > 0 ? Math.sqrt(Math.max(turnover, 0) / largest) : 0;
    return Math.max(LEAST_RADIUS, most * share);
}

/** The arrow from where a client stood to the rim of its bubble, or nothing where it hardly moved. */
export function driftOf(paper, before, place, radius) {
    if (!before || Math.hypot(before.risk - place.risk, before.value - place.value) < LEAST_DRIFT) {
        return null;
    }
    const from = toPoint(paper, before);
    const to = toPoint(paper, place);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length <= radius + 4) {
        return null;
    }
    const share = (length - radius - 3) / length;
    return { from, to: { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share } };
}

let pencil;

/** How wide a name is drawn, in pixels. */
export function widthOf(text) {
    if (!pencil) {
        pencil = document.createElement("canvas").getContext("2d");
        pencil.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    }
    return pencil.measureText(text).width;
}

export function shortName(name) {
    return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Where a name could stand, the best place first. */
function candidatesOf({ x, y, radius }, width) {
    return [
        { x: x + radius + 3, y: y - LINE / 2, anchor: "start" },
        { x: x - radius - 3 - width, y: y - LINE / 2, anchor: "end" },
        { x: x - width / 2, y: y - radius - LINE - 1, anchor: "middle" },
        { x: x - width / 2, y: y + radius + 2, anchor: "middle" },
    ];
}

/**
 * Put names beside their bubbles where they cover neither one another nor a bubble. A name that finds no such room may
 * cover other bubbles, but no name; one that finds none either is not drawn.
 *
 * @param {Object} paper
 * @param {Array} bubbles [{id, x, y, radius, short}], the most important first
 * @param {Array} reserved [{x, y, width, height}] what names must not cover either
 * @returns {Object} {id: {x, y, anchor}}
 */
export function labelsOf(paper, bubbles, reserved = []) {
    const discs = bubbles.map(({ x, y, radius }) => ({
        x: x - radius,
        y: y - radius,
        width: 2 * radius,
        height: 2 * radius,
    }));
    const names = [...reserved];
    const labels = {};
    const isInside = (box) =>
        box.x >= paper.left &&
        box.x + box.width <= paper.width - paper.right &&
        box.y >= paper.top &&
        box.y + LINE <= paper.height - paper.bottom;
    for (const isStrict of [true, false]) {
        for (const [index, bubble] of bubbles.entries()) {
            if (labels[bubble.id]) {
                continue;
            }
            const width = widthOf(bubble.short) + 2;
            for (const { anchor, ...corner } of candidatesOf(bubble, width)) {
                const box = { ...corner, width, height: LINE };
                const isFree =
                    isInside(box) &&
                    !names.some((name) => overlap(box, name)) &&
                    !(isStrict && discs.some((disc, place) => place !== index && overlap(box, disc)));
                if (isFree) {
                    names.push(box);
                    const shift = { start: 0, end: width, middle: width / 2 }[anchor];
                    labels[bubble.id] = { x: box.x + shift, y: box.y + LINE - 3, anchor };
                    break;
                }
            }
        }
    }
    return labels;
}
