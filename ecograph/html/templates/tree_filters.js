// Filters: a row that matches them is shown, and those on the way to it are, in grey.

const SMALL = 100;
const filters = { types: new Set(data.types.keys()), problems: false, licence: "", within: null };

const isFiltered = () => Boolean(filters.types.size < data.types.length || filters.problems || filters.licence);
// The indexes of the models below that of `filters.within`, if that is set.
let reached = null;
const matchesEdge = (edge) => filters.types.has(edge.type) && (!filters.problems || Boolean(edge.problem))
  && (!reached || (edge.direction === below && reached.has(edge.far.index)));

function applyFilters() {
  const { licence, within } = filters;
  reached = within && reachedFrom(within);
  for (const direction of directions) {
    for (const edge of direction.edges) {
      edge.isMatch = matchesEdge(edge) && (!licence || edge.far.licenceKeys.includes(licence));
      edge.isKept = edge.isMatch;
    }
    let number = 0;
    for (let i = direction.edges.length - 1; i >= 0; i -= 1) {
      const edge = direction.edges[i];
      if (!edge.isKept) continue;
      edge.before.isKept = true;
      number += 1;
    }
    // What fits on a screen or two is open from the start.
    direction.isSmall = number <= SMALL;
    direction.shown = modelsOf(direction.edges, isMatch).length;
  }
  shown = isFiltered() ? modelsOf(allEdges, isMatch) : everyModel;
  shownIndexes = isFiltered() ? new Set(shown.map((model) => model.index)) : null;
}

// The indexes of the descendants of a model that are on this page.
function reachedFrom(model) {
  const reached = new Set([model.index]);
  for (const index of reached) {
    for (const edge of below.first.get(index)?.branches ?? []) reached.add(edge.far.index);
  }
  reached.delete(model.index);
  return reached;
}

// The models that edges lead to, each once.
const stamps = new Uint32Array(models.length);
let stamp = 0;
function modelsOf(edges, isWanted = () => true) {
  const found = [];
  stamp += 1;
  for (const edge of edges) {
    const { far } = edge;
    if (stamps[far.index] === stamp || !isWanted(edge)) continue;
    stamps[far.index] = stamp;
    found.push(far);
  }
  return found;
}
const isMatch = (edge) => edge.isMatch;
const everyModel = modelsOf(allEdges);
for (const direction of directions) direction.size = modelsOf(direction.edges).length;

// Those that match, each once, and their indexes if they are not all.
let shown = everyModel;
let shownIndexes = null;

function countLicences(found) {
  const counts = new Map();
  for (const model of found) {
    for (const licence of model.licenceKeys) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}

function clearFilters() {
  Object.assign(filters, { types: new Set(data.types.keys()), problems: false, licence: "", within: null });
}

// Open branches: those that the reader opened or closed, else the default.

const opened = new Map();
const isOpenAtFirst = (row) => row.far === null || row.direction.isSmall;
const isOpen = (row) => opened.get(row) ?? isOpenAtFirst(row);
function openWayTo(row) {
  for (let each = row.before; each; each = each.before) opened.set(each, true);
}
