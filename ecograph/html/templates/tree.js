// The page of a tree. Only what is open is drawn, and a branch of thousands in parts;
// texts of the data become text nodes and nothing else.

const AT_A_TIME = 100;
const DEEPEST = 8;
const Model = ["id", "likes", "downloads", "created", "task", "library", "licences",
  "languages", "datasets", "children", "descendants"];
const Edge = ["parent", "child", "type", "likes", "likesFraction", "downloads",
  "downloadsFraction", "days", "drift", "dropped"];
const named = (names, row) => Object.fromEntries(names.map((name, i) => [name, row[i]]));

const data = JSON.parse(document.getElementById("data").textContent);
const models = data.models.map((row, place) => ({ place, ...named(Model, row) }));
const [root] = models;
const NONE = "none named";
for (const model of models) {
  model.sought = model.id.toLowerCase();
  model.named = model.licences.length ? model.licences : [NONE];
}

// What is chosen; `within` holds the places of the models to look among, if not all.
const chosen = {
  types: new Set(data.types.keys()), sort: "likes", search: "", licence: "", within: null,
};
// Which branches are open: from which of their models on, and how many, are drawn.
const first = () => ({ from: 0, drawn: AT_A_TIME });
const sides = Object.fromEntries(["above", "below"].map((name) => {
  const edges = data[name].map((row) => named(Edge, row));
  const [near, far] = name === "above" ? ["child", "parent"] : ["parent", "child"];
  for (const edge of edges) Object.assign(edge, { near: edge[near], far: models[edge[far]] });
  return [name, { name, edges, open: new Map([[0, first()]]) }];
}));

const isWide = () => matchMedia("(min-width: 75rem)").matches;
const say = (text) => { $("said").textContent = text; };
const hub = (id) => data.hub + id.split("/").map(encodeURIComponent).join("/");
const link = (model) => element("a",
  { href: hub(model.id), target: "_blank", rel: "noopener", className: "name" }, model.id);

// Order. What has no value comes last.

const ORDERS = {
  likes: (a, b) => (b.likes ?? -1) - (a.likes ?? -1),
  downloads: (a, b) => (b.downloads ?? -1) - (a.downloads ?? -1),
  newest: (a, b) => compare(b.created ?? "", a.created ?? ""),
  oldest: (a, b) => compare(a.created ?? "9", b.created ?? "9"),
  name: (a, b) => compare(a.sought, b.sought),
};
const order = (a, b) => ORDERS[chosen.sort](a, b) || a.place - b.place;

// Which edges lead on from each model along the chosen types, and by which of them a
// model is nearest: there its own branches are.
function grow(side) {
  side.from = new Map();
  for (const edge of side.edges) {
    if (!chosen.types.has(edge.type)) continue;
    if (!side.from.has(edge.near)) side.from.set(edge.near, []);
    side.from.get(edge.near).push(edge);
  }
  side.home = new Map([[0, null]]);
  for (const near of side.home.keys()) {
    for (const edge of side.from.get(near) ?? []) {
      if (!side.home.has(edge.far.place)) side.home.set(edge.far.place, edge);
    }
  }
  for (const edges of side.from.values()) edges.sort((a, b) => order(a.far, b.far));
}

// Rows.

function facts(model) {
  const fact = (text, label, more = "") =>
    element("span", { className: more }, element("span", { className: "hidden" }, label), text);
  const told = [fact(model.licences.join(", ") || "no licence", "licence ", "licence")];
  const number = (value) => (value === null ? "–" : count(value));
  told.push(fact(`♥ ${number(model.likes)}`, "likes "));
  told.push(fact(`↓ ${number(model.downloads)}`, "downloads of 30 days "));
  told.push(fact(model.created ?? "–", "created "));
  return element("span", { className: "facts" }, ...told);
}

function typed(edge) {
  const type = data.types[edge.type];
  return element("span", { className: "type" }, element("span", { className: `dot ${type}` }), type);
}

