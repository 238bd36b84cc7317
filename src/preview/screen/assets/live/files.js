// Files that the page uses: a new one takes the place of the old where it stands.

const SHEET_MAX_MS = 5000;
const USERS = "img, source, video, audio, embed, object, iframe, input, link[rel~=icon]";

let renewals = Date.now();

const pathOf = (url) => new URL(url, document.baseURI).pathname;
const isOwn = (url) => new URL(url, document.baseURI).origin === location.origin;

// Gives a URL under which the browser has nothing yet.
function renewed(url) {
  const next = new URL(url, document.baseURI);
  renewals += 1;
  next.searchParams.set("tertulia", renewals);
  return next.href;
}

// The old sheet goes when the new one is there, so that the page is never undressed.
function replaceSheet(old, link) {
  ours.add(old);
  const done = () => old.remove();
  link.addEventListener("load", done, { once: true });
  link.addEventListener("error", done, { once: true });
  setTimeout(done, SHEET_MAX_MS);
  old.after(link);
}

function renewSheet(old) {
  const link = old.cloneNode();
  link.href = renewed(old.href);
  replaceSheet(old, link);
}

function ownSheets() {
  const links = [...document.querySelectorAll("link[rel~=stylesheet][href]")];
  return links.filter((link) => !ours.has(link) && isOwn(link.href));
}

function renewImages(isStale) {
  for (const element of document.querySelectorAll(USERS)) {
    let isNew = false;
    for (const name of ["src", "poster", "data", "href", "srcset"]) {
      const value = element.getAttribute(name) ?? "";
      const next = name === "srcset" ? renewedSet(value, isStale)
        : value && isStale(value) ? renewed(value) : value;
      if (next === value) continue;
      element.setAttribute(name, next);
      isNew = true;
    }
    if (isNew && element.localName === "source") element.closest("audio, video")?.load();
  }
}

function renewedSet(set, isStale) {
  return set.replace(/[^\s,]\S*[^\s,]/g, (url) => isStale(url) ? renewed(url) : url);
}

// Shows all files of the site anew: some may have changed while nobody told us.
function renewAll() {
  ownSheets().forEach(renewSheet);
  renewImages(isOwn);
}

async function showFile({ path }) {
  const wanted = pathOf(path);
  const isIt = (url) => pathOf(url) === wanted;
  const uses = performance.getEntriesByType("resource").filter(({ name }) => isIt(name));
  if (isRun(wanted, isIt, uses)) return reload();
  if (uses.length) await fetch(wanted, { cache: "reload" }).catch(() => null);
  const sheets = ownSheets();
  const named = sheets.filter(({ href }) => isIt(href));
  // Otherwise a sheet may use it: an image, a font, another sheet.
  const isInSheet = !named.length && uses.some(({ initiatorType }) => initiatorType === "css");
  (isInSheet ? sheets : named).forEach(renewSheet);
  renewImages(isIt);
}

// Tells whether the page runs a file. What ran cannot be taken back.
function isRun(wanted, isIt, uses) {
  if ([...document.scripts].some((one) => isProgram(one) && one.src && isIt(one.src))) return true;
  return uses.length > 0 && /\.(m?js|wasm)$/.test(wanted);
}
