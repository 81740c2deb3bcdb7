// Problems of licences: the marks of edges.

const SIGNS = { loosened: "⚠", dropped: "⚠", "no derivatives": "⚠", unknown: "?" };

const markedEdges = new Set(allEdges.filter((edge) => edge.problem)
  .map((edge) => `${edge.parent} ${edge.child}`));
const hasProblems = markedEdges.size > 0;

function problemMark({ problem }) {
  if (!problem) return "";
  return element("span", { className: "problem" }, SIGNS[problem],
    element("span", { className: "word" }, `\u00a0${problem}`));
}

function setUpProblems() {
  for (const id of ["problem-filter", "legend"]) $(id).hidden = !hasProblems;
  document.body.classList.toggle("unmarked", !hasProblems);
  $("problem-count").textContent = format(markedEdges.size);
  $("problems").addEventListener("change", () => {
    filters.problems = $("problems").checked;
    filtersChanged();
  });
}
