// Keeps an open page of the preview as the site is. The server sends the page's new document; what
// differs from its last one is done to the open page and nothing else is touched, so that whatever
// the reader opened, typed, selected or scrolled to stays. All is planned before anything is done:
// where the plan cannot be sure, the page is loaded again and what was typed comes with it.
//
// This file: the open page, and documents of the server.

const script = document.currentScript;
const host = script.previousElementSibling;
const root = host.shadowRoot ?? attachRoot();
const { token, page } = script.dataset;
let { version, notice } = script.dataset;

// What we put into the page: it is in no document of the server's.
const ours = new WeakSet([host, script]);

// For browsers that do not know a shadow root in markup.
function attachRoot() {
  const made = host.attachShadow({ mode: "open" });
  made.append(host.firstElementChild.content);
  return made;
}

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();
const isSheet = (node) => node.nodeName === "LINK" && node.relList.contains("stylesheet");
const isProgram = ({ nodeName, type }) => nodeName.toUpperCase() === "SCRIPT"
  && (!type || /^(module|importmap|speculationrules)$|(java|ecma)script/i.test(type));

// Reads a document of the server, and takes out what stands beside the page's own content.
function parse(html) {
  const server = new DOMParser().parseFromString(html, "text/html");
  const tag = [...server.querySelectorAll("script[data-token][data-version]")].at(-1);
  const box = tag.previousElementSibling;
  const parsed = { server, inner: box.firstElementChild.innerHTML, ...tag.dataset };
  box.remove();
  tag.remove();
  return parsed;
}

// Scripts of the theme may have changed the open page by now, so the server's words are asked for.
async function firstDocument() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  const first = parse(await answer.text());
  return first.version === version ? first.server : null;
}

// Gives what cannot change in an open page: its programs, its templates, what rules its URLs.
function fixtures(server) {
  const fixed = [...server.querySelectorAll("script, template, base, meta[http-equiv]")];
  const told = fixed.filter((node) => node.nodeName !== "SCRIPT" || isProgram(node));
  return [server.compatMode, ...told.map((node) => node.outerHTML)].join("\n");
}

function unsure(why) {
  throw new Error(why);
}
