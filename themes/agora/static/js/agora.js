// What scripts add to a page that works without them: copy buttons, tabs, and the mark of where
// the reader is in the table of contents. Words come from the script element's attributes.
(() => {
  "use strict";
  const words = document.currentScript.dataset;

  function addCopyButtons() {
    if (!navigator.clipboard) return;
    for (const pre of document.querySelectorAll(".code > pre")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(pre.textContent.trimEnd());
        } catch {
          return;
        }
        button.textContent = words.copied;
        setTimeout(() => { button.textContent = words.copy; }, 2000);
      });
      pre.after(button);
    }
  }

  function select(buttons, panels, index) {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === index));
      button.tabIndex = at === index ? 0 : -1;
      panels[at].hidden = at !== index;
    });
  }

  function moveWithKeys(event, buttons, panels) {
    const at = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(buttons, panels, to);
    buttons[to].focus();
  }

  function makeTabs(box, number) {
    const panels = [...box.querySelectorAll(":scope > .tab")];
    if (panels.length < 2) return;
    const list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    if (box.dataset.title) list.setAttribute("aria-label", box.dataset.title);
    const buttons = panels.map((panel, index) => {
      const button = document.createElement("button");
      const title = panel.querySelector(":scope > .tab-title");
      button.type = "button";
      button.id = `tab-${number}-${index}`;
      button.textContent = title.textContent;
      button.setAttribute("role", "tab");
      panel.id ||= `tab-panel-${number}-${index}`;
      panel.tabIndex = 0;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.setAttribute("aria-controls", panel.id);
      title.hidden = true;
      list.append(button);
      return button;
    });
    buttons.forEach((button, index) => button.addEventListener("click", () => select(buttons, panels, index)));
    list.addEventListener("keydown", (event) => moveWithKeys(event, buttons, panels));
    box.prepend(list);
    select(buttons, panels, 0);
  }

  let reading;

  function followReader() {
    reading?.disconnect();
    const links = new Map();
    for (const link of document.querySelectorAll(".toc-beside a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    if (!links.size || !("IntersectionObserver" in window)) return;
    reading = new IntersectionObserver((entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      for (const [heading, link] of links) {
        if (heading === seen.target) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "0px 0px -70% 0px" });
    for (const heading of links.keys()) reading.observe(heading);
  }

  addCopyButtons();
  document.querySelectorAll(".tabs").forEach(makeTabs);
  followReader();
  // The preview changes a page where it stands, and says so.
  document.addEventListener("tertulia:patched", followReader);
})();
