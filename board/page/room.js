/**
 * Letters as large as the room needs: from the screen's diagonal and the farthest chair come millimetres, from these
 * pixels. A called number is seen under 0.7° at least (EN 301 549, 5.1.4), any other text under 0.007 rad (Smith 1979).
 */

const NUMBER_RAD = (0.7 * Math.PI) / 180;
const TEXT_RAD = 0.007;
const INCH_MM = 25.4;
/** The height of a capital letter or a digit as a share of the font size, in the lowest of our fonts. */
const CAPITAL = 0.714;

/** The least font sizes in pixels `{ number, text }` on a window of `width` by `height` that fills the screen. */
export function leastSizes({ diagonal_inch, distance_m }, width, height) {
  const pixels_mm = Math.hypot(width, height) / (diagonal_inch * INCH_MM);
  const size = (angle) => (Math.tan(angle) * distance_m * 1_000 * pixels_mm) / CAPITAL;
  return { number: size(NUMBER_RAD), text: size(TEXT_RAD) };
}

/** Hand the sizes to the style sheet, as `--number` and `--text`. */
export function furnish(board) {
  const { number, text } = leastSizes(board, innerWidth, innerHeight);
  document.documentElement.style.setProperty("--number", `${number.toFixed(1)}px`);
  document.documentElement.style.setProperty("--text", `${text.toFixed(1)}px`);
}

/** Lines stand closer than a font's own height: what reaches over its edge by that little shows nothing cut off. */
const OVER_EDGE_EM = 0.12;

function overflows(element) {
  const slack = 1 + OVER_EDGE_EM * Number.parseFloat(getComputedStyle(element).fontSize);
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + slack;
}

/**
 * Whether everything in `element` can be seen. What is too long for any room gets smaller letters, by `--fit`: whole
 * at some distance is better than cut off.
 */
export function fits(element, smallest = 1) {
  for (let scale = 1; scale >= smallest - 0.001; scale -= 0.05) {
    element.style.setProperty("--fit", scale.toFixed(2));
    if (!overflows(element)) return true;
  }
  return false;
}

/** The same, but first words give way to numbers: what is marked with a sign stays without its word. */
export function fitTight(element, smallest) {
  element.classList.remove("tight");
  if (fits(element)) return true;
  element.classList.add("tight");
  return fits(element, smallest);
}
