// The page of a tree. Only open branches have elements, and of long lists one part at
// a time. Text from the data only becomes text nodes.

const PAGE_SIZE = 100;
const MAX_INDENT = 8;
const MODEL_FIELDS = ["id", "likes", "downloads", "created", "mayBeOlder", "task", "library",
  "licences", "languages", "datasets", "children", "descendants"];
const EDGE_FIELDS = ["parent", "child", "type", "likes", "likesFraction", "downloads",
  "downloadsFraction", "days", "daysBound", "drift", "dropped", "problem"];
const withNames = (names, row) => Object.fromEntries(names.map((name, i) => [name, row[i]]));

const data = JSON.parse(document.getElementById("data").textContent);
const models = data.models.map((row, index) => ({ index, ...withNames(MODEL_FIELDS, row) }));
const [root] = models;
// A missing parent is in the tree as a model of which only the text and a note are known.
for (const [id, hubId, note] of data.missing) {
  models.push({ index: models.length, id, hubId, note, licences: [] });
}
const NO_LICENCE = "no licence";
for (const model of models) {
  model.searchText = model.id.toLowerCase();
  model.licenceKeys = model.licences.length || model.note ? model.licences : [NO_LICENCE];
}

// What the form selects; `within` has the indexes of the models to search, if not all.
const selection = {
  types: new Set(data.types.keys()), sort: "likes", search: "", licence: "", within: null,
  problems: false,
};
// `open` has the visible part of each open branch: its first child and their number.
const firstPart = () => ({ start: 0, length: PAGE_SIZE });
const directions = Object.fromEntries(["above", "below"].map((name) => {
  const edges = data[name].map((row) => withNames(EDGE_FIELDS, row));
  const [near, far] = name === "above" ? ["child", "parent"] : ["parent", "child"];
  for (const edge of edges) Object.assign(edge, { near: edge[near], far: models[edge[far]] });
  return [name, { name, edges, open: new Map([[0, firstPart()]]) }];
}));

const isWide = () => matchMedia("(min-width: 75rem)").matches;
const setStatus = (text) => { $("status").textContent = text; };
const hubUrl = (id) => data.hub + id.split("/").map(encodeURIComponent).join("/");
const link = (model) => (model.note && model.hubId === null
  ? element("span", { className: "name", tabIndex: -1 }, model.id)
  : element("a", { href: hubUrl(model.id), target: "_blank", rel: "noopener", className: "name" }, model.id));

// Order. Missing values come last.

const ORDERS = {
  likes: (a, b) => (b.likes ?? -1) - (a.likes ?? -1),
  downloads: (a, b) => (b.downloads ?? -1) - (a.downloads ?? -1),
  newest: (a, b) => compare(b.created ?? "", a.created ?? ""),
  oldest: (a, b) => compare(a.created ?? "9", b.created ?? "9"),
  name: (a, b) => compare(a.searchText, b.searchText),
};
const order = (a, b) => ORDERS[selection.sort](a, b) || a.index - b.index;

// Group the selected edges by their near end. The branches of a model with several
// parents belong to its first edge, the one nearest to the root.
function groupEdges(direction) {
  group(direction, direction.edges.filter((edge) => selection.types.has(edge.type)));
  if (selection.problems) group(direction, pathsToProblems(direction));
}

function group(direction, selected) {
  direction.edgesFrom = new Map();
  for (const edge of selected) {
    if (!direction.edgesFrom.has(edge.near)) direction.edgesFrom.set(edge.near, []);
    direction.edgesFrom.get(edge.near).push(edge);
  }
  direction.firstEdge = new Map([[0, null]]);
  for (const near of direction.firstEdge.keys()) {
    for (const edge of direction.edgesFrom.get(near) ?? []) {
      if (!direction.firstEdge.has(edge.far.index)) direction.firstEdge.set(edge.far.index, edge);
    }
  }
  for (const edges of direction.edgesFrom.values()) edges.sort((a, b) => order(a.far, b.far));
}

// Rows.

// The Hub has kept dates since 2 March 2022: older models have that one.
const createdOn = (model) => (model.mayBeOlder ? "on or before " : "") + model.created;

function rowDetails(model, edge) {
  const detail = (text, label, className = "") =>
    element("span", { className }, element("span", { className: "hidden" }, label), text);
  const number = (value) => (value === null ? "–" : format(value));
  if (model.note) {
    return element("span", { className: "details" }, problemMark(edge), detail(model.note, "", "note"));
  }
  return element("span", { className: "details" }, problemMark(edge),
    detail(model.licences.join(", ") || NO_LICENCE, "licence ", "licence"),
    detail(`♥ ${number(model.likes)}`, "likes "),
    detail(`↓ ${number(model.downloads)}`, "downloads in 30 days "),
    detail(model.created ? createdOn(model) : "–", "created "));
}

