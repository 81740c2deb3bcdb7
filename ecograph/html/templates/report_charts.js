// Vega-Lite makes each chart again, for its width and with tooltips, once it is near
// the screen. Where that fails, the picture stays.

const OPTIONS = {
  actions: false,
  ast: true, // the policy of the page forbids to evaluate text
  defaultStyle: false,
  loader: { target: "_blank", rel: "noopener noreferrer" },
  mode: "vega-lite",
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

const dataOf = (name) => JSON.parse(document.getElementById(`data-${name}`).textContent);

async function makeLive(chart) {
  const { section, index } = chart.dataset;
  const live = document.createElement("div");
  live.className = "live";
  chart.firstElementChild.append(live);
  try {
    await vegaEmbed(live, dataOf(section).charts[index], OPTIONS);
    chart.classList.add("is-live");
  } catch (error) {
    live.remove();
  }
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    makeLive(target);
  }
}, { rootMargin: "400px" });

for (const chart of document.querySelectorAll(".chart[data-index]")) near.observe(chart);