function row(model, ...before) {
  const button = element("button",
    { type: "button", className: "about", onclick: (event) => show(model, event) },
    "Facts", element("span", { className: "hidden" }, ` of ${model.id}`));
  const made = element("div", { className: "row" }, ...before, link(model), facts(model), button);
  made.dataset.place = model.place;
  return made;
}

function branch(side, edge, depth) {
  const model = edge.far;
  const edges = side.from.get(model.place) ?? [];
  const item = element("li");
  let before = element("span", { className: "leaf" });
  let turn = () => {};
  if (edge.parent === edge.child) {
    before.textContent = "itself";
  } else if (side.home.get(model.place) !== edge) {
    before = element("button",
      { type: "button", className: "toggle elsewhere", onclick: () => reveal(side, model) },
      "↗", element("span", { className: "hidden" }, ` Show ${model.id} where it is nearer`));
  } else if (edges.length) {
    const label = side.name === "above"
      ? `${some(edges.length, "model")} that ${model.id} was made from`
      : `${some(edges.length, "model")} made from ${model.id}`;
    before = element("button", { type: "button", className: "toggle", "aria-label": label });
    turn = (open) => {
      before.setAttribute("aria-expanded", open);
      before.textContent = `${open ? "▾" : "▸"} ${count(edges.length)}`;
      if (open) item.append(branches(side, model.place, depth + 1));
      else item.querySelector("ul")?.remove();
    };
    before.onclick = () => {
      const open = !side.open.has(model.place);
      if (open) side.open.set(model.place, first());
      else side.open.delete(model.place);
      turn(open);
    };
  }
  item.append(row(model, before, typed(edge)));
  turn(side.open.has(model.place));
  return item;
}

// A list of which a part is drawn, with buttons for the parts before and after it.
function inParts(items, part, draw) {
  const list = element("ul", { className: "branches" });
  const fill = () => {
    const { from, drawn } = part;
    const rest = items.length - from - drawn;
    const more = (number, where, widen, focused) => {
      const next = Math.min(number, AT_A_TIME);
      const button = element("button", { type: "button", className: "more" },
        `Show ${count(next)} ${where} of ${count(number)}`);
      button.onclick = () => {
        widen(next);
        fill();
        list.children[focused()].querySelector("a").focus();
      };
      return element("li", {}, button);
    };
    const before = from ? [more(from, "before", (next) => {
      part.from -= next;
      part.drawn += next;
    }, () => (part.from ? 1 : 0))] : [];
    const after = rest > 0 ? [more(rest, "more", (next) => {
      part.drawn += next;
    }, () => drawn + before.length)] : [];
    list.replaceChildren(...before, ...items.slice(from, from + drawn).map(draw), ...after);
  };
  fill();
  return list;
}

function branches(side, place, depth) {
  const list = inParts(side.from.get(place) ?? [], side.open.get(place),
    (edge) => branch(side, edge, depth));
  // Deeper ones stand below each other, for there would be no room for names.
  if (depth > DEEPEST) list.classList.add("deep");
  return list;
}

function reveal(side, model) {
  clear();
  for (let edge = side.home.get(model.place); edge; edge = side.home.get(edge.near)) {
    const place = side.from.get(edge.near).indexOf(edge);
    const { from, drawn } = side.open.get(edge.near) ?? { from: 0, drawn: 0 };
    // Of thousands of models only those around it are drawn.
    if (place < from || place >= from + drawn) {
      side.open.set(edge.near, { from: place - place % AT_A_TIME, drawn: AT_A_TIME });
    }
  }
  draw();
  const found = [...$(side.name).querySelectorAll(`[data-place="${model.place}"]`)]
    .find((drawn) => !drawn.querySelector(".elsewhere"));
  found?.scrollIntoView({ block: "center" });
  found?.querySelector("a").focus({ preventScroll: true });
  // Where the facts would cover the tree, the way to them is to be seen first.
  if (isWide()) show(model);
  else choose(model);
}

