// Which node was which: between two documents of the server, and between one and the open page.

const CELLS_MAX = 1_000_000;

const words = (node) => isElement(node) ? node.outerHTML : `${node.nodeName} ${node.data}`;

function kind(node) {
  if (!isElement(node)) return node.nodeName;
  return [node.nodeName, node.getAttribute("class"), node.getAttribute("rel")].join(" ");
}

// Pairs indexes of two lists, in order, as many as can be.
function pairs(left, right, isSame) {
  if (left.length * right.length > CELLS_MAX) {
    return left.flatMap((one, at) => at < right.length && isSame(one, right[at]) ? [[at, at]] : []);
  }
  const longest = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      longest[i][j] = isSame(left[i], right[j])
        ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (isSame(left[i], right[j])) found.push([i++, j++]);
    else if (longest[i + 1][j] >= longest[i][j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

// Gives for each new child the index of the old one that it was, if it was there: equal ones
// first, then, between those, ones of the same kind.
function partners(old, next) {
  const found = new Array(next.length).fill(null);
  let start = 0, oldEnd = old.length, nextEnd = next.length;
  const isBoth = () => start < oldEnd && start < nextEnd;
  for (; isBoth() && old[start].isEqualNode(next[start]); start += 1) found[start] = start;
  while (isBoth() && old[oldEnd - 1].isEqualNode(next[nextEnd - 1])) found[--nextEnd] = --oldEnd;

  const [lefts, rights] = [old.slice(start, oldEnd), next.slice(start, nextEnd)];
  const equal = pairs(lefts.map(words), rights.map(words), (one, other) => one === other);
  let [left, right] = [0, 0];
  for (const [i, j] of [...equal, [lefts.length, rights.length]]) {
    for (const [a, b] of alike(lefts.slice(left, i), rights.slice(right, j))) {
      found[start + right + b] = start + left + a;
    }
    if (j < rights.length) found[start + j] = start + i;
    [left, right] = [i + 1, j + 1];
  }
  return found;
}

function alike(old, next) {
  const isAlone = old.length === 1 && next.length === 1;
  if (isAlone && old[0].nodeName === next[0].nodeName) return [[0, 0]];
  const isKind = (one, other) => kind(one) === kind(other);
  const close = pairs(old, next, (one, other) => isKind(one, other) && one.id === other.id);
  return close.length ? close : pairs(old, next, isKind);
}

const childrenOf = (live) => [...live.childNodes].filter((node) => !ours.has(node));

// Tells whether a node of the open page can be what one of the server's has become.
function became(live, old) {
  if (live.nodeName !== old.nodeName) return false;
  if (!isElement(old)) return isBlank(live) === isBlank(old);
  const hasClasses = [...old.classList].every((name) => live.classList.contains(name));
  return hasClasses && (!old.id || live.id === old.id);
}

function match(old, there) {
  let at = 0;
  const found = old.map((node) => {
    while (at < there.length && !became(there[at], node)) at += 1;
    return there[at++];
  });
  return found.every(Boolean) ? found : null;
}

// Gives the open page's node for each child of the server's; null if it cannot be told, because
// scripts took some away or added some that look the same.
function counterparts(old, live) {
  const there = childrenOf(live);
  const forth = match([...old.childNodes], there);
  const back = match([...old.childNodes].reverse(), [...there].reverse())?.reverse();
  const isClear = forth?.every((node, at) => node === back[at] || isBlank(node));
  return isClear ? { nodes: forth, isDressed: there.length > forth.length } : null;
}
