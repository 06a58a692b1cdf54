// A draft of a long form survives a lost connection: it lies in this browser, under a name that opens nothing,
// until the server has said that the form is saved. On a device that others use it can be switched off.

const PREFIX = "deqi-draft:";
const OFF = "deqi-draft-off";
/** Fields that belong to one showing of the form, not to what was typed. */
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "after", "mark"]);

type Typed = Record<string, string[]>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Keep, restore and throw away drafts on this page. */
export function keepDrafts(page: Document): void {
  const store = storage(page);
  if (!store) return;
  if (page.querySelector("[data-forget-drafts]")) forgetAll(store);
  for (const said of page.querySelectorAll<HTMLElement>("[data-saved]")) {
    const key = PREFIX + (said.dataset.saved ?? "");
    const had = store.getItem(key) !== null;
    store.removeItem(key);
    show(said.querySelector("[data-when-draft-went]"), had);
  }
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-draft]")) follow(form, store);
}

function follow(form: HTMLFormElement, store: Storage): void {
  const key = PREFIX + (form.dataset.draft ?? "");
  const panel = form.querySelector("[data-draft-panel]");
  const keep = form.querySelector<HTMLInputElement>("[data-draft-keep]");
  if (!keep) return;
  show(panel, true);
  keep.checked = store.getItem(OFF) === null;
  // A form that came back with a mistake in it shows what was just sent: that is newer than any draft.
  const returned = form.ownerDocument.getElementById("errors") !== null;
  const draft = returned ? null : read(store, key);
  if (draft && restore(form, draft)) {
    const told = form.querySelector("[data-draft-restored]");
    show(told, true);
    told?.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
      store.removeItem(key);
      form.reset();
      show(told, false);
    });
  }
  const save = (): void => {
    if (keep.checked) store.setItem(key, JSON.stringify(typed(form)));
  };
  if (returned) save();
  form.addEventListener("input", save);
  keep.addEventListener("change", () => {
    if (keep.checked) {
      store.removeItem(OFF);
      save();
    } else {
      store.setItem(OFF, "1");
      forgetAll(store);
    }
  });
}

/** What was typed, by name; several values for boxes of one name. */
export function typed(form: HTMLFormElement): Typed {
  const found: Typed = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !NOT_TYPED.has(name)) (found[name] ??= []).push(value);
  }
  return found;
}

/** Put a draft back; whether that changed anything. */
export function restore(form: HTMLFormElement, draft: Typed): boolean {
  const before = JSON.stringify(typed(form));
  for (const control of form.elements) {
    if (!isControl(control) || !control.name || NOT_TYPED.has(control.name)) continue;
    const values = draft[control.name] ?? [];
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (control.type !== "hidden") {
      control.value = values[0] ?? "";
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0;
    }
    if (values.length > 0) control.closest("details")?.setAttribute("open", "");
  }
  return JSON.stringify(typed(form)) !== before;
}

function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

function read(store: Storage, key: string): Typed | null {
  try {
    const found: unknown = JSON.parse(store.getItem(key) ?? "null");
    return typeof found === "object" && found !== null ? (found as Typed) : null;
  } catch {
    return null;
  }
}

function forgetAll(store: Storage): void {
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

function show(element: Element | null, visible: boolean): void {
  element?.toggleAttribute("hidden", !visible);
}

/** The browser's own store; none where the reader has switched it off. */
function storage(page: Document): Storage | null {
  try {
    return page.defaultView?.localStorage ?? null;
  } catch {
    return null;
  }
}