function typeLabel(edge) {
  const type = data.types[edge.type];
  return element("span", { className: "type" }, element("span", { className: `dot ${type}` }), type);
}

function row(model, edge, before) {
  const line = element("div", { className: model.note ? "row missing" : "row" }, before,
    ...(edge ? [typeLabel(edge)] : []), link(model), rowDetails(model, edge));
  if (!model.note) {
    line.append(element("button",
      { type: "button", className: "about", onclick: (event) => showDetails(model, event) },
      "Details", element("span", { className: "hidden" }, ` of ${model.id}`)));
  }
  line.dataset.index = model.index;
  return line;
}

function goToButton(direction, model, label, className = "toggle") {
  return element("button",
    { type: "button", className, onclick: () => goTo(direction, model) },
    "↗", element("span", { className: "hidden" }, ` ${label}`));
}

function branch(direction, edge, depth) {
  const model = edge.far;
  const edges = direction.edgesFrom.get(model.index) ?? [];
  const item = element("li");
  let before = element("span", { className: "leaf" });
  let setOpen = () => {};
  if (edge.parent === edge.child) {
    before.textContent = "self-loop";
  } else if (direction.firstEdge.get(model.index) !== edge) {
    before = goToButton(direction, model, `Already shown in this tree: go to ${model.id}`,
      "toggle elsewhere");
  } else if (edges.length) {
    const label = direction.name === "above" ? pluralize(edges.length, "parent")
      : pluralize(edges.length, "child", "children");
    before = element("button",
      { type: "button", className: "toggle", "aria-label": `${label} of ${model.id}` });
    setOpen = (open) => {
      before.setAttribute("aria-expanded", open);
      before.textContent = `${open ? "▾" : "▸"} ${format(edges.length)}`;
      if (open) item.append(branches(direction, model.index, depth + 1));
      else item.querySelector("ul")?.remove();
    };
    before.onclick = () => {
      const open = !direction.open.has(model.index);
      if (open) direction.open.set(model.index, firstPart());
      else direction.open.delete(model.index);
      setOpen(open);
    };
  }
  item.append(row(model, edge, before));
  setOpen(direction.open.has(model.index));
  return item;
}

// A list of which a part is visible, with buttons for the parts before and after it.
function partialList(items, part, renderItem) {
  const list = element("ul", { className: "branches" });
  const fill = () => {
    const { start, length } = part;
    const left = items.length - start - length;
    const more = (number, which, extend, focusedIndex) => {
      const next = Math.min(number, PAGE_SIZE);
      const button = element("button", { type: "button", className: "more" },
        `Show ${format(next)} ${which} (${format(number)} not shown)`);
      button.onclick = () => {
        extend(next);
        fill();
        list.children[focusedIndex()].querySelector(".name").focus();
      };
      return element("li", {}, button);
    };
    const before = start ? [more(start, "before these", (next) => {
      part.start -= next;
      part.length += next;
    }, () => (part.start ? 1 : 0))] : [];
    const after = left > 0 ? [more(left, "more", (next) => {
      part.length += next;
    }, () => length + before.length)] : [];
    list.replaceChildren(...before, ...items.slice(start, start + length).map(renderItem), ...after);
  };
  fill();
  return list;
}

function branches(direction, index, depth) {
  const list = partialList(direction.edgesFrom.get(index) ?? [], direction.open.get(index),
    (edge) => branch(direction, edge, depth));
  // Deeper branches are not indented, to leave room for names.
  if (depth > MAX_INDENT) list.classList.add("deep");
  return list;
}

function goTo(direction, model) {
  clearFilters();
  for (let edge = direction.firstEdge.get(model.index); edge; edge = direction.firstEdge.get(edge.near)) {
    const index = direction.edgesFrom.get(edge.near).indexOf(edge);
    const { start, length } = direction.open.get(edge.near) ?? { start: 0, length: 0 };
    // Of thousands of models only the part around this one is shown.
    if (index < start || index >= start + length) {
      direction.open.set(edge.near, { start: index - index % PAGE_SIZE, length: PAGE_SIZE });
    }
  }
  render();
  const found = [...$(direction.name).querySelectorAll(`[data-index="${model.index}"]`)]
    .find((line) => !line.querySelector(".elsewhere"));
  found?.scrollIntoView({ block: "center" });
  found?.querySelector(".name").focus({ preventScroll: true });
  // On a narrow screen the details would cover the tree.
  if (isWide() && !model.note) showDetails(model);
  else select(model);
}

