/** Gives an element and what is below it the shop's colour; `tokens.css` derives the readable rest. Set from script because the CSP forbids style attributes. */
export function paintBrand(element: HTMLElement | null, brand: string | undefined): void {
  if (!element) return;
  element.dataset.brand = "";
  if (brand && /^#[0-9a-f]{6}$/i.test(brand)) element.style.setProperty("--brand", brand);
  else element.style.removeProperty("--brand");
}
