/** What somebody has typed into a view, kept while the view is drawn again in another language. */

/** `putBack()` writes what stands in the fields of `place` now into those that are there then, by their ids. */
export function typedIn(place) {
  const kept = [...place.querySelectorAll("input:not([type=file]), select, textarea")].map((field) => ({
    which: field.type === "radio" ? `[name="${field.name}"][value="${field.value}"]` : `#${CSS.escape(field.id)}`,
    value: field.value,
    checked: field.checked,
  }));
  return function putBack() {
    for (const { which, value, checked } of kept) {
      const field = place.querySelector(which) ?? oneMore(place, which);
      if (field === null || (field.value === value && field.checked === checked)) continue;
      if (field.type !== "radio") field.value = value;
      field.checked = checked;
      if (field.matches("select, [type=checkbox]")) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
}

/** A line that somebody had added comes with the button that adds one. */
function oneMore(place, which) {
  place.querySelector("[data-more]")?.click();
  return place.querySelector(which);
}
