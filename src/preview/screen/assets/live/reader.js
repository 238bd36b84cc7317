// What the reader did to the page: where they are, what they opened, typed and chose.

const KEPT = "tertulia:kept";
const ANCHORS_MAX = 12;
const FIELDS = "input:not([type=password], [type=file], [type=hidden]), textarea, select";
const NAMED = `details, ${FIELDS}, a, button, [tabindex]`;

// Keeps what is read where it is while what stands above it grows or shrinks. The browser's own
// way of doing so must not do it a second time. Gives what to call when all is done.
function holdScroll() {
  if (scrollY === 0) return () => {};
  const anchors = findAnchors();
  const style = new CSSStyleSheet();
  style.replaceSync("html, body { overflow-anchor: none !important; }");
  document.adoptedStyleSheets.push(style);
  const release = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== style);
  };
  return () => {
    const isThere = ({ element }) => element.isConnected && element.getClientRects().length;
    const anchor = anchors.find(isThere);
    const moved = anchor ? anchor.element.getBoundingClientRect().top - anchor.top : 0;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(release));
  };
}

// Gives the first elements that begin in sight and move with the page.
function findAnchors() {
  const anchors = [];
  for (const element of document.body.querySelectorAll("*")) {
    const { top, height } = element.getBoundingClientRect();
    if (!height || top < 0 || top >= innerHeight || holdsStill(element)) continue;
    if (anchors.push({ element, top }) === ANCHORS_MAX) break;
  }
  return anchors;
}

function holdsStill(element) {
  for (let at = element; at; at = at.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
  }
  return false;
}

const isTick = ({ type }) => type === "checkbox" || type === "radio";
const isDetails = ({ localName }) => localName === "details";
const isSelect = ({ localName }) => localName === "select";

// Names elements so that the same ones are found in the page's next document.
function named() {
  const [names, counts] = [new Map(), new Map()];
  for (const element of document.querySelectorAll(NAMED)) {
    const { localName, id, name, type } = element;
    const own = isDetails(element) ? element.querySelector("summary")?.textContent
      : isTick(element) && element.value;
    const said = JSON.stringify([localName, id, name, type, own]);
    counts.set(said, (counts.get(said) ?? 0) + 1);
    names.set(said + counts.get(said), element);
  }
  return names;
}

function state(element) {
  if (isDetails(element)) return element.open;
  if (isTick(element)) return element.checked;
  return isSelect(element) ? [...element.options].map(({ selected }) => selected) : element.value;
}

function setState(element, value) {
  if (isDetails(element)) element.open = value;
  else if (isTick(element)) element.checked = value;
  else if (!isSelect(element)) element.value = value;
  else if (element.options.length === value.length) {
    [...element.options].forEach((option, at) => { option.selected = value[at]; });
  }
}

// Tells whether an element says something else than the server's document.
function isChanged(element) {
  if (isDetails(element)) return true;
  if (!element.matches(FIELDS)) return false;
  if (isTick(element)) return element.checked !== element.defaultChecked;
  if (!isSelect(element)) return element.value !== element.defaultValue;
  return [...element.options].some((option) => option.selected !== option.defaultSelected);
}

// Gives what was opened, typed and chosen, and where the caret stands.
function remember() {
  const things = [...named()].map(([name, element]) => {
    const isFocused = element === document.activeElement;
    const value = isChanged(element) ? state(element) : null;
    const caret = isFocused ? [element.selectionStart ?? null, element.selectionEnd ?? null] : null;
    return { element, name, value, isFocused, caret };
  });
  return things.filter(({ value, isFocused }) => value !== null || isFocused);
}

function recall(things) {
  if (!things.length) return;
  const names = named();
  for (const { name, value, isFocused, caret } of things) {
    const element = names.get(name);
    if (!element) continue;
    if (value !== null) setState(element, value);
    if (isFocused) element.focus({ preventScroll: true });
    if (caret && caret[0] !== null) element.setSelectionRange(...caret);
  }
}

function reload() {
  const things = remember().map(({ element, ...thing }) => thing);
  sessionStorage.setItem(KEPT, JSON.stringify({ page, things }));
  location.reload();
}

function recallLoaded() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept?.page === page) recall(kept.things);
}
