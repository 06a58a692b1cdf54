/** The mesh as the graphics card takes it: loose triangles, so that each can name the discs that touch it. */

import type { Point } from "./parcel.ts";

/** How many discs a triangle can name; where more overlap, the nearest win. */
export const SLOTS = 8;

/** Unit normals of the vertices, weighted by area. */
export function normalsOf(vertices: Float32Array, faces: ArrayLike<number>): Float32Array {
  const normals = new Float32Array(vertices.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [i, j, k] = [3 * faces[f]!, 3 * faces[f + 1]!, 3 * faces[f + 2]!];
    const ax = vertices[j]! - vertices[i]!, ay = vertices[j + 1]! - vertices[i + 1]!, az = vertices[j + 2]! - vertices[i + 2]!;
    const bx = vertices[k]! - vertices[i]!, by = vertices[k + 1]! - vertices[i + 1]!, bz = vertices[k + 2]! - vertices[i + 2]!;
    const x = ay * bz - az * by, y = az * bx - ax * bz, z = ax * by - ay * bx;
    for (const at of [i, j, k]) {
      normals[at]! += x;
      normals[at + 1]! += y;
      normals[at + 2]! += z;
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const long = Math.hypot(normals[v]!, normals[v + 1]!, normals[v + 2]!) || 1;
    normals[v]! /= long;
    normals[v + 1]! /= long;
    normals[v + 2]! /= long;
  }
  return normals;
}

/** The values of each corner, triangle after triangle. */
export function loose(values: Float32Array, faces: ArrayLike<number>, out: Float32Array): Float32Array {
  for (let corner = 0; corner < faces.length; corner++) {
    const at = 3 * faces[corner]!;
    out[3 * corner] = values[at]!;
    out[3 * corner + 1] = values[at + 1]!;
    out[3 * corner + 2] = values[at + 2]!;
  }
  return out;
}

/**
 * For each corner the numbers of the discs that may touch its triangle, -1 where there is none.
 * A disc lies on the skin around its centre, on the side that its normal faces.
 */
export function discsOfTriangles(
  vertices: Float32Array, faces: ArrayLike<number>, points: readonly Point[], shown: readonly number[], out: Float32Array,
): Float32Array {
  out.fill(-1);
  const cell = 0.06;
  const near = new Map<number, number[]>();
  const key = (x: number, y: number, z: number): number =>
    (Math.floor(x / cell) + 512) * 1048576 + (Math.floor(y / cell) + 512) * 1024 + Math.floor(z / cell) + 512;
  for (const index of shown) {
    const { centre: [x, y, z], radius } = points[index]!;
    const reach = radius + 0.02;
    for (let i = Math.floor((x - reach) / cell); i <= Math.floor((x + reach) / cell); i++)
      for (let j = Math.floor((y - reach) / cell); j <= Math.floor((y + reach) / cell); j++)
        for (let k = Math.floor((z - reach) / cell); k <= Math.floor((z + reach) / cell); k++) {
          const at = key(i * cell + cell / 2, j * cell + cell / 2, k * cell + cell / 2);
          const held = near.get(at);
          if (held) held.push(index);
          else near.set(at, [index]);
        }
  }
  const found: [number, number][] = [];
  for (let f = 0; f < faces.length; f += 3) {
    const [i, j, k] = [3 * faces[f]!, 3 * faces[f + 1]!, 3 * faces[f + 2]!];
    const x = (vertices[i]! + vertices[j]! + vertices[k]!) / 3;
    const y = (vertices[i + 1]! + vertices[j + 1]! + vertices[k + 1]!) / 3;
    const z = (vertices[i + 2]! + vertices[j + 2]! + vertices[k + 2]!) / 3;
    const candidates = near.get(key(x, y, z));
    if (!candidates) continue;
    const size = Math.max(
      Math.hypot(vertices[i]! - x, vertices[i + 1]! - y, vertices[i + 2]! - z),
      Math.hypot(vertices[j]! - x, vertices[j + 1]! - y, vertices[j + 2]! - z),
      Math.hypot(vertices[k]! - x, vertices[k + 1]! - y, vertices[k + 2]! - z),
    );
    found.length = 0;
    for (const index of candidates) {
      const { centre, radius } = points[index]!;
      const away = Math.hypot(x - centre[0], y - centre[1], z - centre[2]);
      if (away < radius + size) found.push([away - radius, index]);
    }
    if (found.length > SLOTS) found.sort((one, other) => one[0] - other[0]);
    for (let corner = 0; corner < 3; corner++)
      for (let slot = 0; slot < Math.min(SLOTS, found.length); slot++)
        out[(f + corner) * SLOTS + slot] = found[slot]![1];
  }
  return out;
}
