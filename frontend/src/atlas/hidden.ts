/** What of the body stands before a place: a coarse picture of depths, from the vertices alone. */

import type { Spot } from "./look.ts";

const CELL = 10;
/** Metres that may stand before a place without hiding it: its own skin, rounded. */
const SKIN = 0.035;

export function depthPicture(
  vertices: Float32Array, project: (place: readonly [number, number, number]) => Spot, wide: number, high: number,
): (spot: Spot) => boolean {
  const [columns, rows] = [Math.ceil(wide / CELL), Math.ceil(high / CELL)];
  const nearest = new Float32Array(columns * rows).fill(Infinity);
  for (let v = 0; v < vertices.length; v += 3) {
    const { x, y, depth } = project([vertices[v]!, vertices[v + 1]!, vertices[v + 2]!]);
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const cell = row * columns + column;
    if (depth < nearest[cell]!) nearest[cell] = depth;
  }
  return ({ x, y, depth }) => {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
    return depth <= nearest[row * columns + column]! + SKIN;
  };
}
