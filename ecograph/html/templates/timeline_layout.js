// Where the models of a family are in the picture of it: across by date, and down in
// rows. Each model has a row of its own, and those below a model are a band of rows
// around it, ordered by the type of their edges. Ancestors are to the left of the root,
// in the same rows. All of it depends on the data alone, so that a family always looks
// the same.

const DAY = 86_400_000;
// Fewer ancestors than these are as far apart as these would be.
const FEWEST_ANCESTOR_ROWS = 8;

// The numbers from 0 to below a length in the order of their binary digits reversed: 0,
// 4, 2, 6, 1, … In this order each is far from those shortly before it.
function spreadOut(length) {
  const bits = Math.ceil(Math.log2(length));
  const result = [];
  for (let number = 0; number < 2 ** bits; number += 1) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) reversed = 2 * reversed + ((number >> bit) & 1);
    if (reversed < length) result.push(reversed);
  }
  return result;
}

// Lists by number, of the numbers that `keyOf` gives each of some items.
function groupByNumber(items, keyOf) {
  const groups = [];
  for (const item of items) (groups[keyOf(item)] ??= []).push(item);
  return groups;
}

// What is reached from the root from the near to the far ends of the edges, the nearest
// first; for each model the type of the edge that it is reached by, its number of steps,
// and the models reached from it, by type and date.
function reachModels(root, { days, types }, nears, fars) {
  const edgesFrom = groupByNumber(nears.keys(), (edge) => nears[edge]);
  const order = [root];
  const via = new Int32Array(days.length).fill(-1);
  const steps = new Int32Array(days.length).fill(-1);
  steps[root] = 0;
  for (const index of order) {
    for (const edge of edgesFrom[index] ?? []) {
      const far = fars[edge];
      if (steps[far] >= 0) continue;
      via[far] = edge;
      steps[far] = steps[index] + 1;
      order.push(far);
    }
  }
  // As one number of the three for each model, because numbers are sorted fast.
  const keys = Float64Array.from(order.slice(1), (index) =>
    (types[via[index]] * 2 ** 20 + (days[index] || 0)) * days.length + index).sort();
  const branches = groupByNumber(Array.from(keys, (key) => key % days.length), (index) => nears[via[index]]);
  return { order, steps, branches, typeOf: (index) => (index === root ? null : types[via[index]]) };
}

// The branches of a model by type. Those of about one date are spread over the rows of
// their type, because next to each other they would hide each other.
function spreadBranches(branches, typeOf) {
  if (branches.length < 3) return branches;
  const result = [];
  for (let start = 0, end = 1; end <= branches.length; end += 1) {
    if (end < branches.length && typeOf(branches[end]) === typeOf(branches[start])) continue;
    for (const place of spreadOut(end - start)) result.push(branches[start + place]);
    start = end;
  }
  return result;
}

// The row of each model that is reached, in the middle of the rows of its branches.
// Models without a date have none.
function findRows({ order, branches, typeOf }, days) {
  const sizes = Float64Array.from(days, (day) => (Number.isNaN(day) ? 0 : 1));
  const own = sizes.slice();
  for (const index of order.toReversed()) {
    for (const branch of branches[index] ?? []) sizes[index] += sizes[branch];
  }
  const starts = new Float64Array(days.length);
  const rows = new Float64Array(days.length).fill(-1);
  for (const index of order) {
    const middle = starts[index] + sizes[index] / 2;
    let next = starts[index];
    for (const branch of branches[index] ? spreadBranches(branches[index], typeOf) : []) {
      if (rows[index] < 0 && next + (sizes[branch] + own[index]) / 2 >= middle) {
        rows[index] = next;
        next += own[index];
      }
      starts[branch] = next;
      next += sizes[branch];
    }
    if (rows[index] < 0) rows[index] = next;
  }
  return { rows, number: sizes[order[0]] };
}

// What the layout needs of models and edges, as arrays of numbers. Edges of parents that
// are missing from the snapshot are left out.
function readFamily(models, edges) {
  const days = Float64Array.from(models, ({ created, note }) =>
    (created && !note ? Date.parse(created) / DAY : NaN));
  const isNoted = models.map((model) => Boolean(model.note));
  const known = [[], [], []];
  for (const { parent, child, type } of edges) {
    if (isNoted[parent] || isNoted[child]) continue;
    [parent, child, type].forEach((number, place) => known[place].push(number));
  }
  const [parents, children, types] = known.map((numbers) => Int32Array.from(numbers));
  return { days, parents, children, types };
}

