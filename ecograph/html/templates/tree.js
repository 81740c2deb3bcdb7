// The page of a tree: its controls, and what follows from a change. Text from the data
// only becomes text nodes.

const WIDE = matchMedia("(min-width: 85rem)");
const isWide = () => WIDE.matches;
const NOUNS = { finetune: "finetunes", adapter: "adapters", merge: "merges" };
let timeline = null;

function filtersChanged() {
  applyFilters();
  showFilters();
  findHits();
  listChanged();
  if (detailed && !$("details").hidden) showDetails(detailed);
}

function listChanged() {
  listRows();
  render();
  const closed = shown.length - modelsOf(list.rows.filter((row) => row.before && row.isMatch)).length;
  $("status").textContent = `${format(shown.length)} of ${format(everyModel.length)} shown`
    + (closed ? `, ${format(closed)} of them in closed branches` : "");
  selectionChanged();
}

function selectionChanged() {
  saveState();
  timeline?.update({ shown: shownIndexes, selected: list.selected.far.index });
}

function showFilters() {
  for (const button of $("types").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", filters.types.has(data.types.indexOf(button.value)));
  }
  const counts = countLicences(modelsOf(allEdges, matchesEdge));
  // One that the other filters leave nothing of, or that the address names.
  if (filters.licence && !counts.some(([licence]) => licence === filters.licence)) {
    counts.push([filters.licence, 0]);
  }
  $("licence").replaceChildren(element("option", { value: "" }, "any"),
    ...counts.map(([value, number]) => element("option", { value }, `${value} (${format(number)})`)));
  $("licence").value = filters.licence;
  $("within").textContent = filters.within ? `below ${filters.within.id}` : "";
  $("problems").checked = filters.problems;
  $("clear").hidden = !isFiltered();
}

// A button for each type on this page. Its number is that of direct children, as the
// Hub counts them.
function setUpTypes() {
  const hasChildren = data.children.some((number) => number > 0);
  if (!hasChildren) $("types-title").textContent = "Types";
  for (const [index, type] of data.types.entries()) {
    const edges = allEdges.filter((edge) => edge.type === index).length;
    if (!edges) continue;
    const button = element("button", { type: "button", value: type,
      title: `${pluralize(data.children[index], "child", "children")} of ${root.id}, as the Hub counts them; `
        + `${pluralize(edges, "edge")} on this page` },
    element("span", { className: `dot ${type}` }),
    (NOUNS[type] ?? type) + (hasChildren ? ` ${format(data.children[index])}` : ""));
    button.onclick = () => {
      if (!filters.types.delete(index)) filters.types.add(index);
      filtersChanged();
    };
    $("types").append(button);
  }
}

function setUpControls() {
  $("licence").addEventListener("change", () => {
    Object.assign(filters, { licence: $("licence").value, within: null });
    filtersChanged();
  });
  $("sort").addEventListener("change", () => {
    sortRows($("sort").value);
    findHits();
    listChanged();
  });
  $("clear").onclick = () => {
    clearFilters();
    filtersChanged();
    focusList();
  };
  $("csv").onclick = downloadShown;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || $("details").hidden) return;
    if (!isWide()) hideDetails();
    else if ($("details").contains(event.target)) focusList();
  });
  // On a narrow screen the controls are folded, and the details come when asked for.
  const adapt = () => {
    if (matchMedia("print").matches) return;
    $("controls").open = isWide();
    if (isWide()) showDetails(list.selected.far);
    else $("details").hidden = true;
    render();
  };
  WIDE.addEventListener("change", adapt);
  adapt();
}

setUpTypes();
setUpProblems();
setUpList();
setUpKeys();
setUpSearch();
sortRows(DEFAULT_ORDER);
filtersChanged();
setUpControls();
if (location.hash) restoreState();
addEventListener("hashchange", restoreState);
timeline = createTimeline($("timeline"), {
  models, edges: allEdges, types: data.types, root,
  select: (index) => goTo(models[index], { focuses: isWide() }),
});
selectionChanged();
$("to-picture").hidden = $("timeline").hidden;
