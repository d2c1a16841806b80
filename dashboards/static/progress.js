// Follows a job while it runs: asks how far it is, and shows the page again once it ended.

const PAUSE = 2000;
const status = document.querySelector("[data-job]");
const bar = document.querySelector("progress");

async function ask() {
  try {
    const answer = await fetch(status.dataset.job, { headers: { accept: "application/json" } });
    if (answer.ok) {
      const job = await answer.json();
      if (job.state !== "queued" && job.state !== "running") {
        location.reload();
        return;
      }
      if (job.progress) bar.value = job.progress;
    }
  } catch {
    // The service may be restarting; the next question will tell.
  }
  setTimeout(ask, PAUSE);
}

setTimeout(ask, PAUSE);
