// What is shown as CSV: a row for the model, and one for each edge that the filters leave.

const CSV_COLUMNS = {
  model_id: (row) => row.far.id,
  steps: (row) => (row.direction ? (row.direction === above ? 1 : -1) * (1 - row.level) : 0),
  parent_id: (row) => (row.direction ? models[row.parent].id : null),
  child_id: (row) => (row.direction ? models[row.child].id : null),
  edge_type: (row) => data.types[row.type],
  license_problem: (row) => row.problem,
  note: (row) => row.far.note,
  licenses: (row) => row.far.licences.join(", "),
  likes: (row) => row.far.likes,
  downloads: (row) => row.far.downloads,
  created_at: (row) => row.far.created,
  created_at_is_floor: (row) => row.far.mayBeOlder,
  pipeline_tag: (row) => row.far.task,
  library_name: (row) => row.far.library,
};

// Spreadsheets take a text that begins so for a formula, as they do not with an
// apostrophe before it.
const FORMULA = /^[=+\-@\t\r]/;
function csvCell(value) {
  if (typeof value !== "string") return value ?? "";
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOfShown() {
  const lines = [Object.keys(CSV_COLUMNS).join(",")];
  walk((row) => {
    if (row.far && row.isMatch) lines.push(Object.values(CSV_COLUMNS).map((of) => csvCell(of(row))).join(","));
  }, () => true);
  return `${lines.join("\n")}\n`;
}

function downloadCsv() {
  const url = URL.createObjectURL(new Blob([csvOfShown()], { type: "text/csv" }));
  const name = `${root.id.replace(/[^\w.-]+/g, "--")}.csv`;
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
