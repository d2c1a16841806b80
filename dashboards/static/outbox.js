// What this device keeps of forms until they have arrived: one record a submission, by its id.
// Shared by the pages (drafts.js) and their worker (worker.js).
//
// state   draft: typed; sending: sent, until the service says it has it; refused: the service
//         said why not; arrived: nothing is left of it but the receipt, to be shown once
// fields  names and values, as the form sends them
// day     midnight of the day it last changed, in milliseconds
// sent    tells one sending from the next; tries, next: how often it failed, when to try again
const opened = new Promise((done, failed) => {
  const request = indexedDB.open("bilan", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("forms", { keyPath: "id" });
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});
opened.catch(() => {}); // then nothing is kept, and nothing says it is

async function within(mode, use) {
  const transaction = (await opened).transaction("forms", mode);
  const request = use(transaction.objectStore("forms"));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request?.result);
    transaction.onabort = () => failed(transaction.error);
  });
}

const kept = () => within("readonly", (forms) => forms.getAll());

// Keeps what `next` makes of the record there is; null removes it, undefined leaves it.
const change = (id, next) =>
  within("readwrite", (forms) => {
    const found = forms.get(id);
    found.onsuccess = () => {
      const made = next(found.result);
      if (made) forms.put({ ...made, id });
      if (made === null) forms.delete(id);
    };
  });

function draft(slug, fields) {
  return { slug, fields, state: "draft", day: new Date().setHours(0, 0, 0, 0) };
}

function outgoing(slug, fields) {
  const sent = Math.random();
  return { ...draft(slug, fields), state: "sending", sent, tries: 0, next: Date.now() + 30000 };
}

// Whether the service has not said yes or no: it was not reached, or could not answer now.
function unanswered(answer) {
  return !answer || answer.status >= 500 || [408, 425, 429].includes(answer.status);
}

async function deliver({ id, slug, fields, sent }) {
  const body = new URLSearchParams(fields);
  const sending = { method: "POST", mode: "same-origin", body, signal: AbortSignal.timeout?.(30000) };
  const answer = await fetch(`/s/${slug}`, sending).catch(() => undefined);
  // Where it leads tells that it arrived: anybody on the way can say 200.
  const arrived = answer?.ok && new URL(answer.url).pathname === `/s/${slug}/received`;
  const state = unanswered(answer) || answer.ok ? "sending" : "refused";
  await change(id, (now) => {
    if (now?.sent !== sent) return undefined; // it was changed or cleared meanwhile
    const { day, tries } = now;
    const { receipt } = Object.fromEntries(fields);
    if (arrived) return { slug, state: "arrived", day, receipt };
    const next = Date.now() + 15000 * 2 ** Math.min(tries, 2);
    return { ...now, state, tries: tries + 1, next };
  });
}

// Sends what waits, once in all pages and the worker together; `all` without waiting its turn.
async function flush(all) {
  const work = async () => {
    for (const record of await kept())
      if (record.state === "sending" && (all || record.next < Date.now())) await deliver(record);
  };
  if (!navigator.locks) return work();
  return navigator.locks.request("outbox", { ifAvailable: true }, (lock) => lock && work());
}
