// The panel with the details of a model and its changes from its parents.

// The model whose details are shown.
let detailed = null;

function showDetails(model) {
  detailed = model;
  const title = element("h2", { id: "details-title" }, element("bdi", {}, model.id));
  const close = element("button",
    { type: "button", className: "close", onclick: hideDetails, "aria-label": "Close details" }, "✕");
  const address = model.note ? model.hubId : model.id;
  const link = address === null ? [] : [element("p", {}, element("a",
    { href: hubUrl(address), target: "_blank", rel: "noopener", className: "external" }, "View on the Hub"))];
  $("details").replaceChildren(element("div", { className: "title" }, title, close), ...link,
    ...(model.note ? namedBy(model) : [attributesOf(model), ...parentChanges(model), ...licenceTable(model)]));
  $("details").hidden = false;
  $("details").scrollTop = 0;
}

function attributesOf(model) {
  const term = (name, text) => [element("dt", {}, name),
    element("dd", text === null ? { className: "absent" } : {}, text ?? "not stated")];
  const values = (found) => found.join(", ") || null;
  const number = (value) => (value === null ? null : format(value));
  return element("dl", {},
    ...term("licence", values(model.licences)), ...term("task", model.task), ...term("library", model.library),
    ...term("languages", values(model.languages)), ...term("datasets", values(model.datasets)),
    ...term("created", model.created && createdOn(model)), ...term("likes", number(model.likes)),
    ...term("downloads", model.downloads === null ? null : `${format(model.downloads)} in 30 days`),
    ...term("children", format(model.children)),
    ...term("descendants", model.descendants === null ? "too many to count" : format(model.descendants)));
}

function hideDetails() {
  $("details").hidden = true;
  focusList();
}
function focusList() {
  list.lines.get(list.active).focus();
}

const DRIFTS = {
  none: "not stated for either model",
  added: "added: only stated for this model",
  dropped: "dropped: only stated for the parent",
  unknown: "unknown: the terms of a licence are unknown",
  changed: "changed to a licence with the same terms",
};

// A fraction in percent, with as many decimals as tell it from −100 % and from 0 %.
function percent(fraction) {
  const value = 100 * fraction;
  let digits = 0;
  const isExact = () => {
    const rounded = Number(value.toFixed(digits));
    return rounded === value || (rounded !== -100 && rounded !== 0);
  };
  while (!isExact() && digits < 6) digits += 1;
  const text = value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${value > 0 ? "+" : ""}${text.replace("-", "−")} %`;
}

// What changed from each parent of a model that is on this page.
function parentChanges(model) {
  const edges = new Map(allEdges.filter((edge) => edge.child === model.index).map((edge) => [edge.parent, edge]));
  if (!edges.size) return [];
  // Of an older model the date is the latest possible one: it is yet further away.
  const days = ({ days, daysBound }) => (days === null || daysBound === "unknown" ? null
    : `${daysBound ? "at least " : ""}${pluralize(Math.abs(days), "day")} ${days < 0 ? "earlier" : "later"}`);
  const change = (number, fraction) => (number === null ? null : signed(number)
    + (fraction === null ? "" : ` (${percent(fraction)})`));
  const term = (name, text) => [element("dt", {}, name),
    element("dd", text === null ? { className: "absent" } : {}, text ?? "unknown")];
  const known = [...edges.values()].filter((edge) => !models[edge.parent].note);
  const missing = [...edges.values()].filter((edge) => models[edge.parent].note);
  return [element("h3", {}, "Changes from"), ...known.flatMap((edge) => [
    element("p", {}, typeLabel(edge), " ", goToButton(models[edge.parent])),
    element("dl", {}, ...term("likes", change(edge.likes, edge.likesFraction)),
      ...term("downloads", change(edge.downloads, edge.downloadsFraction)),
      ...term("created", days(edge)),
      ...term("licence", (DRIFTS[edge.drift] ?? edge.drift)
        + (edge.dropped?.length ? `; missing terms: ${edge.dropped.join(", ")}` : "")),
      ...otherChanges(edge)),
  ]), ...missing.map((edge) => element("p", {}, typeLabel(edge), " ", goToButton(models[edge.parent]),
    `: ${models[edge.parent].note}`))];
}

// What else differs between the records of both, by field.
const FIELDS = { pipeline_tag: "task", library_name: "library" };
const MOST_ITEMS = 8;
function otherChanges({ changes }) {
  const term = (name, text) => [element("dt", {}, FIELDS[name] ?? name.replaceAll("_", " ")),
    element("dd", {}, text)];
  if (changes === null) return term("other fields", `not compared on a page of more than ${format(data.most_compared)} edges`);
  const items = (sign, list) => (list.length ? [`${sign} ${list.slice(0, MOST_ITEMS).join(", ")}`
    + (list.length > MOST_ITEMS ? ` and ${list.length - MOST_ITEMS} more` : "")] : []);
  return changes.flatMap(([field, before, after]) => term(field, Array.isArray(before)
    ? [...items("−", before), ...items("+", after)].join("; ")
    : `${before ?? "not stated"} → ${after ?? "not stated"}`));
}

// Who names a missing parent.
function namedBy(model) {
  const edges = allEdges.filter((edge) => edge.parent === model.index);
  return [element("p", {}, `A parent that is ${model.note}.`), element("h3", {}, "Named by"),
    ...edges.map((edge) => element("p", {}, typeLabel(edge), " ", goToButton(models[edge.child])))];
}

function goToButton(model) {
  return element("button", { type: "button", className: "link",
    onclick: () => goTo(model, { focuses: true }) }, element("bdi", {}, model.id));
}

// The licences of the descendants of a model that are on this page.
function licenceTable(model) {
  const reached = reachedFrom(model);
  const descendants = modelsOf(below.edges, (edge) => reached.has(edge.far.index) && matchesEdge(edge));
  const number = descendants.length;
  if (!number) return [];
  const rows = countLicences(descendants).map(([licence, count]) => {
    const bar = element("span", { className: "bar" });
    bar.style.width = `${Math.max(1, 100 * count / number)}%`;
    const name = element("button", { type: "button", className: "link",
      onclick: () => filterByLicence(licence, model) }, licence);
    return element("tr", {}, element("th", { scope: "row" }, name),
      element("td", { className: "number" }, format(count)), element("td", {}, bar));
  });
  const caption = element("caption", { className: "hidden" }, `Licences of the descendants of ${model.id}`);
  return [element("h3", {}, `Licences of ${pluralize(number, "descendant")} on this page`),
    element("table", {}, caption, element("tbody", {}, ...rows))];
}

function filterByLicence(licence, within) {
  Object.assign(filters, { licence, within });
  filtersChanged();
  if (isWide()) focusList();
  else hideDetails();
}
