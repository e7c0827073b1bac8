/** Making elements from text only: nothing that came from outside is ever read as HTML. */

/**
 * `h("p", { class: "note", onclick: act, "aria-label": "…" }, "text", node)`. Functions become listeners, true an
 * empty attribute; null, undefined and false are left out, among attributes and children alike.
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put `children` into `place`, and the keyboard back on the element it was on, known by its id. */
export function draw(place, ...children) {
  const id = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
}
