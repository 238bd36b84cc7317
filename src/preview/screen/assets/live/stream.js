// What the server says while the page is open.

const REFUSED = "tertulia:refused";
const PAUSE_MIN_MS = 400;
const PAUSE_MAX_MS = 5000;

// A browser opens six connections to a server: tabs out of sight give theirs to the one in sight.
const tabs = new BroadcastChannel("tertulia");
const events = { page: showPage, notice: showNotice, file: showFile, go, reload };

let before = firstDocument().catch(() => null);
let touched = [];
let turns = Promise.resolve();
let source = null;
let pause = PAUSE_MIN_MS;
let isBehind = false;

async function showPage({ version: next, html }) {
  if (next === version) return;
  const after = parse(html);
  const plan = new Plan(await before ?? unsure("its first document is not known"), after.server);
  plan.carryOut();
  before = after.server;
  version = after.version;
  touched = plan.touched;
  say(root.querySelector("aside").dataset.patched);
  showNotice({ notice: after.notice, html: after.inner });
  document.dispatchEvent(new CustomEvent("tertulia:patched"));
}

// Goes to the page that was edited. On that page nothing moves while the edit is in sight.
function go({ url }) {
  const goal = new URL(url, location.href);
  if (goal.pathname !== location.pathname) return location.assign(goal);
  const place = document.getElementById(decodeURIComponent(goal.hash.slice(1)));
  const edited = touched.filter((element) => element.isConnected && headingOf(element) === place);
  if (!place || [place, ...edited].some(isInSight)) return;
  history.replaceState(history.state, "", goal);
  place.scrollIntoView({ block: "start", behavior: "instant" });
}

function headingOf(element) {
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  const isBefore = (heading) => heading.compareDocumentPosition(element) & after;
  return [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].findLast(isBefore);
}

function isInSight(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && height < 2 * innerHeight && top < innerHeight && bottom > 0;
}

function connect() {
  if (source) return;
  const asked = new URLSearchParams({ token, page, version, notice });
  source = new EventSource(`/_tertulia/live?${asked}`);
  for (const [name, act] of Object.entries(events)) {
    source.addEventListener(name, ({ data }) => inTurn(() => act(JSON.parse(data))));
  }
  source.addEventListener("open", opened);
  source.addEventListener("error", lost);
}

function inTurn(act) {
  turns = turns.then(act).catch((why) => {
    console.debug(`tertulia: ${why.message}; the page is loaded again`);
    reload();
  });
}

function disconnect() {
  source?.close();
  source = null;
  isBehind = true;
}

function opened() {
  pause = PAUSE_MIN_MS;
  sessionStorage.removeItem(REFUSED);
  host.removeAttribute("data-stopped");
  if (isBehind) renewAll();
  isBehind = false;
}

// The stream ended: waits for the server. If it refused us, this page is of another run and is
// loaded again; but only once, since it may have another reason.
async function lost({ target }) {
  if (target !== source) return;
  const isRefused = source.readyState === EventSource.CLOSED;
  disconnect();
  do await rest(); while (!source && !await isAnswering());
  if (source) return;
  if (isRefused && !sessionStorage.getItem(REFUSED)) {
    sessionStorage.setItem(REFUSED, "1");
    return reload();
  }
  if (isRefused) showStopped();
  connect();
}

async function isAnswering() {
  const isUp = await fetch("/__ping", { cache: "no-store" }).then(({ ok }) => ok, () => false);
  if (!isUp) showStopped();
  return isUp;
}

function showStopped() {
  if (host.hasAttribute("data-stopped")) return;
  host.setAttribute("data-stopped", "");
  say(root.querySelector("aside").dataset.stopped);
}

// Waits, longer each time, but no longer than until the reader looks again.
function rest() {
  return new Promise((resolve) => {
    setTimeout(resolve, pause);
    pause = Math.min(pause * 1.6, PAUSE_MAX_MS);
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

function takeOver() {
  if (document.hidden) return;
  tabs.postMessage("here");
  connect();
}

function giveWay() {
  if (document.hidden && source) disconnect();
}

tabs.addEventListener("message", giveWay);
document.addEventListener("visibilitychange", takeOver);
addEventListener("pagehide", disconnect);
addEventListener("pageshow", ({ persisted }) => persisted && takeOver());
recallLoaded();
listenToFindings();
showFindings();
takeOver();
