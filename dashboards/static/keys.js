// Keys that press buttons, only while the focus is inside what they belong to (WCAG 2.1.4).
// data-keys: what keys belong to. data-key: the key that presses a button in it or, where there
// is none in it, on the page. J and K go from one to the next.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
  const within = event.target.closest("[data-keys]");
  if (!within || field || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  if (!/^[0-9a-z]$/.test(key)) return;
  if (key === "j" || key === "k") {
    const all = [...document.querySelectorAll("[data-keys]")];
    const next = all[all.indexOf(within) + (key === "j" ? 1 : -1)];
    if (next) go(next);
    event.preventDefault();
    return;
  }
  const button = within.querySelector(`[data-key="${key}"]`) || document.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  button.focus(); // where it is a choice, Enter then sends its form
  button.click();
});

function go(to) {
  const first = to.querySelector("[data-key]") || to.querySelector("a, button, summary");
  if (first) first.focus();
}