// The points of the models with a date, those of the most downloads first, and the lines
// of the edges between them. A point has a time, or is in the lane of the models that
// may be older; its row and its place in the lane, `across`, are fractions.
function layOutFamily({ models, edges, root }) {
  const family = readFamily(models, edges);
  const { days, parents, children, types } = family;
  const below = reachModels(root, family, parents, children);
  const above = reachModels(root, family, children, parents);
  const down = findRows(below, days);
  const up = findRows(above, days);
  const total = Math.max(down.number, up.number, 1);
  const top = (total - down.number) / 2;
  const step = total / Math.max(up.number, FEWEST_ANCESTOR_ROWS);
  const highest = top + down.rows[root] - up.rows[root] * step;
  const topAbove = Math.max(0, Math.min(total - up.number * step, highest));
  const byIndex = [];
  const add = (index, row, type, generation) => {
    const { mayBeOlder, downloads } = models[index];
    byIndex[index] = {
      index, type, generation, row: (row + 0.5) / total, downloads: downloads ?? 0,
      time: mayBeOlder ? null : days[index] * DAY, across: 0, x: 0, y: 0, radius: 0,
    };
  };
  const isNew = (index) => !Number.isNaN(days[index]) && !byIndex[index];
  for (const index of below.order) {
    if (isNew(index)) add(index, top + down.rows[index], below.typeOf(index), below.steps[index]);
  }
  for (const index of above.order) {
    const row = Math.min(topAbove + up.rows[index] * step, total - 1);
    if (isNew(index)) add(index, row, above.typeOf(index), -above.steps[index]);
  }
  const lines = [];
  for (let edge = 0; edge < types.length; edge += 1) {
    const [from, to] = [byIndex[parents[edge]], byIndex[children[edge]]];
    // The far end is the one that the list has in the edge's row.
    if (from && to && from !== to) lines.push({ from, to, type: types[edge], far: to.generation > 0 ? to : from });
  }
  const found = byIndex.filter(Boolean);
  spreadOverLane(found.filter((point) => point.time === null));
  const keys = Float64Array.from(found, ({ downloads }, place) => downloads * found.length + place).sort();
  const points = Array.from(keys.reverse(), (key) => found[key % found.length]);
  return { points, lines, byIndex, root: byIndex[root], linesTo: groupByNumber(lines, (line) => line.to.index) };
}

// In the lane, generations are columns, of which those of many models are wider.
function spreadOverLane(points) {
  const columns = d3.groups(points, (point) => point.generation).sort(([a], [b]) => a - b);
  const widths = columns.map(([, column]) => Math.sqrt(column.length));
  const total = d3.sum(widths);
  let left = 0;
  columns.forEach(([, column], number) => {
    const width = widths[number] / total;
    const spread = column.length > 40 ? width / column.length : 0;
    spreadOut(column.length).forEach((place, order) => {
      column[order].across = left + width / 2 + spread * (place - column.length / 2);
    });
    left += width;
  });
}

// The picture in a sentence.
function describeFamily(models) {
  const known = models.filter((model) => !model.note);
  const undated = known.filter((model) => !model.created).length;
  const older = known.filter((model) => model.created && model.mayBeOlder).length;
  const months = new Map();
  for (const { created, mayBeOlder } of known) {
    const month = created?.slice(0, 7);
    if (month && !mayBeOlder) months.set(month, (months.get(month) ?? 0) + 1);
  }
  const parts = [];
  if (months.size) {
    const [busiest, number] = d3.greatest(months, ([, count]) => count);
    const [first, last] = d3.extent(months.keys());
    const name = (month) => d3.utcFormat("%B %Y")(new Date(month));
    parts.push(`${pluralize(known.length - undated - older, "model")} ${first === last ? `in ${name(first)}`
      : `from ${name(first)} to ${name(last)}, the most (${format(number)}) in ${name(busiest)}`}`);
  }
  if (older) parts.push(`${pluralize(older, "model")} on or before 2 March 2022`);
  if (undated) parts.push(`${format(undated)} without a date`);
  return parts.join("; ");
}
