// The panel of a tree's page: what is known of a model, and what changed.

// Of which model it has the facts.
let shown = null;

function show(model, event) {
  shown = model;
  const term = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];
  const list = (values) => values.join(", ") || "none named";
  const title = element("h2", { id: "facts-title" }, link(model));
  const close = element("button",
    { type: "button", className: "close", onclick: hide, "aria-label": "Close the facts" }, "✕");
  const known = element("dl", {},
    ...term("licence", list(model.licences)), ...term("task", model.task ?? "none named"),
    ...term("library", model.library ?? "none named"), ...term("languages", list(model.languages)),
    ...term("datasets", list(model.datasets)), ...term("created", model.created ?? "unknown"),
    ...term("likes", model.likes === null ? "unknown" : count(model.likes)),
    ...term("downloads", model.downloads === null ? "unknown" : `${count(model.downloads)} in 30 days`),
    ...term("made from it", model.descendants === null ? "too many to count"
      : !model.descendants ? "no model"
      : `${some(model.descendants, "model")} in all, ${count(model.children)} directly`));
  $("facts").replaceChildren(close, title, known, ...steps(model), ...byLicence(model));
  $("facts").hidden = false;
  choose(model);
  // A click by the keyboard has no place; the panel is then what comes next.
  if (event?.detail === 0) $("facts").focus();
}

function choose(model) {
  for (const old of document.querySelectorAll(".row.chosen")) old.classList.remove("chosen");
  for (const now of document.querySelectorAll(`.row[data-place="${model.place}"]`)) {
    now.classList.add("chosen");
  }
}

function hide() {
  shown = null;
  $("facts").hidden = true;
  document.querySelector(".row.chosen .about")?.focus();
}

const DRIFTS = {
  none: "none is named by either",
  added: "added: named by this model alone",
  dropped: "dropped: named by the parent alone",
  unknown: "unknown, for the terms of one are",
  changed: "changed for one of the same terms",
};

// What changed from each parent of a model that is on this page.
function steps(model) {
  const edges = new Map();
  for (const edge of [...sides.above.edges, ...sides.below.edges]) {
    if (edge.child === model.place) edges.set(edge.parent, edge);
  }
  if (!edges.size) return [];
  const change = (number, fraction) => (number === null ? "unknown" : signed(number)
    + (fraction === null ? "" : ` (${signed(Math.round(100 * fraction))} %)`));
  return [element("h3", {}, "What changed from"), ...[...edges.values()].flatMap((edge) => [
    element("p", {}, typed(edge), " ", whereabouts(models[edge.parent])),
    element("dl", {},
      element("dt", {}, "likes"), element("dd", {}, change(edge.likes, edge.likesFraction)),
      element("dt", {}, "downloads"), element("dd", {}, change(edge.downloads, edge.downloadsFraction)),
      element("dt", {}, "age"), element("dd", {}, edge.days === null ? "unknown"
        : edge.days < 0 ? `${some(-edge.days, "day")} earlier` : `${some(edge.days, "day")} later`),
      element("dt", {}, "licence"), element("dd", {}, DRIFTS[edge.drift] ?? edge.drift,
        edge.dropped?.length ? `; it does not say ${edge.dropped.join(", ")}` : "")),
  ])];
}

function whereabouts(model) {
  return element("button", { type: "button", className: "link", onclick: () => show(model) }, model.id);
}

// Under which licences all that was made from a model is, as far as it is here.
function byLicence(model) {
  const reached = new Set([model.place]);
  for (const near of reached) {
    for (const edge of sides.below.from.get(near) ?? []) reached.add(edge.far.place);
  }
  reached.delete(model.place);
  if (!reached.size) return [];
  const total = reached.size;
  const rows = counted([...reached].map((place) => models[place])).map(([licence, number]) => {
    const bar = element("span", { className: "bar" });
    bar.style.width = `${Math.max(1, 100 * number / total)}%`;
    const name = element("button", { type: "button", className: "link", onclick: () => {
      pick(licence, reached);
      if (!isWide()) hide();
      $("found").scrollIntoView();
    } }, licence);
    return element("tr", {}, element("th", { scope: "row" }, name),
      element("td", { className: "number" }, count(number)), element("td", {}, bar));
  });
  const head = element("caption", { className: "hidden" }, `Licences of the models made from ${model.id}`);
  return [element("h3", {}, `Licences of the ${some(total, "model")} here that ${total === 1 ? "was" : "were"} made from it`),
    element("table", {}, head, element("tbody", {}, ...rows))];
}

function counted(those) {
  const numbers = new Map();
  for (const model of those) {
    for (const licence of model.named) numbers.set(licence, (numbers.get(licence) ?? 0) + 1);
  }
  return [...numbers].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}
