// What a page folds away: a button opens all of it, a phone starts with less, paper has everything.
//
// Without this every fold still opens and closes by itself, and style.css opens them on paper in
// browsers that let it.

// On a phone these start closed: what they hold is long, and what it says stands beside them.
if (!window.matchMedia("(min-width: 46rem)").matches) {
  for (const roomy of document.querySelectorAll(".numbers, .fold.roomy")) roomy.open = false;
}

// A link to a fold opens it.
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

openTarget();
window.addEventListener("hashchange", openTarget);

for (const button of document.querySelectorAll("button[data-unfold]")) {
  const folds = [...document.querySelectorAll(`${button.dataset.unfold} .fold`)];
  const texts = { true: button.dataset.close, false: button.textContent };
  const allOpen = () => folds.every((fold) => fold.open);
  const say = () => {
    button.textContent = texts[allOpen()];
  };
  button.addEventListener("click", () => {
    const open = !allOpen();
    for (const fold of folds) fold.open = open;
    say();
  });
  for (const fold of folds) fold.addEventListener("toggle", say);
  button.hidden = false;
}

if (!CSS.supports("selector(::details-content)")) {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    for (const fold of closed) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}
