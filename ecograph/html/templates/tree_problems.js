// Problems of licences: the marks of edges.

const SIGNS = { loosened: "⚠", dropped: "⚠", "no derivatives": "⚠", unknown: "?" };

const hasProblems = allEdges.some((edge) => edge.problem);

// Other changes of a licence from the parent's are marked by a sign alone.
const CHANGES = { added: "+", tightened: "+", changed: "≠" };

function problemMark({ problem, drift }) {
  if (!problem) {
    return CHANGES[drift] ? element("span", { className: "change", title: `licence ${drift}` }, CHANGES[drift]) : "";
  }
  return element("span", { className: "problem" }, SIGNS[problem],
    element("span", { className: "word" }, `\u00a0${problem}`));
}

function setUpProblems() {
  for (const id of ["problem-filter", "legend"]) $(id).hidden = !hasProblems;
  document.body.classList.toggle("unmarked", !hasProblems);
  $("problem-count").textContent = format(modelsOf(allEdges, (edge) => edge.problem).length);
  $("problems").addEventListener("change", () => {
    filters.problems = $("problems").checked;
    filtersChanged();
  });
}
