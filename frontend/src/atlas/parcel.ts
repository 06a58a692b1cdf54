/** Read the body's file; docs/explanation/body-format.md describes it. Nothing is worked out here. */

export interface Point {
  code: string;
  part: string;
  side: string;
  proposed: boolean;
  coarse: boolean;
  /** Metres: x to the person's right, y to the front, z up. */
  centre: [number, number, number];
  normal: [number, number, number];
  radius: number;
}

export interface Line {
  channel: string;
  /** x, y, z of one place after another. */
  places: Float32Array;
}

export interface Parcel {
  vertices: Float32Array;
  points: Point[];
}

interface Held {
  header: Record<string, unknown> & { sections: Record<string, [number, number]> };
  start: number;
}

const MAGIC = 0x42514544; // "DEQB", little-endian
const VERSION = 1;

export function readBody(file: ArrayBuffer): Parcel {
  const { header, start } = open(file);
  const [low, step] = [header.low as number[], header.step as number[]];
  const packed = new Uint16Array(file, ...section(header, start, "vertices", 2));
  const vertices = new Float32Array(packed.length);
  for (let place = 0; place < packed.length; place++) {
    const axis = place % 3;
    vertices[place] = low[axis]! + packed[place]! * step[axis]!;
  }
  return { vertices, points: points(header, start, file) };
}

export function readLines(file: ArrayBuffer): Line[] {
  const { header, start } = open(file);
  const places = new Float32Array(file, ...section(header, start, "lines", 4));
  let from = 0;
  return (header.lines as [string, number][]).map(([channel, count]) => {
    const line = { channel, places: places.subarray(from, from + 3 * count) };
    from += 3 * count;
    return line;
  });
}

export function readFaces(file: ArrayBuffer): Uint16Array | Uint32Array {
  const { header, start } = open(file);
  return header.kind === "u2"
    ? new Uint16Array(file, ...section(header, start, "faces", 2))
    : new Uint32Array(file, ...section(header, start, "faces", 4));
}

function open(file: ArrayBuffer): Held {
  const view = new DataView(file);
  if (file.byteLength < 12 || view.getUint32(0, true) !== MAGIC) throw new Error("This is not a body.");
  if (view.getUint32(4, true) !== VERSION) throw new Error("This body was made by another version.");
  const length = view.getUint32(8, true);
  const text = new TextDecoder().decode(new Uint8Array(file, 12, length));
  return { header: JSON.parse(text), start: 12 + length };
}

function section(header: Held["header"], start: number, name: string, size: number): [number, number] {
  const [offset, bytes] = header.sections[name]!;
  return [start + offset, bytes / size];
}

function points(header: Held["header"], start: number, file: ArrayBuffer): Point[] {
  const discs = new Float32Array(file, ...section(header, start, "discs", 4));
  const named = header.points as [string, string, string, number, number][];
  return named.map(([code, part, side, proposed, coarse], index) => {
    const [x, y, z, a, b, c, radius] = discs.subarray(7 * index, 7 * index + 7) as unknown as number[];
    return {
      code, part, side, proposed: proposed === 1, coarse: coarse === 1,
      centre: [x!, y!, z!], normal: [a!, b!, c!], radius: radius!,
    };
  });
}

/** The name of a point's place, and of no other: code, part and side. */
export function keyOf(point: Pick<Point, "code" | "part" | "side">): string {
  return [point.code, point.part, point.side].join(" ");
}
