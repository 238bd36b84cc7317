// What is done to the open page, planned as a whole: nothing is touched before all is sure.

class Plan {
  acts = [];
  touched = [];

  constructor(before, after) {
    if (fixtures(before) !== fixtures(after)) unsure("its scripts differ");
    this.before = before;
    this.attributes(before.documentElement, after.documentElement, document.documentElement);
    this.node(before.head, after.head, document.head);
    this.node(before.body, after.body, document.body);
  }

  carryOut() {
    const things = remember();
    const settle = holdScroll();
    this.acts.forEach((act) => act());
    recall(things.filter(({ element }) => !element.isConnected));
    settle();
  }

  // Plans that a node becomes what it now is; gives the node that will stand there.
  node(old, next, live) {
    if (old.isEqualNode(next)) return live;
    if (!isElement(old)) return this.text(next.data, live);
    if (isSheet(old) || isSheet(next)) return this.sheet(live, document.importNode(next));
    if (/^(audio|video|object)$/i.test(old.nodeName)) return this.instead(live, this.fresh(next));
    if (old.nodeName === "NOSCRIPT") return live;
    if (kind(old) !== kind(next)) this.refuseDressed(next);
    this.attributes(old, next, live);
    this.children(old, next, live);
    return live;
  }

  // Replaces only what differs, so that a selection in the rest stays.
  text(next, live) {
    const now = live.data;
    const most = Math.min(now.length, next.length);
    let start = 0, end = 0;
    while (start < most && now[start] === next[start]) start += 1;
    while (end < most - start && now.at(-1 - end) === next.at(-1 - end)) end += 1;
    const middle = next.slice(start, next.length - end);
    this.acts.push(() => live.replaceData(start, now.length - start - end, middle));
    if (live.parentElement) this.touched.push(live.parentElement);
    return live;
  }

  sheet(live, link) {
    this.acts.push(() => replaceSheet(live, link));
    return link;
  }

  instead(live, copy) {
    this.acts.push(() => live.replaceWith(copy));
    return copy;
  }

  // An attribute that the server left alone belongs to the reader and to scripts.
  attributes(old, next, live) {
    for (const name of new Set([...old.getAttributeNames(), ...next.getAttributeNames()])) {
      if (old.getAttribute(name) === next.getAttribute(name)) continue;
      const attribute = next.getAttributeNode(name);
      this.acts.push(() => {
        if (name === "class") {
          live.classList.remove(...old.classList);
          live.classList.add(...next.classList);
        } else if (attribute) live.setAttributeNode(document.importNode(attribute));
        else live.removeAttribute(name);
      });
    }
  }

  children(old, next, live) {
    const [olds, nexts] = [[...old.childNodes], [...next.childNodes]];
    const there = counterparts(old, live) ?? unsure("scripts have changed this part");
    const { nodes, isDressed } = there;
    const found = partners(olds, nexts);
    const staying = new Set(found);
    const isRebuilt = staying.has(null) || olds.some((_, at) => !staying.has(at));
    // Scripts and extensions put things into head and body that have nothing to do with the rest.
    const isOpen = live === document.head || live === document.body;
    if (isRebuilt && isDressed && !isOpen) unsure("scripts have added to this part");
    nodes.forEach((node, at) => staying.has(at) || this.without(node, live));
    let last = null;
    nexts.forEach((node, at) => {
      const was = found[at];
      last = was === null ? this.insert(node, last, live) : this.node(olds[was], node, nodes[was]);
    });
  }

  without(node, parent) {
    if (!isBlank(node)) this.touched.push(parent);
    this.acts.push(() => node.remove());
  }

  insert(node, previous, parent) {
    const copy = this.fresh(node);
    if (isElement(copy)) this.touched.push(copy);
    this.acts.push(() => previous ? previous.after(copy) : parent.prepend(copy));
    return copy;
  }

  fresh(node) {
    const copy = document.importNode(node, true);
    for (const made of isElement(copy) ? [copy, ...copy.querySelectorAll("*")] : []) {
      if (isProgram(made)) unsure("it brings a script");
      if (made.nodeName === "NOSCRIPT") made.textContent = "";
      this.refuseDressed(made);
    }
    return copy;
  }

  // Scripts of the theme gave children to elements of some kinds when the page loaded, as a button
  // to a code block: only loading it again does so to a new one.
  refuseDressed(element) {
    this.dressed ??= this.findDressed(this.before.body, document.body, new Set());
    if (this.dressed.has(kind(element))) unsure("scripts dress such elements");
  }

  findDressed(old, live, found) {
    const there = counterparts(old, live);
    if (!there || (there.isDressed && live !== document.body)) found.add(kind(old));
    there?.nodes.forEach((node, at) => {
      const isSeen = isElement(node) && node.nodeName !== "NOSCRIPT";
      if (isSeen) this.findDressed(old.childNodes[at], node, found);
    });
    return found;
  }
}
