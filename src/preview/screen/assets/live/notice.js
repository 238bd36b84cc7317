// The badge, and the findings above the page.

const CLOSED = "tertulia:closed";

const findings = () => root.querySelector("dialog");
const explanations = () => [...root.querySelectorAll("details[data-explain]")];

function showNotice({ notice: next, html }) {
  if (next === notice) return;
  notice = next;
  const made = document.createElement("template");
  made.innerHTML = html;
  root.querySelector("aside").replaceWith(made.content.querySelector("aside"));
  const dialog = made.content.querySelector("dialog");
  if (findings()?.dataset.print !== dialog?.dataset.print) replaceFindings(dialog);
  say(root.querySelector("aside").dataset.says);
}

function replaceFindings(dialog) {
  const open = explanations().filter((one) => one.open).map((one) => one.dataset.explain);
  // Closing gives the focus back to where it was.
  findings()?.close();
  findings()?.remove();
  if (dialog) root.append(dialog);
  for (const one of explanations()) one.open = open.includes(one.dataset.explain);
  showFindings();
}

// Puts the findings above the page, unless these were closed before.
function showFindings() {
  const dialog = findings();
  if (!dialog?.open) return;
  dialog.removeAttribute("open");
  if (sessionStorage.getItem(CLOSED) !== dialog.dataset.print) dialog.showModal();
}

function noteClosed({ target }) {
  sessionStorage.setItem(CLOSED, target.dataset.print);
}

// For browsers whose buttons do not open dialogs by themselves.
function showAgain({ target }) {
  if (target.closest("button.badge") && !findings().open) findings().showModal();
}

// Tells those who hear the page; the words are the server's.
function say(words) {
  root.querySelector("[role=status]").textContent = words.trim();
}

async function explain({ target }) {
  const code = target.open && target.dataset.explain;
  if (!code || target.querySelector(".meaning")) return;
  const answer = await fetch(`/_tertulia/explain/${code}`).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  const page = new DOMParser().parseFromString(text, "text/html");
  const meaning = page.querySelector(".meaning");
  if (!meaning || target.querySelector(".meaning")) return;
  // Its title and the finding that it shows stand above already.
  for (const known of meaning.querySelectorAll("h1, h1 + pre")) known.remove();
  target.replaceChildren(target.querySelector("summary"), meaning);
  ours.add(meaning);
}

function listenToFindings() {
  root.addEventListener("close", noteClosed, true);
  root.addEventListener("click", showAgain);
  root.addEventListener("toggle", explain, true);
  document.addEventListener("toggle", explain, true);
}
