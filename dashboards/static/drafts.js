// Keeps on this device what is typed, says so, and offers what an earlier visit left there.
const form = document.querySelector("form[data-clear]");
const list = document.querySelector(".kept");
const language = document.documentElement.lang;
const slug = location.pathname.split("/")[2];
const address = `/s/${slug}?lang=${language}`;
const draftOf = new URLSearchParams(location.hash.slice(1)).get("draft");
const known = form && "blank" in form.dataset && history.state; // this page was here before
let timer; // what was typed is about to be kept

const id = () => form.elements.id.value;
const fields = () => [...new FormData(form)];

function set(name, value, into = form) {
  const field = document.createElement("input");
  into.append(Object.assign(into.elements[name] ?? field, { type: "hidden", name, value }));
}

// --- a participant has one id, after going back too, and on a page out of the cache ---

const random = (count) => [...crypto.getRandomValues(new Uint8Array(count))];

// As surveys.receipts.new_receipt.
function newReceipt() {
  const signs = random(12).map((byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte & 31]);
  return signs.join("").replace(/.{4}(?=.)/g, "$&-");
}

// As surveys.submissions.day_ordered_id: a version 7 UUID that says the day and nothing finer.
function newId() {
  const bytes = random(10);
  bytes[0] = (bytes[0] & 0x0f) | 0x70;
  bytes[2] = (bytes[2] & 0x3f) | 0x80;
  const day = (Date.now() - (Date.now() % 864e5)).toString(16).padStart(12, "0");
  const all = day + bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return all.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function fill() {
  const record = (await kept()).find((each) => each.id === draftOf);
  for (const [name, value] of record?.fields ?? []) {
    const boxes = form.querySelectorAll(`[name="${name}"]:is([type=radio], [type=checkbox])`);
    for (const box of boxes) box.checked ||= box.value === value;
    if (boxes.length || ["lang", "page", "reviewed"].includes(name)) continue;
    const field = form.elements[name];
    if (field && field.type !== "hidden") field.value = value;
    else set(name, value);
  }
  stayTheSame();
  form.oninput(); // what is asked depends on what was answered
}

// What was typed on a page that is reloaded or gone back to, and on the pages after it: the server
// only knows what was sent from it. The review shows what it sends, and stays as it is.
function bringBack(record) {
  const given = new Map();
  for (const [name, value] of record.fields)
    if (/^q\.|^quotable$/.test(name)) given.set(name, [...(given.get(name) ?? []), value]);
  for (const field of form.querySelectorAll('[name^="q."]')) {
    const values = given.get(field.name) ?? [];
    if (field.type === "hidden") field.remove();
    else if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  for (const [name, values] of given)
    for (const value of form.elements[name] ? [] : values)
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.oninput();
}

function stayTheSame() {
  const invitation = new URLSearchParams(location.search).get("i");
  if (invitation) set("invitation", invitation);
  const { id, receipt } = form.elements;
  const made = { id: id.value || newId(), receipt: receipt?.value || newReceipt() };
  const same = (draftOf ? null : history.state) ?? made;
  history.replaceState(same, "");
  for (const name in same) set(name, same[name]);
}

// --- the draft ---

async function keep(record = draft(slug, fields())) {
  clearTimeout(timer);
  timer = 0;
  await change(id(), () => record).then(say, () => {});
}

function say() {
  document.querySelector(".draft").hidden = false;
  form.dataset.kept = "yes";
}

function keepWhenSent(event) {
  if (event.defaultPrevented) return;
  const { name, value } = event.submitter ?? {};
  const sends = name !== "switch" && [undefined, "", "send"].includes(value);
  if (sends) sessionStorage.sent = id();
  keep((sends ? outgoing : draft)(slug, fields()));
}

function keepTyping() {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
  });
  form.addEventListener("submit", keepWhenSent);
  addEventListener("pagehide", () => timer && keep());
  document.addEventListener("visibilitychange", () => timer && keep());
}

async function takeUp(again) {
  const record = (await kept()).find((each) => each.id === id());
  if (record) say();
  if (again && record?.state === "draft" && form.elements.page?.value !== "review") bringBack(record);
  if (document.querySelector(".problems") || record?.state === "draft") await keep();
}

// --- where no service can say what is missing ---

function* missing() {
  const given = new FormData(form);
  for (const question of form.querySelectorAll("[data-required]")) {
    const names = [...question.querySelectorAll("[name]")].map((box) => box.name);
    if (question.closest("[hidden]") || names.every((name) => given.get(name)?.trim())) continue;
    yield question.matches("fieldset") ? question : question.querySelector("[name]");
  }
}

function check(event) {
  for (const said of form.querySelectorAll(".missing")) said.remove();
  const controls = event.submitter?.name === "switch" ? [] : [...missing()];
  for (const control of controls) {
    const words = document.querySelector("template.missed").content.cloneNode(true);
    const described = control.getAttribute("aria-describedby") ?? "";
    words.firstElementChild.id = `problem-${control.id}`;
    control.setAttribute("aria-describedby", `${described} problem-${control.id}`.trim());
    control.closest(".question").querySelector("legend, label").after(words);
  }
  if (!controls.length) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // before form.js believes that it is being sent
  controls[0].focus();
  controls[0].closest(".question").scrollIntoView();
}

