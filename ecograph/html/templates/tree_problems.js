// Problems of licences: the marks of edges.

const SIGNS = { loosened: "⚠", dropped: "⚠", "no derivatives": "⚠", unknown: "?" };

const hasProblems = allEdges.some((edge) => edge.problem);

function problemMark({ problem }) {
  if (!problem) return "";
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
