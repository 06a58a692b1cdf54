// The viewer's own parts, without a browser. Run by tests/web/atlas_pages/test_viewer.py, which hands over what
// Python made: DEQI_BODY, DEQI_FACES, DEQI_LINES (files of the viewer) and DEQI_GOLDEN (the coordinates to find there).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cross, placeLabels, spread } from "../src/atlas/labels.ts";
import { at, eye, nearest, projector, turned, whole, zoomed } from "../src/atlas/look.ts";
import { keyOf, readBody, readFaces, readLines } from "../src/atlas/parcel.ts";
import { discsOfTriangles, loose, normalsOf, SLOTS } from "../src/atlas/skin.ts";
import { depthPicture } from "../src/atlas/hidden.ts";

const file = (name) => {
  const bytes = readFileSync(process.env[name]);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};
const golden = JSON.parse(readFileSync(process.env.DEQI_GOLDEN, "utf-8"));
const body = readBody(file("DEQI_BODY"));
const faces = readFaces(file("DEQI_FACES"));

test("points stand where Python put them", () => {
  assert.equal(body.points.length, golden.points.length);
  golden.points.forEach((wanted, index) => {
    const found = body.points[index];
    assert.deepEqual([found.code, found.part, found.side], [wanted.code, wanted.part, wanted.side]);
    // golden coordinates are written in tenths of a millimetre
    wanted.mm.forEach((mm, axis) => assert.ok(Math.abs(found.centre[axis] * 1000 - mm) < 0.06, `${wanted.code} ${axis}`));
    assert.ok(Math.abs(found.radius * 1000 - wanted.radius_mm) < 0.06);
  });
  assert.equal(new Set(body.points.map(keyOf)).size, body.points.length);
});

test("the body is as tall as it should be", () => {
  let top = 0;
  for (let v = 2; v < body.vertices.length; v += 3) top = Math.max(top, body.vertices[v]);
  assert.ok(Math.abs(top - golden.height_m) < 1e-4, `${top}`);
});

test("lines have as many places as they say", () => {
  const lines = readLines(file("DEQI_LINES"));
  assert.deepEqual(lines.map(({ channel, places }) => [channel, places.length / 3]), golden.lines);
});

test("another kind of file, and another version, are refused", () => {
  assert.throws(() => readBody(new ArrayBuffer(4)), /not a body/);
  const other = file("DEQI_BODY");
  new DataView(other).setUint32(4, 99, true);
  assert.throws(() => readBody(other), /another version/);
});

test("normals point out of the body", () => {
  const normals = normalsOf(body.vertices, faces);
  let outwards = 0;
  for (const point of body.points) {
    let best = -1, away = 1;
    for (let v = 0; v < body.vertices.length; v += 3) {
      const d = Math.hypot(...point.centre.map((value, axis) => value - body.vertices[v + axis]));
      if (d < away) [best, away] = [v, d];
    }
    const along = point.normal.reduce((sum, value, axis) => sum + value * normals[best + axis], 0);
    if (along > 0.5) outwards += 1;
  }
  assert.ok(outwards > 0.97 * body.points.length, `${outwards} of ${body.points.length}`);
});

test("every triangle within a disc names it", () => {
  const shown = body.points.map((_point, index) => index).filter((index) => body.points[index].code === "BL40");
  const slots = discsOfTriangles(body.vertices, faces, body.points, shown, new Float32Array(faces.length * SLOTS));
  for (let f = 0; f < faces.length; f += 3) {
    const named = new Set(slots.subarray(f * SLOTS, (f + 1) * SLOTS));
    for (const index of shown) {
      const { centre, radius } = body.points[index];
      const inside = [0, 1, 2].some((corner) => {
        const at = 3 * faces[f + corner];
        return Math.hypot(...centre.map((value, axis) => value - body.vertices[at + axis])) < radius;
      });
      if (inside) assert.ok(named.has(index));
    }
  }
});

test("loose corners are those of the faces", () => {
  const out = loose(body.vertices, faces, new Float32Array(3 * faces.length));
  for (const corner of [0, 5, faces.length - 1])
    assert.deepEqual([...out.subarray(3 * corner, 3 * corner + 3)], [...body.vertices.subarray(3 * faces[corner], 3 * faces[corner] + 3)]);
});