// --- what waits on this device ---

function resume({ slug, fields }, go) {
  const again = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  again.setAttribute("action", `/s/${slug}`);
  for (const [name, value] of [...fields, ["go", go]])
    again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  set("lang", language, again);
  document.body.append(again);
  again.submit();
}

function row(record) {
  const words = list.querySelector(`template[data-state=${record.state}]`).content;
  const line = words.firstElementChild.cloneNode(true);
  const says = line.querySelector("p");
  const day = new Date(record.day);
  const written = day.toLocaleDateString(`${language}-CA`, { day: "numeric", month: "long" });
  says.textContent = says.textContent.replace("{day}", written);
  for (const code of line.querySelectorAll("strong")) code.textContent = record.receipt;
  Object.assign(line.dataset, { id: record.id, state: record.state });
  for (const button of line.querySelectorAll("button")) {
    const { page = 1 } = Object.fromEntries(record.fields);
    button.onclick = () => resume(record, button.value || page);
  }
  return line;
}

async function show() {
  const everything = slug === "kept.html";
  const here = form ? id() : "";
  const records = (await kept()).filter((each) => everything || each.slug === slug);
  const lines = list.querySelector("ul");
  const old = new Map([...lines.children].map((line) => [line.dataset.id, line]));
  for (const record of records.filter((each) => each.id !== here)) {
    const line = old.get(record.id);
    old.delete(record.id);
    if (line?.dataset.state === record.state) continue; // whoever reads or presses it goes on
    line?.remove();
    lines.append(row(record));
    if (record.state === "arrived") await change(record.id, () => null); // it is said once
  }
  for (const line of old.values()) if (line.dataset.state !== "arrived") line.remove();
  const states = [...lines.children].map((line) => line.dataset.state);
  list.hidden = !everything && !states.length;
  if (!states.length) states.push("nothing");
  for (const part of list.querySelectorAll("[data-when]"))
    part.hidden = !part.dataset.when.split(" ").some((state) => states.includes(state));
}

async function clear() {
  clearTimeout(timer);
  timer = 0;
  const ids = [form && id(), sessionStorage.sent, ...(await kept()).map((each) => each.id)];
  sessionStorage.cleared = [sessionStorage.cleared, ...ids].join(" ");
  await within("readwrite", (forms) => forms.clear());
  for (const name of (await self.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    for (const page of await cache.keys()) if (page.url.includes("/whole?")) cache.delete(page);
  }
  form?.reset();
}

// To a blank form, or where there is none now, to the page that says that nothing is kept.
async function leave() {
  const reached = await fetch(address).then((answer) => answer.ok, () => false);
  location.replace(reached ? address : `/s/kept.html?lang=${language}`);
}

// The history of a tab brings pages back: those that were sent say so, those cleared stay gone.
function comeBack(event) {
  if (event?.persisted) takeUp(true);
  const { cleared = "", arrived = "" } = sessionStorage;
  if (cleared.includes(id())) leave();
  document.querySelector(".already").hidden = !arrived.includes(id());
}

// At once, for whoever goes back at once; where nothing can be kept, nothing is.
function haveArrived() {
  const { arrived, sent } = sessionStorage;
  if (document.querySelector(".received") && sent) sessionStorage.arrived = [arrived, sent].join(" ");
}

async function tick(all) {
  await flush(all).catch(() => {});
  if (list) await show();
}

async function start() {
  for (const { id, state, day } of await kept())
    if (state !== "sending" && Date.now() - day > 30 * 864e5) await change(id, () => null);
  if (form) {
    if (draftOf) await fill();
    comeBack();
    addEventListener("pageshow", comeBack);
    await takeUp(known || performance.getEntriesByType("navigation")[0]?.type !== "navigate");
  }
  if (document.querySelector(".received") && sessionStorage.sent)
    await change(sessionStorage.sent, () => null);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-clear-device]");
    if (!button) return;
    event.preventDefault(); // not before the device is clear
    await clear();
    if (button.type === "submit") button.form.submit();
    else await leave();
  });
  addEventListener("online", () => tick(true));
  setInterval(tick, 15000);
  if (list) await show(); // on a weak line sending takes a while: nobody should answer again meanwhile
  await tick(true);
}

if (form) {
  if ("whole" in form.dataset) form.addEventListener("submit", check, true);
  if ("blank" in form.dataset && !draftOf) stayTheSame();
  keepTyping();
}
try {
  haveArrived();
} catch {}
opened.then(start, () => {});
// Not before the page is there; and only where the line is private, or browsers have no worker.
async function askTheWorkerToKeepThisForm() {
  await navigator.serviceWorker.register("/s/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage(slug);
}

if (form && "blank" in form.dataset && "serviceWorker" in navigator)
  addEventListener("load", () => askTheWorkerToKeepThisForm().catch(() => {}));
