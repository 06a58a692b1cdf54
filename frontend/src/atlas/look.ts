/** Where the eye is, and where a place of the body stands on the screen. Nothing here knows three.js. */

export type Place = readonly [number, number, number];

/** Angles in radians: `turn` 0 sees the front, a quarter the person's right side; `rise` looks from above. */
export interface Look {
  turn: number;
  rise: number;
  /** How much of the body's height fills the picture's height; 1 shows it whole. */
  zoom: number;
  /** The place in the middle of the picture, in metres. */
  middle: Place;
}

export const OPENING = 0.42;
const STEEPEST = 1.3;
const NEAREST = 14;

export const SIDES: Readonly<Record<string, number>> = { front: 0, right: Math.PI / 2, back: Math.PI, left: -Math.PI / 2 };

/** The whole body; in a narrow picture smaller, so that names have room beside it. */
export function whole(height: number, side: string, wide = 1): Look {
  return { turn: SIDES[side] ?? 0, rise: 0.06, zoom: clamp(wide * 1.35, 0.7, 1), middle: [0, 0, height * 0.51] };
}

export function turned(look: Look, turn: number, rise: number): Look {
  return { ...look, turn: look.turn + turn, rise: clamp(look.rise + rise, -STEEPEST, STEEPEST) };
}

export function zoomed(look: Look, factor: number, height: number): Look {
  const zoom = clamp(look.zoom * factor, 0.7, NEAREST);
  // Zoomed all the way out the whole body stands in the middle again.
  if (zoom <= 1) return { ...look, zoom, middle: [0, 0, height * 0.51] };
  return { ...look, zoom };
}

export function moved(look: Look, right: number, up: number): Look {
  const [x, y, z] = look.middle;
  // To the right of the picture, seen from the front, is the person's left.
  return {
    ...look,
    middle: [x - right * Math.cos(look.turn), y + right * Math.sin(look.turn), clamp(z + up, 0, 2.2)],
  };
}

/** How far the eye is from the middle, for a body of this height. */
export function distance(look: Look, height: number): number {
  return (height * 1.12) / look.zoom / 2 / Math.tan(OPENING / 2);
}

/** The unit vector from the middle to the eye. */
export function towards(look: Look): Place {
  return [
    Math.sin(look.turn) * Math.cos(look.rise),
    Math.cos(look.turn) * Math.cos(look.rise),
    Math.sin(look.rise),
  ];
}

export function eye(look: Look, height: number): Place {
  const [a, b, c] = towards(look);
  const far = distance(look, height);
  return [look.middle[0] + a * far, look.middle[1] + b * far, look.middle[2] + c * far];
}

/** See this place of the skin from straight ahead, near enough to tell it from its neighbours. */
export function at(look: Look, place: Place, normal: Place): Look {
  const flat = Math.hypot(normal[0], normal[1]);
  // A sole or a crown has no side of its own: keep the present one.
  const turn = flat < 0.25 ? look.turn : nearest(Math.atan2(normal[0], normal[1]), look.turn);
  const rise = clamp(Math.asin(clamp(normal[2], -1, 1)) * 0.7, -1.1, 1.1);
  return { turn, rise, zoom: Math.max(look.zoom, 2.4), middle: place };
}

/** The same direction as `angle`, by the shorter way from `from`. */
export function nearest(angle: number, from: number): number {
  const round = 2 * Math.PI;
  return from + ((((angle - from + Math.PI) % round) + round) % round) - Math.PI;
}

export function between(one: Look, other: Look, part: number): Look {
  const mix = (a: number, b: number): number => a + (b - a) * part;
  return {
    turn: mix(one.turn, other.turn),
    rise: mix(one.rise, other.rise),
    zoom: Math.exp(mix(Math.log(one.zoom), Math.log(other.zoom))),
    middle: [0, 1, 2].map((axis) => mix(one.middle[axis]!, other.middle[axis]!)) as unknown as Place,
  };
}

export interface Spot {
  /** Pixels from the upper left corner. */
  x: number;
  y: number;
  /** Metres in front of the eye. */
  depth: number;
}

/** Where places stand on a screen of this size; the same geometry as the camera's. */
export function projector(look: Look, height: number, wide: number, high: number): (place: Place) => Spot {
  const from = eye(look, height);
  const back = towards(look);
  const right: Place = [-Math.cos(look.turn), Math.sin(look.turn), 0];
  const up: Place = [
    -Math.sin(look.turn) * Math.sin(look.rise), -Math.cos(look.turn) * Math.sin(look.rise), Math.cos(look.rise),
  ];
  const scale = high / 2 / Math.tan(OPENING / 2);
  return (place) => {
    const d: Place = [place[0] - from[0], place[1] - from[1], place[2] - from[2]];
    const depth = -dot(d, back);
    return { x: wide / 2 + (dot(d, right) / depth) * scale, y: high / 2 - (dot(d, up) / depth) * scale, depth };
  };
}

export function dot(one: Place, other: Place): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
