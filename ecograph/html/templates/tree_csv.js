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

function rowsOfShown() {
  const rows = [Object.keys(CSV_COLUMNS)];
  walk((row) => {
    if (row.far && row.isMatch) rows.push(Object.values(CSV_COLUMNS).map((of) => of(row)));
  }, () => true);
  return rows;
}

const downloadShown = () => downloadCsv(root.id.replace(/[^\w.-]+/g, "--"), rowsOfShown());
