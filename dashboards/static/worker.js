// Stands between the form's pages and the network: keeps what is sent until it has arrived, and
// shows the form where there is no network. Its caches hold blank pages only.
// The service puts VERSION and outbox.js before this.
const CACHE = `bilan-${VERSION}`;
const LANGUAGES = ["fr", "en"];
const ASSETS = ["bilan.svg", "form.css", "form.js", "outbox.js", "drafts.js"].map(
  (name) => `/static/${name}`,
);
const both = (path) => LANGUAGES.map((language) => `${path}?lang=${language}`);
const SHARED = [...ASSETS, ...both("/s/kept.html")];
let offline = false;

async function add(urls) {
  const cache = await caches.open(CACHE);
  for (const url of urls)
    if (!(await cache.match(url))) await cache.add(new Request(url, { cache: "reload" }));
}

async function install() {
  await add(SHARED);
  for (const name of await caches.keys()) {
    const pages = await (await caches.open(name)).keys();
    const forms = pages.map(({ url }) => url).filter((url) => url.includes("/whole?"));
    await Promise.all(forms.map((url) => add([url]).catch(() => {}))); // it may be over
  }
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

function languageOf(url) {
  const wanted = [url.searchParams.get("lang"), ...navigator.languages, "fr"];
  return wanted.map((tag) => tag?.slice(0, 2)).find((tag) => LANGUAGES.includes(tag));
}

// The answer, unless it takes so long that the device had better answer.
function soon(network) {
  const late = new Promise((done) => setTimeout(done, 15000));
  return Promise.race([network, late]).catch(() => undefined);
}

const unable = (answer) => !answer || [502, 503, 504].includes(answer.status);

async function show(request, url, slug, part) {
  const page = part === "/received" || slug === "kept.html" ? "/s/kept.html" : `/s/${slug}/whole`;
  const here = await caches.match(`${page}?lang=${languageOf(url)}`);
  if (here && page === url.pathname) return here;
  const network = fetch(request);
  const answer = here && (await soon(network));
  offline = Boolean(here) && unable(answer);
  return offline ? here : network;
}

// The page that a tab goes back to: browsers ask for it from their cache alone, and then ask whether
// to send again. Nothing speaks against it: a move changes nothing, and a send counts once.
function anew({ url, headers }, fields) {
  const body = new URLSearchParams([...fields]);
  return new Request(url, { method: "POST", headers, body, redirect: "manual" });
}

// Keeps what is sent before it leaves; what only moves to another page is kept as a draft.
async function take(request, slug) {
  const sent = await request.clone().formData().catch(() => []);
  const fields = [...sent].filter(([name]) => name !== "go" && name !== "switch");
  const { id, lang, go, switch: other } = Object.fromEntries(sent);
  const sends = !other && [undefined, "", "send"].includes(go);
  const record = (sends ? outgoing : draft)(slug, fields);
  // What the history of a tab sends again was kept before, and typed on since; or it was cleared.
  const again = request.isHistoryNavigation || request.isReloadNavigation;
  const safe = await change(id, (now) => (!again || (now && sends) ? record : undefined))
    .then(kept)
    .then((records) => records.some((each) => each.id === id))
    .catch(() => false);
  const network = fetch(again ? anew(request, sent) : request);
  const answer = await soon(network);
  if (sends && !unanswered(answer) && answer.status >= 400)
    await change(id, (now) => now && { ...now, state: "refused" }).catch(() => {});
  if (!safe || !(sends ? unanswered : unable)(answer)) return network;
  offline = true;
  if (!sends) return Response.redirect(`/s/${slug}/whole?lang=${other ?? lang}#draft=${id}`, 303);
  registration.sync?.register("outbox").catch(() => {}); // not every browser has it, or allows it
  return Response.redirect(`/s/kept.html?lang=${lang}`, 303);
}

async function asset(request, path) {
  const here = () => caches.match(path);
  return (offline && (await here())) || fetch(request).catch(here);
}

// The browser tries again later what fails here.
async function retry() {
  await flush(true);
  if ((await kept()).some(({ state }) => state === "sending")) throw new Error("still waiting");
}

oninstall = (event) => event.waitUntil(install());
onactivate = (event) => event.waitUntil(activate());
onsync = (event) => event.waitUntil(retry());
onmessage = (event) =>
  event.waitUntil(add([...SHARED, ...both(`/s/${event.data}/whole`)]).catch(() => {}));
onfetch = (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const [, slug, part] = url.pathname.match(/^\/s\/([^/]+)(\/whole|\/received)?$/) ?? [];
  if (ASSETS.includes(url.pathname)) event.respondWith(asset(request, url.pathname));
  else if (!slug || request.mode !== "navigate") return;
  else if (request.method === "POST") event.respondWith(take(request, slug));
  else event.respondWith(show(request, url, slug, part));
};
