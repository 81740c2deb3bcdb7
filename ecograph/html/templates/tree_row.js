// What is in a row.

const MAX_INDENT = 8;

function paintRow(line, row) {
  const number = keptBranches(row).length;
  line.className = Object.entries({
    row: true, head: !row.far, root: row === rootRow, missing: row.far?.note, unmatched: !row.isMatch,
    selected: row.far && row.far === list.selected.far,
  }).filter(([, isSet]) => isSet).map(([name]) => name).join(" ");
  line.style.setProperty("--place", row.place);
  line.tabIndex = row === list.active ? 0 : -1;
  const attributes = {
    "aria-level": row.level, "aria-posinset": row.position, "aria-setsize": row.size,
    "aria-label": describeRow(row, number),
    "aria-expanded": number ? isOpen(row) : null,
    "aria-selected": row.far ? row === list.selected : null,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) line.removeAttribute(name);
    else line.setAttribute(name, value);
  }
  line.replaceChildren(...(row.far ? cells(row, number) : [label(row, number, headText(row))]));
}

function headText({ title, direction }) {
  if (!direction.edges.length) return [element("span", { className: "none" }, direction.none)];
  return [title, element("span", { className: "count" },
    `${direction.shown < direction.size ? `${format(direction.shown)} of ` : ""}${format(direction.size)}`)];
}

function label(row, number, content) {
  const indent = element("span", { className: "indent" });
  indent.style.setProperty("--steps", Math.min(row.level - 1, MAX_INDENT));
  if (row.level - 1 > MAX_INDENT) indent.dataset.level = row.level - 1;
  const toggle = element("span", { className: "toggle" }, number ? (isOpen(row) ? "▾" : "▸") : "");
  return element("span", { className: "label" }, indent, toggle, ...content);
}

function cells(row, number) {
  const model = row.far;
  const known = (value, text) => (value === null
    ? element("span", { className: "number absent" }, "–") : element("span", { className: "number" }, text));
  const after = row.isLoop ? ["self-loop"] : isShownElsewhere(row)
    ? [element("span", { className: "elsewhere", title: "Go to its first row, which has its branches" },
      "↩ shown elsewhere")]
    : number ? [format(number)] : [];
  const content = [element("span", { className: "name", title: model.id }, element("bdi", {}, ...marked(model))),
    ...after.map((text) => element("span", { className: "count" }, text))];
  const first = [label(row, number, content), typeLabel(row)];
  if (model.note) {
    return [...first, element("span", { className: "licence note", title: model.note },
      problemMark(row), element("span", { className: "id absent" }, model.note))];
  }
  const licences = model.licences.join(", ");
  return [...first,
    element("span", { className: "licence", title: licences },
      element("span", { className: licences ? "id" : "id absent" }, licences || NO_LICENCE), problemMark(row)),
    known(model.likes, model.likes && format(model.likes)),
    known(model.downloads, model.downloads && format(model.downloads)),
    known(model.created, (model.mayBeOlder ? "≤ " : "") + model.created)];
}

// The first row of a model has its branches, and may be left out by the filters.
const isShownElsewhere = (row) => row.isRepeat && !row.isLoop && rowOfDirection(row).isKept;
const rowOfDirection = (row) => (row.far === root ? rootRow : row.direction.first.get(row.far.index));

function typeLabel({ type }) {
  if (type === undefined) return element("span", { className: "type" });
  const name = data.types[type];
  // On a narrow screen only the dot is there, with a letter in it.
  return element("span", { className: "type" },
    element("span", { className: `dot ${name}`, "aria-hidden": "true" }, name[0]), element("span", { className: "word" }, name));
}

// What is read out of a row.
function describeRow(row, number) {
  const model = row.far;
  if (!model) {
    return row.direction.edges.length
      ? `${row.title}: ${format(row.direction.shown)} of ${format(row.direction.size)}`
      : row.direction.none;
  }
  const [noun, nouns] = row.direction?.name === "above" ? ["parent", "parents"] : ["child", "children"];
  const branches = number ? pluralize(number, noun, nouns) : "";
  const repeat = row.isLoop ? "self-loop" : isShownElsewhere(row) ? "shown elsewhere in this tree" : "";
  const facts = model.note ? [model.note] : [
    `licence ${model.licences.join(", ") || "not stated"}`,
    model.likes === null ? "" : pluralize(model.likes, "like"),
    model.downloads === null ? "" : pluralize(model.downloads, "download"),
    model.created ? `created ${createdOn(model)}` : ""];
  return [model.id, data.types[row.type] ?? "", ...facts, row.problem ? `licence problem: ${row.problem}` : CHANGES[row.drift] ? `licence ${row.drift}` : "",
    branches, repeat, row.isMatch ? "" : "filtered out"].filter(Boolean).join(", ");
}
