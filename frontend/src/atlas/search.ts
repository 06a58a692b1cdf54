/** Search as one types. The server finds; names of old and new numbering are its business. */

import type { Viewer } from "./viewer.ts";

interface Found {
  code: string;
  label: string;
  note: string;
}

const PAUSE_MS = 140;

export class Finder {
  private pause = 0;

  constructor(private readonly root: HTMLElement, private readonly viewer: Viewer) {
    const form = root.querySelector<HTMLFormElement>("[data-find]");
    if (!form) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.find(form, true);
    });
    form.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(this.pause);
      this.pause = window.setTimeout(() => void this.find(form, false), PAUSE_MS);
    });
  }

  private async find(form: HTMLFormElement, go: boolean): Promise<void> {
    const asked = form.querySelector("input")!.value.trim();
    const list = this.root.querySelector<HTMLElement>("[data-found]")!;
    if (asked === "") {
      list.replaceChildren();
      return;
    }
    const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(asked)}`, { credentials: "same-origin" });
    if (!answer.ok || form.querySelector("input")!.value.trim() !== asked) return;
    const { found, note } = (await answer.json()) as { found: Found[]; note: string };
    list.replaceChildren(...(note ? [this.noted(note)] : []), ...found.map((each) => this.line(each)));
    if (go && found[0]) this.viewer.selectCode(found[0].code);
  }

  private line(each: Found): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.dataset.code = each.code;
    button.textContent = each.label;
    item.append(button);
    if (each.note) item.append(this.note(each.note));
    return item;
  }

  private noted(words: string): HTMLElement {
    const item = document.createElement("li");
    item.append(this.note(words));
    return item;
  }

  private note(words: string): HTMLElement {
    const note = document.createElement("p");
    note.className = "quiet";
    note.textContent = words;
    return note;
  }
}
