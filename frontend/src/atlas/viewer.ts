/** The viewer on the page: what is shown, what is selected, and every way to turn the body. */

import { depthPicture } from "./hidden.ts";
import { placeLabels, type Placed, type Wanted } from "./labels.ts";
import { at, between, dot, moved, projector, SIDES, towards, turned, whole, zoomed, type Look } from "./look.ts";
import { keyOf, type Line, type Parcel, type Point } from "./parcel.ts";
import type { Inks, Stage } from "./stage.ts";

export interface Named {
  name: string;
  han: string;
  channel: string;
  groups: string[];
}

export type Names = Readonly<Record<string, Named>>;

const INKS: Readonly<Record<keyof Inks, string>> = {
  dark: "--body-1", middle: "--body-3", light: "--body-5", proposed: "--cinnabar", other: "--ink-soft",
  chosen: "--focus", paper: "--paper-raised", line: "--ink-soft",
};
const SVG = "http://www.w3.org/2000/svg";
/** Names stand this far apart, in columns of this width, with the names of points where there is room. */
const GAP = 21;
const ROOMY = 560;
const CALM_MS = 360;
const STEP = Math.PI / 12;

export class Viewer {
  private parcel: Parcel | undefined;
  private height = 1.7;
  private look: Look = whole(1.7, "back");
  private shown: number[] = [];
  /** The channels on this body, once they are asked for; they take longer than the points. */
  private lines: readonly Line[] | undefined;
  private chosen = "";
  private waiting = 0;
  private gliding = 0;
  private drawn: (() => void)[] = [];
  private readonly tags = new Map<string, HTMLElement>();
  private readonly threads = document.createElementNS(SVG, "svg");
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    private readonly root: HTMLElement,
    private readonly stage: Stage,
    private readonly names: Names,
    private readonly frame: HTMLElement,
    private readonly sheet: HTMLElement,
    private readonly fetchLines: () => Promise<readonly Line[]>,
  ) {
    this.sheet.append(this.threads);
    this.listen();
    new ResizeObserver(() => this.fit()).observe(frame);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.paint());
    this.paint();
    this.fit();
  }

  /** Show this body. Resolves when it stands on the screen. */
  dress(parcel: Parcel): Promise<void> {
    const first = this.parcel === undefined;
    this.parcel = parcel;
    this.lines = undefined;
    this.height = 0;
    for (let v = 2; v < parcel.vertices.length; v += 3) this.height = Math.max(this.height, parcel.vertices[v]!);
    if (first) this.look = this.seen(this.root.dataset.start ?? "back");
    this.stage.dress(parcel);
    this.mark(first);
    return new Promise((done) => {
      this.drawn.push(done);
      this.ask();
    });
  }

  select(key: string, glide = true): void {
    const index = this.indexOf(key);
    this.chosen = index < 0 ? "" : key;
    this.mark();
    this.tell(index);
    const point = this.parcel?.points[index];
    if (point && glide) this.glide(at(this.look, point.centre, point.normal));
    this.ask();
  }

  /** The first place of this code, on the side that is turned to the eye. */
  selectCode(code: string): void {
    const places = this.parcel?.points.filter((point) => point.code === code) ?? [];
    const [best] = places.sort((one, other) => this.facing(other) - this.facing(one));
    if (!best) return;
    if (!this.shown.includes(this.indexOf(keyOf(best)))) this.showAll();
    this.select(keyOf(best));
  }

  private showAll(): void {
    const box = this.root.querySelector<HTMLInputElement>("[data-layer=all]");
    if (box) box.checked = true;
    this.mark();
  }

  // ---- what is shown ----

  private mark(fetch = true): void {
    if (!this.parcel) return;
    const groups = new Set(this.checked("[data-group]").map((box) => box.dataset.group!));
    const everything = this.checked("[data-layer=all]").length > 0;
    this.shown = [];
    this.parcel.points.forEach((point, index) => {
      const named = this.names[point.code];
      const wanted = point.proposed && (named?.groups.some((group) => groups.has(group)) ?? false);
      if (wanted || everything || keyOf(point) === this.chosen) this.shown.push(index);
    });
    const chosen = this.indexOf(this.chosen);
    this.stage.mark(this.parcel, this.shown, chosen);
    if (fetch) void this.trace();
    else this.stage.draw([]);
  }

  /** The channels, as far as they are wanted: all of them, or that of the selected point. */
  async trace(): Promise<void> {
    const every = this.checked("[data-layer=channels]").length > 0;
    const channel = this.names[this.chosen.split(" ")[0]!]?.channel;
    if (!every && !channel) {
      this.stage.draw([]);
      return;
    }
    const body = this.parcel;
    const lines = this.lines ?? (await this.fetchLines());
    if (this.parcel !== body) return; // another body stands there by now
    this.lines = lines;
    this.stage.draw(lines.filter((line) => every || line.channel === channel));
    this.ask();
  }

  private checked(selector: string): HTMLInputElement[] {
    return [...this.root.querySelectorAll<HTMLInputElement>(selector)].filter((box) => box.checked);
  }

  private indexOf(key: string): number {
    return key === "" ? -1 : this.parcel?.points.findIndex((point) => keyOf(point) === key) ?? -1;
  }

  private facing(point: Point): number {
    return dot(point.normal, towards(this.look));
  }

  private seen(side: string): Look {
    return whole(this.height, side, this.frame.clientWidth / Math.max(1, this.frame.clientHeight));
  }

  // ---- drawing, only when something changed ----

  private ask(): void {
    if (this.waiting === 0) this.waiting = requestAnimationFrame(() => this.render());
  }

  private render(): void {
    this.waiting = 0;
    if (!this.parcel) return;
    this.stage.render(this.look, this.height);
    this.label();
    this.root.dataset.look = [this.look.turn, this.look.rise, this.look.zoom].map((value) => value.toFixed(3)).join(" ");
    for (const done of this.drawn.splice(0)) done();
  }

  private paint(): void {
    const style = getComputedStyle(document.documentElement);
    const inks = Object.fromEntries(Object.entries(INKS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]));
    this.stage.paint(inks as Inks);
    this.ask();
  }

  private fit(): void {
    const { clientWidth: wide, clientHeight: high } = this.frame;
    if (wide === 0 || high === 0) return;
    this.stage.fit(wide, high, Math.min(2, devicePixelRatio));
    this.ask();
  }

  private label(): void {
    const parcel = this.parcel!;
    const [wide, high] = [this.frame.clientWidth, this.frame.clientHeight];
    const project = projector(this.look, this.height, wide, high);
    const clear = depthPicture(parcel.vertices, project, wide, high);
    const wanted: Wanted[] = [];
    for (const index of this.shown) {
      const point = parcel.points[index]!;
      const facing = this.facing(point);
      if (facing < 0.2) continue;
      const spot = project(point.centre);
      if (!clear(spot)) continue;
      const key = keyOf(point);
      const rank = (key === this.chosen ? -10 : 0) + (point.proposed ? 0 : 2) - facing;
      wanted.push({ key, text: point.part ? `${point.code} ${point.part}` : point.code, x: spot.x, y: spot.y, rank });
    }
    const roomy = wide >= ROOMY;
    this.showTags(placeLabels(wanted, { wide, high, gap: GAP, column: roomy ? 132 : 66 }), roomy);
  }

  private showTags(placed: readonly Placed[], roomy: boolean): void {
    const used = new Set(placed.map(({ key }) => key));
    for (const [key, tag] of this.tags) tag.hidden = !used.has(key);
    const lines: SVGElement[] = [];
    for (const each of placed) {
      const tag = this.tags.get(each.key) ?? this.newTag(each);
      tag.className = each.key === this.chosen ? "chosen" : "";
      tag.classList.toggle("on-left", each.onLeft);
      tag.classList.toggle("short", !roomy);
      const [x, y] = [Math.round(each.x), Math.round(each.y)];
      tag.style.transform = `translate(${x}px, ${y}px) translate(${each.onLeft ? "-100%" : "0"}, -50%)`;
      const line = document.createElementNS(SVG, "path");
      const step = each.onLeft ? 14 : -14;
      line.setAttribute("d", `M${x + step / 4} ${y}h${step}L${each.from[0].toFixed(1)} ${each.from[1].toFixed(1)}`);
      if (each.key === this.chosen) line.setAttribute("class", "chosen");
      lines.push(line);
    }
    this.threads.replaceChildren(...lines);
  }

  private newTag(each: Placed): HTMLElement {
    const tag = document.createElement("span");
    const name = document.createElement("i");
    name.textContent = this.names[each.text]?.name ?? "";
    tag.append(each.text, " ", name);
    this.sheet.append(tag);
    this.tags.set(each.key, tag);
    return tag;
  }

  private glide(target: Look): void {
    cancelAnimationFrame(this.gliding);
    const [from, began] = [this.look, performance.now()];
    const step = (): void => {
      const part = this.calm.matches ? 1 : Math.min(1, (performance.now() - began) / CALM_MS);
      this.look = between(from, target, part * part * (3 - 2 * part));
      this.ask();
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    step();
  }

  private turn(look: Look): void {
    cancelAnimationFrame(this.gliding);
    this.look = look;
    this.ask();
  }

  // ---- hands ----

  private listen(): void {
    this.root.addEventListener("click", (event) => this.pressed(event));
    this.root.addEventListener("change", () => {
      this.mark();
      this.ask();
    });
    this.frame.addEventListener("keydown", (event) => this.key(event));
    const held = new Map<number, PointerEvent>();
    let travelled = 0;
    this.frame.addEventListener("pointerdown", (event) => {
      held.set(event.pointerId, event);
      travelled = 0;
      this.frame.setPointerCapture(event.pointerId);
    });
    this.frame.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      const [right, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
      travelled += Math.hypot(right, down);
      if (held.size === 2) this.pinch(held, event);
      else if (event.shiftKey || event.buttons === 4) this.slide(right, down);
      else this.turn(turned(this.look, right * -0.009, down * 0.007));
      held.set(event.pointerId, event);
    });
    const lift = (event: PointerEvent): void => {
      if (held.delete(event.pointerId) && held.size === 0 && travelled < 6 && event.type === "pointerup") this.point(event);
    };
    this.frame.addEventListener("pointerup", lift);
    this.frame.addEventListener("pointercancel", lift);
    this.frame.addEventListener(
      "wheel",
      (event) => {
        // The page scrolls as everywhere; who holds Ctrl, or pinches on a pad, comes nearer.
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.turn(zoomed(this.look, Math.exp(event.deltaY * -0.004), this.height));
      },
      { passive: false },
    );
  }

  private pinch(held: Map<number, PointerEvent>, event: PointerEvent): void {
    const [still] = [...held].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    const before = held.get(event.pointerId)!;
    const apart = (one: PointerEvent): number => Math.hypot(one.clientX - still!.clientX, one.clientY - still!.clientY);
    this.turn(zoomed(this.look, apart(event) / Math.max(1, apart(before)), this.height));
    this.slide((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
  }

  private slide(right: number, down: number): void {
    const metres = (this.height * 1.12) / this.look.zoom / this.frame.clientHeight;
    this.turn(moved(this.look, -right * metres, down * metres));
  }

  private point(event: PointerEvent): void {
    const box = this.frame.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const project = projector(this.look, this.height, box.width, box.height);
    const clear = depthPicture(this.parcel!.vertices, project, box.width, box.height);
    const reach = event.pointerType === "touch" ? 28 : 18;
    let best = { key: "", away: reach };
    for (const index of this.shown) {
      const point = this.parcel!.points[index]!;
      if (this.facing(point) < 0.1) continue;
      const spot = project(point.centre);
      const away = Math.hypot(spot.x - x, spot.y - y);
      if (away < best.away && clear(spot)) best = { key: keyOf(point), away };
    }
    if (best.key) this.select(best.key, false);
  }

  private pressed(event: Event): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button");
    if (!button) return;
    const { view, turn, rise, zoom, code } = button.dataset;
    if (view) this.glide(this.seen(view));
    else if (turn) this.glide(turned(this.look, Number(turn) * STEP * 2, 0));
    else if (rise) this.glide(turned(this.look, 0, Number(rise) * STEP));
    else if (zoom) this.glide(zoomed(this.look, Number(zoom), this.height));
    else if (code) this.selectCode(code);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.shiftKey ? this.turnKeys()[event.key] : this.keys()[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private turnKeys(): Record<string, () => void> {
    const turn = (right: number, up: number) => (): void => this.glide(turned(this.look, right * STEP, up * STEP));
    return {
      ArrowLeft: turn(1, 0), ArrowRight: turn(-1, 0), ArrowUp: turn(0, 1), ArrowDown: turn(0, -1),
      "+": () => this.glide(zoomed(this.look, 1.4, this.height)),
    };
  }

  private keys(): Record<string, () => void> {
    const sides = Object.keys(SIDES);
    const view = (place: number) => (): void => this.glide(this.seen(sides[place]!));
    return {
      ArrowRight: () => this.step(1), ArrowDown: () => this.step(1),
      ArrowLeft: () => this.step(-1), ArrowUp: () => this.step(-1),
      Home: () => this.step(-Infinity), End: () => this.step(Infinity),
      Enter: () => this.open(), " ": () => this.swap(),
      "+": () => this.glide(zoomed(this.look, 1.4, this.height)),
      "=": () => this.glide(zoomed(this.look, 1.4, this.height)),
      "-": () => this.glide(zoomed(this.look, 1 / 1.4, this.height)),
      Escape: () => this.select("", false),
      "1": view(0), "2": view(1), "3": view(2), "4": view(3),
    };
  }

  /** On to the next point: one stop for both sides. */
  private step(by: number): void {
    const stops: Point[] = [];
    for (const index of this.shown) {
      const point = this.parcel!.points[index]!;
      if (!stops.some((other) => other.code === point.code && other.part === point.part)) stops.push(point);
    }
    const [code, part] = this.chosen.split(" ");
    const here = stops.findIndex((point) => point.code === code && point.part === part);
    const last = stops.length - 1;
    const next = by === Infinity ? last : by === -Infinity ? 0 : here < 0 ? (by > 0 ? 0 : last) : (here + by + stops.length) % stops.length;
    const stop = stops[next];
    if (!stop) return;
    const places = this.parcel!.points.filter((point) => point.code === stop.code && point.part === stop.part);
    const [best] = places.sort((one, other) => this.facing(other) - this.facing(one));
    this.select(keyOf(best!));
  }

  /** The same point on the other side of the body. */
  private swap(): void {
    const [code, part, side] = this.chosen.split(" ");
    const other = this.parcel!.points.find((point) => point.code === code && point.part === part && point.side !== side);
    if (other) this.select(keyOf(other));
  }

  private open(): void {
    this.root.querySelector<HTMLAnchorElement>("[data-chosen] a")?.click();
  }

  private tell(index: number): void {
    const point = this.parcel?.points[index];
    const card = this.root.querySelector<HTMLElement>("[data-chosen]")!;
    card.hidden = !point;
    const said = this.root.querySelector<HTMLElement>("[data-said]")!;
    if (!point) {
      said.textContent = "";
      return;
    }
    const named = this.names[point.code];
    const words: Record<string, string> = {
      code: point.part ? `${point.code} ${point.part}` : point.code,
      name: named?.name ?? "",
      han: named?.han ?? "",
      side: this.root.dataset[point.side] ?? "",
      radius: String(Math.round(point.radius * 1000)),
    };
    for (const slot of card.querySelectorAll<HTMLElement>("[data-slot]")) slot.textContent = words[slot.dataset.slot!] ?? "";
    const link = card.querySelector("a")!;
    link.href = this.root.dataset.point!.replace("CODE", encodeURIComponent(point.code));
    said.textContent = [words.code, words.name, words.side, `${words.radius} mm`].filter(Boolean).join(", ");
  }
}
