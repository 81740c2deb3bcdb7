// Problems of licences: the marks of edges, and the paths to them.

const SIGNS = { loosened: "⚠", dropped: "⚠", "no derivatives": "⚠", unknown: "?" };

function problemMark(edge) {
  // The space has the height of a line, for others to be aligned with.
  if (!edge?.problem) return element("span", { className: "problem none" }, "\u00a0");
  return element("span", { className: "problem" },
    element("span", { className: "hidden" }, "licence "), `${SIGNS[edge.problem]} ${edge.problem}`);
}

// The marked edges, and those on the way to them.
function pathsToProblems(direction) {
  const kept = new Set();
  for (const marked of [...direction.edgesFrom.values()].flat()) {
    if (!marked.problem) continue;
    for (let edge = marked; edge && !kept.has(edge); edge = direction.firstEdge.get(edge.near)) {
      kept.add(edge);
    }
  }
  return direction.edges.filter((edge) => kept.has(edge));
}

function setUpProblems() {
  const marked = new Set([...directions.above.edges, ...directions.below.edges]
    .filter((edge) => edge.problem).map((edge) => `${edge.parent} ${edge.child}`));
  for (const id of ["problem-filter", "legend"]) $(id).hidden = !marked.size;
  document.body.classList.toggle("unmarked", !marked.size);
  $("problem-count").textContent = format(marked.size);
  $("problems").addEventListener("change", () => {
    selection.problems = $("problems").checked;
    for (const direction of Object.values(directions)) {
      groupEdges(direction);
      openIfSmall(direction);
    }
    update();
  });
}
