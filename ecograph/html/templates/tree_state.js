// What one sees, in the fragment of the page's address: a link to it shows the same.

const MAX_OPEN = 50;
const MAX_FRAGMENT = 10_000;
const PARAMETERS = ["model", "open", "closed", "without", "types", "problems", "licence", "within", "sort", "search"];

function stateAsFragment() {
  const values = new URLSearchParams();
  if (list.selected !== rootRow) values.set("model", list.selected.far.id);
  const changed = [...opened].filter(([row, isNow]) => row.far && isNow !== isOpenAtFirst(row));
  for (const [row, isNow] of changed.slice(-MAX_OPEN)) values.append(isNow ? "open" : "closed", row.far.id);
  for (const row of topRows) if (row.direction && !row.far && !isOpen(row)) values.append("without", row.direction.name);
  if (filters.types.size < data.types.length) {
    values.set("types", [...filters.types].map((type) => data.types[type]).join(","));
  }
  if (filters.problems) values.set("problems", "only");
  if (filters.licence) values.set("licence", filters.licence);
  if (filters.within) values.set("within", filters.within.id);
  if ($("sort").value !== DEFAULT_ORDER) values.set("sort", $("sort").value);
  if (search.text) values.set("search", search.text);
  return `${values}`;
}

// Browsers refuse to change the address more than a few times a second.
const saveState = afterPause(() => {
  const fragment = stateAsFragment();
  const [page] = location.href.split("#");
  if (fragment === location.hash.slice(1) || fragment.length > MAX_FRAGMENT) return;
  history.replaceState(null, "", fragment ? `${page}#${fragment}` : page);
}, 250);

// Show what the fragment says; what it does not name is as at first. Fragments that are
// not of this page, such as that of "Skip to content", change nothing.
function restoreState() {
  const values = new URLSearchParams(location.hash.slice(1, MAX_FRAGMENT));
  if ([...values].length && !PARAMETERS.some((name) => values.has(name))) return;
  const byId = new Map([...models].reverse().map((model) => [model.id, model]));
  const rowNamed = (id) => (byId.has(id) ? rowOf(byId.get(id)) : null);
  opened.clear();
  for (const [name, isNow] of [["open", true], ["closed", false]]) {
    for (const id of values.getAll(name).slice(0, MAX_OPEN)) {
      const row = rowNamed(id);
      if (row?.branches.length) opened.set(row, isNow);
    }
  }
  for (const row of topRows) {
    if (row.direction && !row.far && values.getAll("without").includes(row.direction.name)) opened.set(row, false);
  }
  clearFilters();
  if (values.has("types")) {
    const names = values.get("types").split(",");
    filters.types = new Set([...data.types.keys()].filter((type) => names.includes(data.types[type])));
  }
  filters.problems = values.get("problems") === "only" && hasProblems;
  filters.licence = values.get("licence") ?? "";
  filters.within = filters.licence ? byId.get(values.get("within")) ?? null : null;
  $("sort").value = Object.hasOwn(ORDERS, values.get("sort") ?? "") ? values.get("sort") : DEFAULT_ORDER;
  sortRows($("sort").value);
  $("search").value = values.get("search") ?? "";
  Object.assign(search, { text: $("search").value.trim().toLowerCase(), at: -1 });
  filtersChanged();
  showAgain(rowNamed(values.get("model")) ?? rootRow);
}

// A selected model that the filters leave out stays so.
function showAgain(row) {
  if (row !== rootRow && row.isKept) {
    goTo(row.far, { opensDetails: true });
    return;
  }
  list.selected = row;
  list.active = rootRow;
  if (row !== rootRow || !$("details").hidden) showDetails(row.far);
  listChanged();
}
