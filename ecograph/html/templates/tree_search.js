// The search, which marks what it finds in the list and steps through it.

const MAX_PATH = 4;
const search = { text: "", hits: [], at: -1 };

// The name of a model with what was searched for.
function marked({ id, searchText }) {
  const { text } = search;
  if (!text || !searchText.includes(text)) return [id];
  // A few letters have more or fewer lower-case ones.
  if (searchText.length !== id.length) return [element("mark", {}, id)];
  const parts = [];
  let end = 0;
  for (let at = searchText.indexOf(text); at >= 0; at = searchText.indexOf(text, end)) {
    parts.push(id.slice(end, at), element("mark", {}, id.slice(at, at + text.length)));
    end = at + text.length;
  }
  return [...parts, id.slice(end)];
}

function findHits() {
  const current = search.hits[search.at];
  search.hits = [];
  if (search.text) {
    walk((row) => {
      if (row.far?.searchText.includes(search.text) && !row.isRepeat) search.hits.push(row);
    }, () => true);
  }
  search.at = search.hits.indexOf(current);
  showHits();
}

function showHits() {
  const { text, hits, at } = search;
  const found = hits.length ? `${format(hits.length)} found` : "none found";
  $("found").textContent = !text ? "" : at < 0 ? found : `${format(at + 1)} of ${format(hits.length)}`;
  for (const id of ["previous", "next"]) $(id).disabled = !hits.length;
  $("path").replaceChildren(...(at < 0 ? [] : pathTo(hits[at])));
}

// The names on the way from the root to a row, without those in the middle of many.
function pathTo(row) {
  const names = [];
  for (let each = row.before; each?.far; each = each.before) names.unshift(each.far.id);
  if (row !== rootRow) names.unshift(root.id);
  if (names.length > MAX_PATH) names.splice(1, names.length - 3, "…");
  return names.flatMap((name) => [element("bdi", {}, name), " › "]).slice(0, -1);
}

function step(by) {
  const { hits } = search;
  if (!hits.length) return;
  const at = search.at < 0 && by < 0 ? hits.length - 1 : (search.at + by + hits.length) % hits.length;
  search.at = at;
  openWayTo(hits[at]);
  listChanged();
  select(hits[at], { block: "center" });
  showHits();
}

function setUpSearch() {
  $("search-form").addEventListener("submit", (event) => event.preventDefault());
  const find = soon(() => {
    const text = $("search").value.trim().toLowerCase();
    if (text === search.text) return;
    Object.assign(search, { text, at: -1 });
    findHits();
    render();
    saveState();
  });
  $("search").addEventListener("input", find);
  $("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    find.now();
    step(event.shiftKey ? -1 : 1);
  });
  $("previous").onclick = () => step(-1);
  $("next").onclick = () => step(1);
}
