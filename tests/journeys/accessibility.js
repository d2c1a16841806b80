// Measures that tests/journeys/test_accessibility.py takes in a page. Each returns what is wrong.

const CONTROLS = "a[href], button, input:not([type=hidden]), textarea, select, summary";
const SCROLLS = ".scroll, pre"; // tables and code may scroll by themselves (WCAG 1.4.10)
const HIDDEN = ".unseen, .skip"; // for the ear, or shown only while it has the focus

const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const named = (element) => element.outerHTML.slice(0, 120);
const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);

// A link in a sentence is exempt: its line decides (WCAG 2.5.8, "inline").
function inSentence(element) {
  const around = element.parentElement.textContent.trim();
  return element.matches("p > a, li > a, td > a") && around !== element.textContent.trim();
}

function smallTargets() {
  return all(CONTROLS)
    .filter((control) => !control.closest(HIDDEN) && !inSentence(control))
    .flatMap((control) => {
      const target = (control.matches("[type=radio], [type=checkbox]") && control.closest("label")) || control;
      const { width, height } = target.getBoundingClientRect();
      return width < 24 || height < 24 ? [`${width} × ${height}: ${named(control)}`] : [];
    });
}

function clipped() {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");
  for (const element of all("body *")) {
    if (element.closest(SCROLLS) || element.closest(HIDDEN)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const hides = [overflowX, overflowY].some((overflow) => ["hidden", "clip"].includes(overflow));
    const overflows =
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (overflows && (hides || element.matches("button, label"))) wrong.push(`cut: ${named(element)}`);
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const words = document.createRange();
      words.selectNodeContents(node);
      const { left, right } = words.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) wrong.push(`off the page: ${named(element)}`);
    }
  }
  return wrong;
}

function moving() {
  const wrong = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const durations = `${style.animationDuration},${style.transitionDuration}`.split(",").map(parseFloat);
      if (Math.max(...durations) > 0.01 || style.scrollBehavior === "smooth") wrong.push(named(element));
    }
  }
  return wrong;
}

const visited = new Set();

// Called after each press of Tab: null if the focus left the page or came round again.
function focusStop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  if (visited.has(element) && !["date", "time"].includes(element.type)) return null; // which have a stop for each part
  visited.add(element);
  const places = [element, element.closest("label")].filter(Boolean);
  const outlined = places.some((place) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(place);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
  });
  if (!outlined) return `no outline: ${named(element)}`;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
  const under = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
  const seen = under && places.some((place) => place.contains(under));
  return seen ? "" : `covered: ${named(element)}`;
}

function neverFocused() {
  return all(`${CONTROLS}, [tabindex="0"]`)
    .filter((control) => control.tabIndex >= 0 && !control.disabled && !visited.has(control))
    .filter(
      (control) =>
        control.type !== "radio" || ![...visited].some((radio) => radio.name === control.name),
    )
    .map(named);
}

// Of the interface: what participants wrote says its own language, whichever it is, a choice
// of languages names each in itself, and a questionnaire to choose is shown in both.
function otherLanguages() {
  return [...document.querySelectorAll("body [lang]:not(blockquote *, .said *, .ideas *, #said, .choice *, code, input, textarea, #language option, :has(+ .in-other))")].map(({ lang, textContent }) => [lang, textContent.trim()]);
}

// An answer to everything on the page, one that is accepted; of radio buttons, the last.
function fill() {
  for (const button of all("main [type=radio]")) button.click();
  for (const ticked of all("main .choices:has([type=checkbox])")) ticked.querySelector("input").click();
  for (const box of all("main input:not([type=radio], [type=checkbox]), main textarea")) {
    box.value = box.min || (box.closest(".code") ? (box.inputMode ? "12" : "Z") : box.inputMode ? "2" : "Zoom");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const select of all("main select")) select.selectedIndex = 1;
}

// Tables wait behind their summaries on a phone: what is measured is what a reader opens.
let unfolded = [];
function unfold() {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const folded of unfolded) folded.open = true;
}

function fold() {
  for (const folded of unfolded) folded.open = false;
}

// The measure taken with a style that a reader brings along, which no policy of the page keeps out.
function withStyle(measure) {
  return (css) => {
    const brought = new CSSStyleSheet();
    brought.replaceSync(css);
    document.adoptedStyleSheets.push(brought);
    try {
      return measure();
    } finally {
      document.adoptedStyleSheets.pop();
    }
  };
}

// All that axe goes by: where it is the same twice, so is what axe says.
function allThatStandsHere() {
  const fields = [...document.querySelectorAll("input, select, textarea")];
  return JSON.stringify([
    document.documentElement.outerHTML,
    fields.map(({ value, checked, disabled }) => [value, checked, disabled]),
    fields.indexOf(document.activeElement),
  ]);
}

Object.assign(window, { smallTargets, clipped, moving, focusStop, neverFocused, otherLanguages, fill, unfold, fold, withStyle, allThatStandsHere });
