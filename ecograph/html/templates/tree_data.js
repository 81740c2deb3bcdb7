// The models and edges of the page, and the rows that they are in the list.

// All objects of a kind have all of its fields from the start: that is much faster.
const NONE = [];
const NO_LICENCE = "no licence";
function newModel(index, [id, likes, downloads, created, mayBeOlder, task, library, licences, languages,
  datasets, children, descendants], note = null, hubId = id) {
  const licenceKeys = licences.length || note ? licences : [NO_LICENCE];
  return { index, id, hubId, note, likes, downloads, created, mayBeOlder, task, library, licences, languages,
    datasets, children, descendants, licenceKeys, searchText: id.toLowerCase() };
}
function newEdge(direction, [parent, child, type, likes, likesFraction, downloads, downloadsFraction, days,
  daysBound, drift, dropped, problem, changes]) {
  const [near, far] = direction.name === "above" ? [child, parent] : [parent, child];
  return { parent, child, type, likes, likesFraction, downloads, downloadsFraction, days, daysBound, drift,
    dropped, problem, changes, direction, near, far: models[far], branches: NONE, before: null, level: 0,
    isLoop: parent === child, isRepeat: false, isMatch: true, isKept: true, place: -1, position: 0, size: 0 };
}

const data = JSON.parse($("data").textContent);
const models = data.models.map((row, index) => newModel(index, row));
const [root] = models;
// A missing parent is in the tree as a model of which only the text and a note are known.
for (const [id, hubId, note] of data.missing) {
  models.push(newModel(models.length, [id, null, null, null, null, null, null, NONE], note, hubId));
}
// The Hub has kept dates since 2 March 2022: older models have that one.
const createdOn = (model) => (model.mayBeOlder ? "on or before " : "") + model.created;
const hubUrl = (id) => data.hub + id.split("/").map(encodeURIComponent).join("/");

// Each edge is a row of the list, and so are the model itself and the heads of its ancestors and
// descendants. `near` is the end of an edge nearer to the model, `far` the other one.
// The branches of a model with several parents belong to its first row, the one
// nearest to the root; the others are repeats.
const rootRow = { far: root, level: 1, branches: NONE, isKept: true, isMatch: true };
const directions = [
  ["above", data.missing.length ? "Ancestors and missing parents" : "Ancestors"], ["below", "Descendants"]].map(([name, title]) => {
  const direction = { name, none: data.none[name] };
  direction.head = { direction, title, level: 1, far: null, branches: NONE, isKept: true, isMatch: true };
  layOut(direction, data[name].map((row) => newEdge(direction, row)));
  return direction;
});
const [above, below] = directions;
const allEdges = directions.flatMap((direction) => direction.edges);
const topRows = [above.head, rootRow, below.head];

function layOut(direction, edges) {
  const edgesFrom = new Map();
  for (const edge of edges) {
    const branches = edgesFrom.get(edge.near);
    if (branches) branches.push(edge);
    else edgesFrom.set(edge.near, [edge]);
  }
  direction.first = new Map([[root.index, direction.head]]);
  // Those added on the way are visited too: a row comes after the one that it is below.
  direction.edges = [];
  for (const [index, row] of direction.first) {
    row.branches = edgesFrom.get(index) ?? NONE;
    for (const edge of row.branches) {
      edge.before = row;
      edge.level = row.level + 1;
      edge.isRepeat = direction.first.has(edge.far.index);
      if (!edge.isRepeat) direction.first.set(edge.far.index, edge);
      direction.edges.push(edge);
    }
  }
}

// The row of a model that has its branches.
const rowOf = (model) => (model === root ? rootRow
  : below.first.get(model.index) ?? above.first.get(model.index));

// Order. Missing values come last.

const ORDERS = {
  likes: (a, b) => (b.likes ?? -1) - (a.likes ?? -1),
  downloads: (a, b) => (b.downloads ?? -1) - (a.downloads ?? -1),
  newest: (a, b) => compare(b.created ?? "", a.created ?? ""),
  oldest: (a, b) => compare(a.created ?? "9", b.created ?? "9"),
  name: (a, b) => compare(a.searchText, b.searchText),
};
const DEFAULT_ORDER = "likes";
function sortRows(name) {
  const order = ORDERS[name];
  for (const { head, edges } of directions) {
    for (const { branches } of [head, ...edges]) {
      if (branches.length > 1) branches.sort((a, b) => order(a.far, b.far) || a.far.index - b.far.index);
    }
  }
}
