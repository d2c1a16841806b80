// Keeps the slide as it is elsewhere: the service says that something changed, and the page is
// asked for again. Where its word does not get through, the page asks every few seconds instead.

const PAUSE = 5000; // between two questions
const SILENCE = 40000; // the service says at least every 15 seconds that it is there
const NO_WORD = 10000; // then something on the way holds back what it says
const AGAIN = 120000; // until the service is listened to again
let main = document.querySelector("main");
const heard = document.querySelector(".heard");

async function redraw() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  if (answer.redirected) {
    location.reload(); // whoever presents is no longer signed in
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.importNode(fresh.querySelector("main"), true);
  const changed = said(now);
  if (changed !== said(main)) heard.replaceChildren(...words(now).map((each) => each.cloneNode(true)));
  main.replaceWith(now);
  main = now;
  const nav = document.querySelector("nav");
  if (!nav.contains(document.activeElement)) nav.replaceWith(document.importNode(fresh.querySelector("nav"), true));
}

const words = (part) => Array.from(part.querySelectorAll("h1 span, .counted span, .state span"));
const said = (part) => words(part).map((each) => each.textContent).join();

async function keep(version) {
  if (version !== main.dataset.version) await redraw();
}

async function ask(until) {
  try {
    const answer = await fetch(main.dataset.count, { headers: { accept: "application/json" } });
    if (answer.ok) await keep((await answer.json()).version);
  } catch {
    // The network of the room may be busy; the next question will tell.
  }
  if (Date.now() < until) setTimeout(ask, PAUSE, until);
  else listen();
}

function listen() {
  if (!window.EventSource) {
    ask(Infinity);
    return;
  }
  const source = new EventSource(main.dataset.events);
  let patience = setTimeout(giveUp, NO_WORD);
  function giveUp() {
    source.close();
    clearTimeout(patience);
    ask(Date.now() + AGAIN);
  }
  function hear(event) {
    clearTimeout(patience);
    patience = setTimeout(giveUp, SILENCE);
    keep(event.data).catch(() => {}); // the next word will do
  }
  source.addEventListener("changed", hear);
  source.addEventListener("same", hear);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) giveUp(); // refused; else it comes again by itself
  });
}

listen();
