/** Names in two columns beside the body, each with a line to its point, as on an anatomical plate. */

export interface Wanted {
  key: string;
  text: string;
  x: number;
  y: number;
  /** Where there is no room for all, the lowest stay. */
  rank: number;
}

export interface Placed {
  key: string;
  text: string;
  /** The middle of the name's edge that faces the body. */
  x: number;
  y: number;
  onLeft: boolean;
  /** The point itself. */
  from: readonly [number, number];
}

export interface Frame {
  wide: number;
  high: number;
  /** How wide the columns are, and how far apart two names are. */
  column: number;
  gap: number;
}

/** Each text once, on the side where its point is; no two names nearer than the gap, no more than fit. */
export function placeLabels(wanted: readonly Wanted[], frame: Frame): Placed[] {
  const room = Math.max(0, Math.floor((frame.high - frame.gap) / frame.gap));
  const sides: [Wanted[], Wanted[]] = [[], []];
  const named = new Set<string>();
  for (const each of [...wanted].sort((one, other) => one.rank - other.rank)) {
    if (named.has(each.text)) continue;
    const twin = wanted.find((other) => other.text === each.text && other.key !== each.key);
    const home = side(each, frame);
    // A point with a left and a right place is named on the emptier side.
    const other = twin && each.rank > -5 && side(twin, frame) !== home ? 1 - home : home;
    const [best, chosen] = sides[other]!.length < sides[home]!.length && twin ? [other, twin] : [home, each];
    if (sides[best]!.length >= room) continue;
    sides[best]!.push(chosen);
    named.add(each.text);
  }
  return sides.flatMap((column, index) => lined(column, frame, index === 0));
}

function side(each: Wanted, frame: Frame): 0 | 1 {
  return each.x < frame.wide / 2 ? 0 : 1;
}

function lined(column: Wanted[], frame: Frame, onLeft: boolean): Placed[] {
  const edge = onLeft ? frame.column : frame.wide - frame.column;
  const order = [...column].sort((one, other) => one.y - other.y);
  let places: number[] = [];
  for (let pass = 0; pass <= order.length; pass++) {
    places = spread(order.map((each) => each.y), frame.gap, frame.gap / 2 + 2, frame.high - frame.gap / 2 - 2);
    if (!uncrossed(order, places, edge)) break;
  }
  return order.map((each, index) => ({
    key: each.key, text: each.text, x: edge, y: places[index]!, onLeft, from: [each.x, each.y],
  }));
}

/** Swap neighbours whose lines cross; says whether any did. */
function uncrossed(order: Wanted[], places: readonly number[], edge: number): boolean {
  let swapped = false;
  for (let index = 0; index + 1 < order.length; index++) {
    const [one, other] = [order[index]!, order[index + 1]!];
    if (!cross([edge, places[index]!], [one.x, one.y], [edge, places[index + 1]!], [other.x, other.y])) continue;
    [order[index], order[index + 1]] = [other, one];
    swapped = true;
  }
  return swapped;
}

type Spot = readonly [number, number];

export function cross(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const turn = (p: Spot, q: Spot, r: Spot): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Places `gap` apart at least, in the given order, moved as little as can be: neighbours share their mean. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const blocks: { total: number; count: number }[] = [];
  wanted.forEach((place, number) => {
    blocks.push({ total: place - number * gap, count: 1 });
    for (let last = blocks.length - 1; last > 0; last--) {
      const [before, here] = [blocks[last - 1]!, blocks[last]!];
      if (before.total / before.count <= here.total / here.count) break;
      before.total += here.total;
      before.count += here.count;
      blocks.pop();
    }
  });
  const latest = Math.max(low, high - (wanted.length - 1) * gap);
  const starts = blocks.flatMap(({ total, count }) => Array<number>(count).fill(total / count));
  return starts.map((start, number) => Math.min(Math.max(start, low), latest) + number * gap);
}
