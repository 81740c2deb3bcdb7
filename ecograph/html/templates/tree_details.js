// The panel with the details of a model and its changes from its parents.

// The model whose details are shown.
let detailed = null;

function showDetails(model, event) {
  detailed = model;
  const term = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];
  const list = (values) => values.join(", ") || "not stated";
  const number = (value) => (value === null ? "unknown" : format(value));
  const title = element("h2", { id: "details-title" }, link(model));
  const close = element("button",
    { type: "button", className: "close", onclick: hideDetails, "aria-label": "Close details" }, "✕");
  const attributes = element("dl", {},
    ...term("licence", list(model.licences)), ...term("task", model.task ?? "not stated"),
    ...term("library", model.library ?? "not stated"), ...term("languages", list(model.languages)),
    ...term("datasets", list(model.datasets)), ...term("created", model.created ? createdOn(model) : "unknown"),
    ...term("likes", number(model.likes)),
    ...term("downloads", model.downloads === null ? "unknown" : `${format(model.downloads)} in 30 days`),
    ...term("children", format(model.children)),
    ...term("descendants", model.descendants === null ? "too many to count" : format(model.descendants)));
  $("details").replaceChildren(close, title, attributes, ...parentChanges(model), ...licenceTable(model));
  $("details").hidden = false;
  select(model);
  // After a click from the keyboard, the focus moves on to the panel.
  if (event?.detail === 0) $("details").focus();
}

function select(model) {
  for (const line of document.querySelectorAll(".row.selected")) line.classList.remove("selected");
  for (const line of document.querySelectorAll(`.row[data-index="${model.index}"]`)) {
    line.classList.add("selected");
  }
}

function hideDetails() {
  detailed = null;
  $("details").hidden = true;
  document.querySelector(".row.selected .about")?.focus();
}

const DRIFTS = {
  none: "not stated for either model",
  added: "added: only stated for this model",
  dropped: "dropped: only stated for the parent",
  unknown: "unknown: the terms of a licence are unknown",
  changed: "changed to a licence with the same terms",
};

// What changed from each parent of a model that is on this page.
function parentChanges(model) {
  const edges = new Map();
  for (const edge of [...directions.above.edges, ...directions.below.edges]) {
    if (edge.child === model.index) edges.set(edge.parent, edge);
  }
  if (!edges.size) return [];
  // Of an older model the date is the latest possible one: it is yet further away.
  const days = ({ days, daysBound }) => (days === null || daysBound === "unknown" ? "unknown"
    : `${daysBound ? "at least " : ""}${pluralize(Math.abs(days), "day")} ${days < 0 ? "earlier" : "later"}`);
  const change = (number, fraction) => (number === null ? "unknown" : signed(number)
    + (fraction === null ? "" : ` (${signed(Math.round(100 * fraction))} %)`));
  const known = [...edges.values()].filter((edge) => !models[edge.parent].note);
  const missing = [...edges.values()].filter((edge) => models[edge.parent].note);
  return [element("h3", {}, "Changes from"), ...known.flatMap((edge) => [
    element("p", {}, typeLabel(edge), " ", detailsButton(models[edge.parent])),
    element("dl", {},
      element("dt", {}, "likes"), element("dd", {}, change(edge.likes, edge.likesFraction)),
      element("dt", {}, "downloads"), element("dd", {}, change(edge.downloads, edge.downloadsFraction)),
      element("dt", {}, "created"), element("dd", {}, days(edge)),
      element("dt", {}, "licence"), element("dd", {}, DRIFTS[edge.drift] ?? edge.drift,
        edge.dropped?.length ? `; missing terms: ${edge.dropped.join(", ")}` : "")),
  ]), ...missing.map((edge) => element("p", {}, typeLabel(edge), " ", link(models[edge.parent]),
    `: ${models[edge.parent].note}`))];
}

function detailsButton(model) {
  return element("button", { type: "button", className: "link", onclick: () => showDetails(model) }, model.id);
}

// The licences of the descendants of a model that are on this page.
function licenceTable(model) {
  const reached = new Set([model.index]);
  for (const near of reached) {
    for (const edge of directions.below.edgesFrom.get(near) ?? []) reached.add(edge.far.index);
  }
  reached.delete(model.index);
  if (!reached.size) return [];
  const total = reached.size;
  const rows = countLicences([...reached].map((index) => models[index])).map(([licence, number]) => {
    const bar = element("span", { className: "bar" });
    bar.style.width = `${Math.max(1, 100 * number / total)}%`;
    const name = element("button", { type: "button", className: "link", onclick: () => {
      filterByLicence(licence, reached);
      if (!isWide()) hideDetails();
      $("found").scrollIntoView();
    } }, licence);
    return element("tr", {}, element("th", { scope: "row" }, name),
      element("td", { className: "number" }, format(number)), element("td", {}, bar));
  });
  const caption = element("caption", { className: "hidden" }, `Licences of the descendants of ${model.id}`);
  return [element("h3", {}, `Licences of ${pluralize(total, "descendant")} on this page`),
    element("table", {}, caption, element("tbody", {}, ...rows))];
}

function countLicences(those) {
  const counts = new Map();
  for (const model of those) {
    for (const licence of model.licenceKeys) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}
