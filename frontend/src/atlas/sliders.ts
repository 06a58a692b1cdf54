/** Sliders beside the numbers, so that the body can be changed with one finger. They carry no name and send nothing. */
export function sliders(form: HTMLFormElement): void {
  for (const slider of form.querySelectorAll<HTMLInputElement>("[data-slides]")) {
    const box = form.querySelector<HTMLInputElement>(`#${slider.dataset.slides}`)!;
    slider.addEventListener("input", () => {
      box.value = slider.value;
    });
    box.addEventListener("input", () => {
      const value = Number(box.value.replace(",", "."));
      if (Number.isFinite(value) && box.value !== "") slider.value = String(value);
    });
  }
}
