/** A slider beside each number that has a usual range, so that the body can be changed with one finger. */
export function sliders(form: HTMLFormElement): void {
  for (const box of form.querySelectorAll<HTMLInputElement>("input[data-low]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = box.dataset.low!;
    slider.max = box.dataset.high!;
    slider.step = box.dataset.step ?? "1";
    slider.value = box.value || box.dataset.middle!;
    slider.setAttribute("aria-label", box.labels?.[0]?.textContent?.trim() ?? box.name);
    slider.addEventListener("input", () => {
      box.value = slider.value;
    });
    box.addEventListener("input", () => {
      const value = Number(box.value.replace(",", "."));
      if (Number.isFinite(value) && box.value !== "") slider.value = String(value);
    });
    box.closest(".field")!.append(slider);
  }
}
