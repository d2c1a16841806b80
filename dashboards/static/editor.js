// While a questionnaire is typed: line numbers at once, remarks and previews half a second after the
// last key, from the page that the button "Check" would show. A connection that is lost is said, and
// tried again; what is typed stays where it is.
"use strict";
(() => {
  const form = document.getElementById("editor");
  const text = document.getElementById("text");
  const state = document.getElementById("state");
  const PAUSE = 500, AGAIN = 5000;
  const REPLACED = ["lines", "summary", "findings", "roster", "publish"];
  let waiting = 0, asking = null, sent = false;
  let changed = "changed" in form.dataset;

  const say = (words, lost = false) => {
    state.textContent = words;
    state.classList.toggle("lost", lost);
  };

  const number = () => {
    const lines = document.getElementById("lines");
    const typed = text.value.split("\n");
    while (lines.children.length > typed.length) lines.lastElementChild.remove();
    typed.forEach((line, place) => {
      let row = lines.children[place];
      if (!row) {
        row = lines.appendChild(document.createElement("li"));
        row.appendChild(document.createElement("code"));
      }
      const mirror = row.firstElementChild;
      if (mirror.textContent !== line) mirror.textContent = line;
    });
  };

  const later = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(check, delay);
  };

  const show = (page) => {
    for (const id of REPLACED) {
      const fresh = page.getElementById(id), old = document.getElementById(id);
      if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    }
    for (const frame of document.querySelectorAll("iframe")) {
      const fresh = page.getElementById(frame.id);
      if (fresh && fresh.srcdoc && fresh.srcdoc !== frame.srcdoc) {
        const at = frame.contentWindow ? frame.contentWindow.scrollY : 0;
        frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, at), { once: true });
        frame.srcdoc = fresh.srcdoc;
      }
    }
  };

  const check = async () => {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    say(form.dataset.checking);
    try {
      const answer = await fetch(form.dataset.check + location.search, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        signal: mine.signal,
      });
      if (answer.redirected || answer.status === 401) return say(form.dataset.signedOut, true);
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asking) return;
      show(page);
      say(changed ? form.dataset.unsaved : "");
    } catch (problem) {
      if (problem.name === "AbortError") return;
      say(form.dataset.lost, true);
      later(AGAIN);
    }
  };

  text.addEventListener("input", () => {
    changed = true;
    number();
    later(PAUSE);
  });
  form.addEventListener("change", (event) => { if (event.target.id === "cohort") later(0); });
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; number(); });
  addEventListener("beforeunload", (event) => { if (changed && !sent) event.preventDefault(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button"));
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    const before = text.value.split("\n").slice(0, link.dataset.line - 1);
    const line = text.value.split("\n")[link.dataset.line - 1] || "";
    const start = before.join("\n").length + (before.length ? 1 : 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start + line.length);
    document.getElementById("lines").children[link.dataset.line - 1].scrollIntoView({ block: "center" });
  });
})();
