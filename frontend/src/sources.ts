/** A link to something inside a folded part opens that part. */
export function openDetailsForLinks(view: Window): void {
  const open = (): void => {
    const target = view.document.getElementById(decodeURIComponent(view.location.hash.slice(1)));
    const folded = target?.closest("details");
    if (!target || !folded || folded.open) return;
    folded.open = true;
    target.scrollIntoView();
  };
  view.addEventListener("hashchange", open);
  open();
}
