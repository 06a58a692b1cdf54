/** Bring keyboard and screen reader to the list of what cannot be used, when there is one. */
export function focusErrors(page: Document): void {
  page.getElementById("errors")?.focus();
}
