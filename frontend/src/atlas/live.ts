/** Send the measures as they are typed, and show the body that comes back. One request at a time, the last wins. */

import { readBody } from "./parcel.ts";
import type { Viewer } from "./viewer.ts";

const SETTLED_MS = 600;

export class Live {
  private busy = false;
  private again: number | undefined;
  private frame = 0;
  private settled = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
    private readonly viewer: Viewer,
    private readonly settle: () => void,
  ) {
    form.addEventListener("input", (event) => this.changed(event.timeStamp));
    form.addEventListener("change", (event) => this.changed(event.timeStamp));
  }

  private changed(when: number): void {
    // Many events may come in one frame; the first of them is when the change began.
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      void this.send(when);
    });
  }

  private async send(when: number): Promise<void> {
    if (this.busy) {
      this.again ??= when;
      return;
    }
    this.busy = true;
    clearTimeout(this.settled);
    try {
      const answer = await fetch(this.address, { method: "POST", body: new FormData(this.form), credentials: "same-origin" });
      if (answer.ok) await this.show(await answer.arrayBuffer(), when);
      else if (answer.status === 422) this.say(await answer.json());
    } catch {
      // Without the network the last body stays; the form's own button still works.
    } finally {
      this.busy = false;
      const again = this.again;
      this.again = undefined;
      if (again !== undefined) void this.send(again);
    }
  }

  private async show(file: ArrayBuffer, when: number): Promise<void> {
    this.say({});
    await this.viewer.dress(readBody(file));
    performance.measure("deqi:change", { start: when, end: performance.now() });
    this.settled = window.setTimeout(this.settle, SETTLED_MS);
  }

  /** Each field's message, by its name; a field that is not named has none. */
  private say(problems: Record<string, string>): void {
    for (const slot of this.form.querySelectorAll<HTMLElement>("[data-problem]")) {
      const words = problems[slot.dataset.problem!] ?? "";
      if (slot.textContent !== words) slot.textContent = words;
      slot.closest(".field")?.classList.toggle("wrong", words !== "");
    }
  }
}
