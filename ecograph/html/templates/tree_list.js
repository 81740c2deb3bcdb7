// The list: one line a row. Only the lines near the screen are in the page, so that
// tens of thousands are as fast as ten.

const OVERSCAN = 12;
const MAX_PRINTED = 2000;
const list = { rows: [], lines: new Map(), active: rootRow, selected: rootRow, isPrinted: false };

const keptBranches = (row) => row.branches.filter((branch) => branch.isKept);

function walk(visit, enters) {
  const step = (row, position, size) => {
    visit(row, position, size);
    if (!row.branches.length || !enters(row)) return;
    const kept = keptBranches(row);
    for (const [index, branch] of kept.entries()) step(branch, index + 1, kept.length);
  };
  for (const [index, row] of topRows.entries()) step(row, index + 1, topRows.length);
}

function listRows() {
  for (const row of list.rows) row.place = -1;
  list.rows = [];
  walk((row, position, size) => {
    Object.assign(row, { position, size, place: list.rows.length });
    list.rows.push(row);
  }, isOpen);
  if (!isListed(list.active)) list.active = nearestListed(list.active);
}
const isListed = (row) => list.rows[row.place] === row;
function nearestListed(row) {
  for (let each = row; each; each = each.before) if (isListed(each)) return each;
  return rootRow;
}

// Put the lines into the page. Those that stay are not moved, which would take the
// focus from them.
function render({ repaints = true } = {}) {
  const tree = $("tree");
  const wanted = new Set(rowsToRender(tree));
  for (const [row, line] of list.lines) {
    if (wanted.has(row)) continue;
    line.remove();
    list.lines.delete(row);
  }
  const hadFocus = tree.contains(document.activeElement) ? document.activeElement : null;
  let next = tree.firstChild;
  for (const row of wanted) {
    let line = list.lines.get(row);
    const isNew = !line;
    if (isNew) {
      line = element("div", { role: "treeitem" });
      line.row = row;
      list.lines.set(row, line);
    }
    if (isNew || repaints) paintRow(line, row);
    if (line === next) next = line.nextSibling;
    else tree.insertBefore(line, next);
  }
  if (hadFocus && hadFocus !== document.activeElement) hadFocus.focus({ preventScroll: true });
}

function rowsToRender(tree) {
  const { rows } = list;
  tree.style.setProperty("--rows", rows.length);
  const hidden = list.isPrinted ? Math.max(0, rows.length - MAX_PRINTED) : 0;
  $("unprinted").textContent = hidden ? `${pluralize(hidden, "more row")} not printed` : "";
  if (list.isPrinted) return rows.slice(0, MAX_PRINTED);
  const style = getComputedStyle(tree);
  const height = Number.parseFloat(style.getPropertyValue("--row")) * rem();
  const { top } = tree.getBoundingClientRect();
  const start = Math.max(0, Math.floor(-top / height) - OVERSCAN);
  const end = Math.ceil((innerHeight - top) / height) + OVERSCAN;
  const near = rows.slice(start, Math.max(0, end));
  // Where the keyboard is stays in the page.
  const { active } = list;
  if (active.place < start) return [active, ...near];
  return active.place < end ? near : [...near, active];
}
const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

// Make a row the one where the keyboard is and, if it is a model's, select that.
function select(row, { focuses = false, block = "nearest", opensDetails = isWide() } = {}) {
  list.active = row;
  if (row.far) list.selected = row;
  render();
  if (row.far && (opensDetails || !$("details").hidden)) showDetails(row.far);
  const line = list.lines.get(row);
  if (focuses) line.focus({ preventScroll: true });
  line.scrollIntoView({ block });
  render({ repaints: false });
  selectionChanged();
}

// Select a model, opening what is on the way, even if the filters leave it out.
function goTo(model, options = {}) {
  let row = rowOf(model);
  if (!row.isKept) row = allEdges.find((edge) => edge.far === model && edge.isKept) ?? row;
  if (!row.isKept) {
    clearFilters();
    filtersChanged();
  }
  openWayTo(row);
  listChanged();
  select(row, { block: "center", ...options });
}

function setOpen(row, isNowOpen) {
  opened.set(row, isNowOpen);
  listChanged();
}

function setUpList() {
  const renderNear = soon(() => render({ repaints: false }));
  addEventListener("scroll", renderNear, { passive: true });
  addEventListener("resize", renderNear);
  const print = (isPrinted) => {
    if (isPrinted === list.isPrinted) return;
    list.isPrinted = isPrinted;
    $("legend").open = isPrinted;
    render();
  };
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  matchMedia("print").addEventListener("change", (event) => print(event.matches));
}
