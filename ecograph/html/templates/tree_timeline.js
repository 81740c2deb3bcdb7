// The picture of the family over time, beside the list: `createTimeline` adds it to the
// page, and what it returns tells it of filters and of the selected model. The list is
// its equivalent without a pointer.

const FEWEST_DATED = 3;
const REACH = 24;
const FLAT = 20;
const PAUSE = 50;

function createTimeline(container, { models, edges, types, root, select }) {
  const dated = models.filter((model) => model.created && !model.note);
  if (dated.length < FEWEST_DATED) return { update() {} };
  const undated = models.filter((model) => !model.created && !model.note).length;
  const canvas = element("canvas", { role: "img", "aria-label": "The family over time" });
  const above = element("canvas", { "aria-hidden": "true" });
  const svg = d3.create("svg").attr("aria-hidden", "true");
  const tooltip = element("div", { className: "tooltip", hidden: true, "aria-hidden": "true" });
  const plot = element("div", { className: "plot" }, canvas, above, svg.node(), tooltip);
  plot.style.setProperty("--rows", Math.min(dated.length, 100));
  const whole = wholeView(dated);
  const years = whole.to ? d3.utcYears(d3.utcYear(whole.from), whole.to) : [];
  const period = element("select", {}, element("option", { value: "" }, "whole time"),
    element("option", { value: "part", hidden: true }, "part"),
    ...years.map((year) => element("option", { value: +year }, year.getUTCFullYear())));
  const back = element("button", { type: "button", hidden: true }, "Whole time");
  container.replaceChildren(element("div", { className: "tools" }, element("h2", {}, "Over time"),
    element("label", { hidden: years.length < 2 }, element("span", { className: "hidden" }, "Period"), period), back),
  plot, ...captions(models, edges, types, undated));
  container.hidden = false;

  const state = { view: whole, shown: null, selected: null, hovered: null, isPrinted: false };
  const isShown = (point) => !state.shown || state.shown.has(point.index);
  // Where the models are; found when it is first drawn.
  let family = null;
  let scene = null;
  let colours = null;
  // The visible points, to find the one nearest to the pointer.
  let nearest = null;

  function prepare() {
    family = layOutFamily({ models, edges, root: root.index ?? root });
    family.name = models[family.root?.index]?.id;
    canvas.setAttribute("aria-label", describeFamily(models));
  }

  function draw() {
    const { clientWidth: width, clientHeight: height } = plot;
    if (!width) return;
    if (!family) prepare();
    colours = readColours(canvas, types);
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    brush.extent([[0, 0], [width, height - AXIS_HEIGHT]]);
    layer.call(brush);
    scene = project(family, state.view, { width, height });
    nearest = null;
    // Paper has more dots than most screens.
    const ratio = state.isPrinted ? Math.max(3, devicePixelRatio) : devicePixelRatio;
    drawBase(setSize(canvas, width, height, ratio), family, scene, colours, isShown);
    setSize(above, width, height, ratio);
    drawMarks();
    indexSoon();
  }

  function drawMarks() {
    const selected = family.byIndex[state.selected];
    const context = above.getContext("2d");
    // Paper keeps what is drawn, and there it would clear the canvas below, too.
    if (!state.isPrinted) context.clearRect(0, 0, scene.width, scene.height);
    drawAbove(context, family, scene, colours, selected, state.hovered);
  }

  function zoom(view, value = "") {
    const hadFocus = document.activeElement === back;
    state.view = view;
    period.value = value;
    back.hidden = view === whole;
    if (hadFocus) period.focus();
    hover(null);
    draw();
  }

  function index() {
    nearest ??= d3.quadtree(scene.visible.filter(isShown), (point) => point.x, (point) => point.y);
  }
  const indexSoon = afterPause(index, PAUSE);

  function find(event) {
    index();
    return nearest.find(...d3.pointer(event, svg.node()), REACH) ?? null;
  }

  function hover(point) {
    tooltip.hidden = !point;
    layer.select(".overlay").style("cursor", point ? "pointer" : null);
    if (point) showTooltip(tooltip, models[point.index], point, scene, types);
    if (point === state.hovered) return;
    state.hovered = point;
    drawMarks();
  }

  const brush = d3.brush().touchable(false).on("end", ({ selection }) => {
    if (!selection) return;
    layer.call(brush.clear);
    zoom(viewWithin(selection, scene, state.view), "part");
  });
  const layer = svg.append("g");
  svg.on("pointermove", (event) => hover(event.buttons || !scene ? null : find(event)))
    .on("pointerleave", () => hover(null))
    .on("click", (event) => {
      const point = scene && find(event);
      if (point) select(point.index);
    })
    .on("dblclick", () => zoom(whole));
  back.onclick = () => zoom(whole);
  period.onchange = () => {
    const from = new Date(+period.value);
    const view = { ...whole, from: +from, to: +d3.utcYear.offset(from, 1), lane: false };
    zoom(period.value ? view : whole, period.value);
  };
  document.addEventListener("keydown", (event) => {
    const isElsewhere = event.target.closest("aside, input");
    if (event.key === "Escape" && state.view !== whole && !isElsewhere) zoom(whole);
  });

  // The list comes first: the picture is drawn once it could be seen and nothing changes,
  // in turns that are each short.
  const drawSoon = afterPause(() => {
    if (!family) prepare();
    setTimeout(draw);
  }, PAUSE);
  new IntersectionObserver((entries, observer) => {
    if (!entries.at(-1).isIntersecting) return;
    observer.disconnect();
    new ResizeObserver(drawSoon).observe(plot);
  }).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => scene && draw());
  for (const event of ["beforeprint", "afterprint"]) {
    addEventListener(event, () => {
      state.isPrinted = event === "beforeprint";
      container.style.colorScheme = state.isPrinted ? "light" : "";
      draw();
    });
  }

  container.timeline = {
    update({ shown, selected }) {
      const isChanged = !isSame(shown, state.shown);
      Object.assign(state, { shown, selected });
      if (scene) (isChanged ? drawSoon : drawMarks)();
    },
    // Where a model is, in pixels of the picture.
    place: (index) => {
      const { x, y, radius } = family?.byIndex[index] ?? {};
      return scene && radius ? { x, y, radius } : null;
    },
  };
  return container.timeline;
}