test("seen from the back, the person's right is at the right; from the front at the left", () => {
  for (const [side, sign] of [["back", 1], ["front", -1]]) {
    const project = projector(whole(1.7, side), 1.7, 600, 700);
    assert.ok(sign * (project([0.2, 0, 1]).x - 300) > 20);
    assert.ok(project([0, 0, 1.6]).y < project([0, 0, 0.1]).y);
  }
});

test("the middle of the picture is what one looks at, from wherever", () => {
  let look = whole(1.7, "right");
  for (const [turn, rise] of [[0.4, 0.2], [2, -0.9], [-5, 3]]) {
    look = turned(look, turn, rise);
    const spot = projector(look, 1.7, 640, 480)(look.middle);
    assert.ok(Math.abs(spot.x - 320) < 1e-9 && Math.abs(spot.y - 240) < 1e-9);
    const far = Math.hypot(...eye(look, 1.7).map((value, axis) => value - look.middle[axis]));
    assert.ok(Math.abs(spot.depth - far) < 1e-9);
  }
});

test("twice as near is twice as large", () => {
  const look = whole(1.7, "back");
  const size = (zoom) => {
    const project = projector({ ...look, zoom }, 1.7, 600, 600);
    return project([0.01, 0, look.middle[2]]).x - project([-0.01, 0, look.middle[2]]).x;
  };
  assert.ok(Math.abs(size(4) / size(2) - 2) < 1e-6);
  assert.ok(zoomed(look, 1000, 1.7).zoom < 20);
});

test("a point is looked at from straight ahead, by the shorter way", () => {
  const look = { ...whole(1.7, "front"), turn: 6.1 };
  const found = at(look, [0.1, -0.1, 1], [0, -1, 0]);
  assert.ok(Math.abs(found.turn - look.turn) <= Math.PI + 1e-9);
  assert.ok(Math.abs(Math.cos(found.turn) + 1) < 1e-9);
  assert.ok(Math.abs(nearest(3.1, -3.1) - (3.1 - 2 * Math.PI)) < 1e-9);
});

test("what stands behind the trunk is hidden", () => {
  const project = projector(whole(golden.height_m, "back"), golden.height_m, 600, 700);
  const clear = depthPicture(body.vertices, project, 600, 700);
  const seen = (code) => body.points.filter((point) => point.code === code).map((point) => clear(project(point.centre)));
  assert.deepEqual(seen("BL23"), [true, true]);
  assert.deepEqual(seen("ST25"), [false, false]);
});

test("names keep apart, stay inside, and their lines do not cross their neighbours'", () => {
  const frame = { wide: 640, high: 500, column: 90, gap: 20 };
  const wanted = Array.from({ length: 40 }, (_one, index) => ({
    key: `k${index}`, text: `P${index}`, x: 320 + 90 * Math.sin(index * 2.4), y: 250 + 60 * Math.cos(index * 1.7), rank: index,
  }));
  const placed = placeLabels(wanted, frame);
  assert.ok(placed.length >= 38);
  for (const onLeft of [true, false]) {
    const column = placed.filter((each) => each.onLeft === onLeft).sort((one, other) => one.y - other.y);
    column.forEach((each, index) => {
      assert.ok(each.y >= 0 && each.y <= frame.high);
      const after = column[index + 1];
      if (!after) return;
      assert.ok(after.y - each.y >= frame.gap - 1e-6);
      assert.ok(!cross([each.x, each.y], each.from, [after.x, after.y], after.from));
    });
  }
});

test("more names than fit: the lowest ranks stay, and the chosen one always", () => {
  const frame = { wide: 640, high: 100, column: 90, gap: 20 };
  const wanted = Array.from({ length: 30 }, (_one, index) => ({ key: `k${index}`, text: `P${index}`, x: 400, y: 50, rank: index === 29 ? -10 : index }));
  const texts = placeLabels(wanted, frame).map((each) => each.text);
  assert.ok(texts.includes("P29"));
  assert.ok(texts.length <= 8);
});

test("spread agrees with the server's", () => {
  for (const { wanted, gap, low, high, places } of golden.spread)
    spread(wanted, gap, low, high).forEach((place, index) => assert.ok(Math.abs(place - places[index]) < 1e-6));
});
