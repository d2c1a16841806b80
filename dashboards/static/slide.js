// Keeps the count of the slide fresh, and shows the slide again once the survey opens or closes.

const PAUSE = 5000;
const slide = document.querySelector("[data-count]");

async function ask() {
  try {
    const answer = await fetch(slide.dataset.count, { headers: { accept: "application/json" } });
    if (answer.ok) {
      const { state, said } = await answer.json();
      if (state !== slide.dataset.state) {
        location.reload();
        return;
      }
      if (state === "open") show(said);
    }
  } catch {
    // The network of the room may be busy; the next question will tell.
  }
  setTimeout(ask, PAUSE);
}

function show(said) {
  for (const line of slide.querySelectorAll(".state [lang]")) {
    if (line.textContent !== said[line.lang]) line.textContent = said[line.lang];
  }
}

setTimeout(ask, PAUSE);