const isSame = (one, other) => one === other
  || Boolean(one && other && one.size === other.size && [...one].every((index) => other.has(index)));

function wholeView(dated) {
  const [first, last] = d3.extent(dated, (model) => (model.mayBeOlder ? undefined : model.created)).map(Date.parse);
  const lane = dated.some((model) => model.mayBeOlder);
  if (Number.isNaN(first)) return { from: 0, to: 0, top: 0, bottom: 1, lane };
  // A month at least, so that a few days do not fill the whole width.
  const margin = Math.max(0, 30 * DAY - (last - first)) / 2;
  return { from: first - margin, to: last + margin, top: 0, bottom: 1, lane };
}

// The part of a view within a rectangle of the picture. A flat one is a span of time.
function viewWithin([[left, top], [right, bottom]], scene, view) {
  const isFlat = bottom - top < FLAT;
  const hasLane = left < scene.lane;
  const from = hasLane ? view.from : +scene.x.invert(left);
  // Within the lane there is no time to zoom into.
  const to = right < scene.lane ? view.to : Math.max(from + DAY, +scene.x.invert(right));
  return {
    from, to, lane: hasLane,
    top: isFlat ? view.top : scene.y.invert(top), bottom: isFlat ? view.bottom : scene.y.invert(bottom),
  };
}

function showTooltip(tooltip, model, { type, x, y }, { width, height }, types) {
  const number = (value, noun, plural) => (value === null ? `${plural} unknown` : pluralize(value, noun, plural));
  tooltip.replaceChildren(element("strong", {}, model.id),
    element("div", {}, ...(type === null ? ["this model"]
      : [element("span", { className: `dot ${types[type]}` }), types[type]]),
    ` · ${createdOn(model)}`),
    element("div", {}, `${number(model.likes, "like", "likes")} · ${
      number(model.downloads, "download in 30 days", "downloads in 30 days")}`));
  tooltip.style.left = 0;
  const { offsetWidth, offsetHeight } = tooltip;
  const left = Math.max(0, Math.min(width - offsetWidth, x - offsetWidth / 2));
  const top = y < height / 2 ? y + 16 : y - 16 - offsetHeight;
  Object.assign(tooltip.style, { left: `${left}px`, top: `${top}px` });
}

// What the colours and places mean, and what is not in the picture.
function captions(models, edges, types, undated) {
  const isDrawn = ({ parent, child }) => !models[parent].note && !models[child].note;
  const found = new Set(edges.filter(isDrawn).map((edge) => types[edge.type]));
  const legend = element("ul", { className: "legend" }, ...types.filter((type) => found.has(type))
    .map((type) => element("li", {}, element("span", { className: `dot ${type}` }), type)));
  return [legend, element("p", { className: "faint" },
    "Each dot is a model, larger if downloaded more; those of one branch lie together.",
    element("span", { className: "hint" }, " Drag over a part to zoom in."),
    undated ? ` Not in it: ${pluralize(undated, "model")} without a date.` : "")];
}