// What is found.

function reachable() {
  const places = new Set([...sides.above.home.keys(), ...sides.below.home.keys()]);
  return [...places].map((place) => models[place]);
}

function drawFound() {
  const found = reachable().filter((model) => model.sought.includes(chosen.search)
    && (!chosen.licence || model.named.includes(chosen.licence))
    && (!chosen.within || chosen.within.has(model.place))).sort(order);
  const result = (model) => {
    const side = sides.below.home.has(model.place) ? sides.below : sides.above;
    const edge = side.home.get(model.place);
    const way = element("button",
      { type: "button", className: "toggle", onclick: () => reveal(side, model) },
      "↗", element("span", { className: "hidden" }, ` Show ${model.id} in the tree`));
    return element("li", {}, row(model, way, ...(edge ? [typed(edge)] : [])));
  };
  $("found-list").replaceChildren(inParts(found, first(), result));
  $("found-title").textContent = `${some(found.length, "model")} found`;
  say(found.length ? "" : "No model here is called so; clear the search to see all.");
}

function draw() {
  const isSought = Boolean(chosen.search || chosen.licence);
  $("found").hidden = !isSought;
  $("tree").hidden = isSought;
  say("");
  if (isSought) {
    drawFound();
    return;
  }
  for (const side of Object.values(sides)) {
    const none = side.edges.length ? "Nothing along the chosen types of edges." : {
      above: "No model of this build: it stands at the beginning.",
      below: "No model of this build.",
    }[side.name];
    $(side.name).replaceChildren(side.from.get(0)?.length
      ? branches(side, 0, 0) : element("p", { className: "faint" }, none));
  }
}

function pick(licence, within) {
  clear();
  $("licence").value = chosen.licence = licence;
  chosen.within = within;
  draw();
}

function clear() {
  Object.assign(chosen, { search: "", licence: "", within: null });
  $("search").value = $("licence").value = "";
}

// What a person does.

const drawSoon = (() => {
  let asked = 0;
  return () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(draw);
  };
})();
const offerLicences = () => {
  $("licence").replaceChildren(element("option", { value: "" }, "any"),
    ...counted(reachable()).map(([licence, number]) =>
      element("option", { value: licence }, `${licence} (${count(number)})`)));
  $("licence").value = chosen.licence;
  chosen.licence = $("licence").value;
};
const growAndDraw = () => {
  for (const side of Object.values(sides)) grow(side);
  offerLicences();
  draw();
  if (shown) show(shown);
};

document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
$("search").addEventListener("input", () => {
  chosen.search = $("search").value.trim().toLowerCase();
  chosen.within = null;
  drawSoon();
});
$("licence").addEventListener("change", () => {
  Object.assign(chosen, { licence: $("licence").value, within: null });
  draw();
});
$("sort").addEventListener("change", () => {
  chosen.sort = $("sort").value;
  growAndDraw();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("facts").hidden) hide();
});

const numbers = new Map();
for (const edge of [...sides.above.edges, ...sides.below.edges]) {
  numbers.set(edge.type, (numbers.get(edge.type) ?? 0) + 1);
}
for (const [place, type] of data.types.entries()) {
  if (!numbers.has(place)) continue;
  const box = element("input", { type: "checkbox", checked: true, value: type });
  box.addEventListener("change", () => {
    if (box.checked) chosen.types.add(place);
    else chosen.types.delete(place);
    growAndDraw();
  });
  $("types").append(element("label", {}, box,
    element("span", {}, element("span", { className: `dot ${type}` }), `${type} (${count(numbers.get(place))})`)));
}
$("about").onclick = (event) => show(root, event);

// What one can read at a glance is open from the start.
for (const side of Object.values(sides)) {
  if (side.edges.length > AT_A_TIME) continue;
  for (const edge of side.edges) side.open.set(edge.far.place, first());
}
growAndDraw();
if (isWide()) show(root);
