/** Open what is folded before printing, and fold it again afterwards. */
export function openDetailsForPrint(view: Window): void {
  let opened: HTMLDetailsElement[] = [];
  view.addEventListener("beforeprint", () => {
    opened = [...view.document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  view.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