// Search results.

function reachable() {
  const indexes = new Set([...directions.above.firstEdge.keys(), ...directions.below.firstEdge.keys()]);
  return [...indexes].map((index) => models[index]);
}

function renderResults() {
  const found = reachable().filter((model) => model.searchText.includes(selection.search)
    && (!selection.licence || model.licenceKeys.includes(selection.licence))
    && (!selection.within || selection.within.has(model.index))).sort(order);
  const result = (model) => {
    const direction = directions.below.firstEdge.has(model.index) ? directions.below : directions.above;
    const edge = direction.firstEdge.get(model.index);
    const button = goToButton(direction, model, `Show ${model.id} in the tree`);
    return element("li", {}, row(model, edge, button));
  };
  $("found-list").replaceChildren(partialList(found, firstPart(), result));
  const missing = found.filter((model) => model.note).length;
  $("found-title").textContent = pluralize(found.length - missing, "model")
    + (missing ? ` and ${pluralize(missing, "missing parent")} found` : " found");
  setStatus(found.length ? "" : "No models match. Clear the search to see the tree.");
}

function render() {
  const isFiltered = Boolean(selection.search || selection.licence);
  $("found").hidden = !isFiltered;
  $("tree").hidden = isFiltered;
  setStatus("");
  if (isFiltered) {
    renderResults();
    return;
  }
  for (const direction of Object.values(directions)) {
    const none = direction.edges.length
      ? `No ${selection.problems ? "marked " : ""}edges of the selected types.`
      : data.none[direction.name];
    $(direction.name).replaceChildren(direction.edgesFrom.get(0)?.length
      ? branches(direction, 0, 0) : element("p", { className: "faint" }, none));
  }
}

function filterByLicence(licence, within) {
  clearFilters();
  $("licence").value = selection.licence = licence;
  selection.within = within;
  render();
}

function clearFilters() {
  Object.assign(selection, { search: "", licence: "", within: null });
  $("search").value = $("licence").value = "";
}

// Events.

const renderSoon = (() => {
  let request = 0;
  return () => {
    cancelAnimationFrame(request);
    request = requestAnimationFrame(render);
  };
})();
const updateLicences = () => {
  $("licence").replaceChildren(element("option", { value: "" }, "any"),
    ...countLicences(reachable()).map(([licence, number]) =>
      element("option", { value: licence }, `${licence} (${format(number)})`)));
  $("licence").value = selection.licence;
  selection.licence = $("licence").value;
};
const update = () => {
  for (const direction of Object.values(directions)) groupEdges(direction);
  updateLicences();
  render();
  if (detailed) showDetails(detailed);
};

document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
$("search").addEventListener("input", () => {
  selection.search = $("search").value.trim().toLowerCase();
  selection.within = null;
  renderSoon();
});
$("licence").addEventListener("change", () => {
  Object.assign(selection, { licence: $("licence").value, within: null });
  render();
});
$("sort").addEventListener("change", () => {
  selection.sort = $("sort").value;
  update();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("details").hidden) hideDetails();
});

const edgeCounts = new Map();
for (const edge of [...directions.above.edges, ...directions.below.edges]) {
  edgeCounts.set(edge.type, (edgeCounts.get(edge.type) ?? 0) + 1);
}
for (const [index, type] of data.types.entries()) {
  if (!edgeCounts.has(index)) continue;
  const box = element("input", { type: "checkbox", checked: true, value: type });
  box.addEventListener("change", () => {
    if (box.checked) selection.types.add(index);
    else selection.types.delete(index);
    update();
  });
  $("types").append(element("label", {}, box,
    element("span", {}, element("span", { className: `dot ${type}` }), `${type} (${format(edgeCounts.get(index))})`)));
}
$("about").onclick = (event) => showDetails(root, event);

// Trees that fit on a screen are open from the start.
function openIfSmall(direction) {
  const edges = [...direction.edgesFrom.values()].flat();
  const shown = edges.length > PAGE_SIZE ? [] : edges;
  direction.open = new Map([0, ...shown.map((edge) => edge.far.index)].map((index) => [index, firstPart()]));
}
for (const direction of Object.values(directions)) {
  groupEdges(direction);
  openIfSmall(direction);
}
setUpProblems();
update();
if (isWide()) showDetails(root);
