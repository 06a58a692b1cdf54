/** The only file that knows three.js: the body, its discs and its channels, drawn when asked and never else. */

import {
  BufferAttribute, BufferGeometry, Color, ColorManagement, DataTexture, FloatType, InterleavedBuffer,
  InterleavedBufferAttribute, LineSegments, LinearSRGBColorSpace, Mesh, NearestFilter, PerspectiveCamera, RGBAFormat,
  Scene, ShaderMaterial, WebGLRenderer,
} from "three";

import { distance, eye, OPENING, type Look } from "./look.ts";
import type { Line, Parcel, Point } from "./parcel.ts";
import { LINE_FRAGMENT, LINE_VERTEX, SKIN_FRAGMENT, SKIN_VERTEX } from "./shaders.ts";
import { discsOfTriangles, loose, normalsOf, SLOTS } from "./skin.ts";

export type Inks = Record<"dark" | "middle" | "light" | "proposed" | "other" | "chosen" | "paper" | "line", string>;

const WIDE = 1024;

export class Stage {
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera((OPENING * 180) / Math.PI, 1, 0.05, 30);
  private readonly skin: ShaderMaterial;
  private readonly ink = new ShaderMaterial({
    vertexShader: LINE_VERTEX, fragmentShader: LINE_FRAGMENT, uniforms: { ink: { value: new Color() } },
  });
  private readonly texture: DataTexture;
  private readonly texels = new Float32Array(WIDE * 2 * 4);
  private readonly body: BufferGeometry;
  private readonly places: Float32Array;
  private readonly normals: Float32Array;
  private readonly slots: Float32Array;
  private lines: LineSegments | undefined;

  /** Throws when the browser has no WebGL. */
  constructor(canvas: HTMLCanvasElement, private readonly faces: Uint16Array | Uint32Array) {
    ColorManagement.enabled = false;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "low-power" });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.camera.up.set(0, 0, 1);
    this.texture = new DataTexture(this.texels, WIDE, 2, RGBAFormat, FloatType);
    this.texture.minFilter = this.texture.magFilter = NearestFilter;
    const colours = ["dark", "middle", "light", "proposed", "other", "chosen", "paper"];
    this.skin = new ShaderMaterial({
      vertexShader: SKIN_VERTEX,
      fragmentShader: SKIN_FRAGMENT,
      uniforms: {
        discs: { value: this.texture },
        ...Object.fromEntries(colours.map((name) => [name, { value: new Color() }])),
      },
    });
    this.places = new Float32Array(3 * faces.length);
    this.normals = new Float32Array(3 * faces.length);
    this.slots = new Float32Array(SLOTS * faces.length).fill(-1);
    this.body = new BufferGeometry();
    this.body.setAttribute("position", new BufferAttribute(this.places, 3));
    this.body.setAttribute("normal", new BufferAttribute(this.normals, 3));
    const slots = new InterleavedBuffer(this.slots, SLOTS);
    this.body.setAttribute("discsA", new InterleavedBufferAttribute(slots, 4, 0));
    this.body.setAttribute("discsB", new InterleavedBufferAttribute(slots, 4, 4));
    const mesh = new Mesh(this.body, this.skin);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
  }

  paint(inks: Inks): void {
    for (const [name, colour] of Object.entries(inks)) this.skin.uniforms[name]?.value.set(colour);
    this.ink.uniforms.ink!.value.set(inks.line);
  }

  dress(parcel: Parcel): void {
    loose(parcel.vertices, this.faces, this.places);
    loose(normalsOf(parcel.vertices, this.faces), this.faces, this.normals);
    this.body.getAttribute("position").needsUpdate = true;
    this.body.getAttribute("normal").needsUpdate = true;
  }

  /** `chosen` is the number of the selected point, or -1. */
  mark(parcel: Parcel, shown: readonly number[], chosen: number): void {
    discsOfTriangles(parcel.vertices, this.faces, parcel.points, shown, this.slots);
    (this.body.getAttribute("discsA") as InterleavedBufferAttribute).data.needsUpdate = true;
    parcel.points.slice(0, WIDE).forEach((point, index) => this.texel(point, index, index === chosen));
    this.texture.needsUpdate = true;
  }

  draw(lines: readonly Line[]): void {
    if (this.lines) {
      this.scene.remove(this.lines);
      this.lines.geometry.dispose();
      this.lines = undefined;
    }
    if (lines.length === 0) return;
    const pairs: number[] = [];
    for (const { places } of lines)
      for (let at = 0; at + 5 < places.length; at += 3) pairs.push(...places.subarray(at, at + 6));
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(pairs), 3));
    this.lines = new LineSegments(geometry, this.ink);
    this.lines.frustumCulled = false;
    this.scene.add(this.lines);
  }

  fit(wide: number, high: number, ratio: number): void {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(wide, high, false);
    this.camera.aspect = wide / high;
    this.camera.updateProjectionMatrix();
  }

  render(look: Look, height: number): void {
    const far = distance(look, height);
    this.camera.near = Math.max(0.05, far - 2);
    this.camera.far = far + 3;
    this.camera.position.set(...eye(look, height));
    this.camera.lookAt(...look.middle);
    this.camera.updateProjectionMatrix();
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.draw([]);
    this.body.dispose();
    this.texture.dispose();
    this.skin.dispose();
    this.ink.dispose();
    this.renderer.dispose();
  }

  private texel(point: Point, index: number, chosen: boolean): void {
    const state = chosen ? 2 : point.proposed ? 1 : 0;
    this.texels.set([...point.centre, point.radius], 4 * index);
    this.texels.set([...point.normal, state], 4 * (WIDE + index));
  }
}
