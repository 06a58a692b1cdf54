/** Which names stand beside which points, so that no two lie on one another. */

export interface Wanted {
  key: string;
  text: string;
  x: number;
  y: number;
  /** The first come gets its place. */
  rank: number;
}

export interface Placed {
  key: string;
  text: string;
  left: number;
  top: number;
}

export interface Box {
  wide: number;
  high: number;
}

const GAP = 9;
const CLEAR = 2;

/** Labels of `sizes` beside their points inside `frame`; one that finds no room is left out. */
export function placeLabels(wanted: readonly Wanted[], frame: Box, sizeOf: (text: string) => Box): Placed[] {
  const taken: [number, number, number, number][] = [];
  const placed: Placed[] = [];
  const named = new Set<string>();
  for (const each of [...wanted].sort((one, other) => one.rank - other.rank)) {
    if (named.has(each.text)) continue;
    const { wide, high } = sizeOf(each.text);
    const outwards = each.x >= frame.wide / 2;
    const beside: [number, number][] = [
      [each.x + GAP, each.y - high / 2],
      [each.x - GAP - wide, each.y - high / 2],
    ];
    if (!outwards) beside.reverse();
    const tries: [number, number][] = [...beside, [each.x - wide / 2, each.y - GAP - high], [each.x - wide / 2, each.y + GAP]];
    const spot = tries.find(([left, top]) => fits(left, top, wide, high, frame, taken));
    if (!spot) continue;
    taken.push([spot[0], spot[1], spot[0] + wide, spot[1] + high]);
    named.add(each.text);
    placed.push({ key: each.key, text: each.text, left: spot[0], top: spot[1] });
  }
  return placed;
}

function fits(
  left: number, top: number, wide: number, high: number, frame: Box, taken: readonly [number, number, number, number][],
): boolean {
  const [right, bottom] = [left + wide, top + high];
  if (left < 0 || top < 0 || right > frame.wide || bottom > frame.high) return false;
  return taken.every(
    ([l, t, r, b]) => right + CLEAR <= l || left - CLEAR >= r || bottom + CLEAR <= t || top - CLEAR >= b,
  );
}
