// Zoom into the map: by wheel, pinch and drag, by clicks, by the list and by a search.

if (mapCanvas) {
  let focus = wholeMap;
  let marked = null;
  let transform = d3.zoomIdentity;
  let colours = pageColours();
  let frame = 0;
  // The wheel scrolls the page until one has pressed on the map.
  let isPressed = false;
  let isScaled = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const view = d3.select(mapCanvas);
  const least = Math.min(...byRadius.map(({ r }) => r));
  const zoom = d3.zoom()
    .scaleExtent([1, Math.max(8, wholeMap.r / (4 * least))])
    .filter((event) => (event.type === "wheel" ? event.ctrlKey || isPressed : !event.ctrlKey) && !event.button
      // One finger scrolls the page until one has zoomed in.
      && (event.type !== "touchstart" || event.touches.length > 1 || transform.k > 1))
    // Two fingers on a touchpad come as a wheel with Ctrl, in small steps.
    .wheelDelta(({ deltaY, deltaMode, ctrlKey }) =>
      -deltaY * (deltaMode === 1 ? 0.05 : deltaMode ? 1 : 0.002) * (ctrlKey && Math.abs(deltaY) < 50 ? 10 : 1))
    .on("zoom", (event) => {
      showTip(null);
      transform = event.transform;
      mapCanvas.style.touchAction = transform.k > 1 ? "none" : "pan-y";
      redraw();
    })
    .on("end", (event) => (event.sourceEvent || isScaled) && setFocus(inView()));

  function redraw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawMap(transform, colours, marked ?? (focus.inner.length ? null : focus));
    });
  }

  function resize() {
    const width = mapCanvas.clientWidth;
    if (!width) return;
    zoom.extent([[0, 0], [width, width]]).translateExtent([[0, 0], [width, width]]);
    view.call(zoom.transform, transformTo(focus));
  }

  // The transform at which a circle fills the map, or a disc some of it.
  function transformTo(circle) {
    const width = mapCanvas.clientWidth;
    const { x, y, r } = placed(circle, d3.zoomIdentity, width);
    const room = circle === wholeMap ? 1 : circle.inner.length ? 1.04 : 5;
    const k = Math.min(Math.max(1, width / (2 * r * room)), zoom.scaleExtent()[1]);
    return d3.zoomIdentity.translate(width / 2 - k * x, width / 2 - k * y).scale(k);
  }

  function setFocus(circle) {
    if (circle === focus) return;
    focus = circle;
    $("map-search").value = $("map-status").textContent = "";
    showPanel(focus, goTo);
    if (focus.model) history.replaceState(null, "", `#map=${encodeURIComponent(focus.model.id)}`);
    else if (linkedCircle()) history.replaceState(null, "", location.pathname + location.search);
  }

  // What the address names.
  function linkedCircle() {
    const id = new URLSearchParams(location.hash.slice(1)).get("map");
    return id && circleOf.get(mapModels.find((model) => model.id === id));
  }

  function goTo(circle, isFromPanel = false) {
    isScaled = false;
    setFocus(circle);
    if (isFromPanel) {
      showPanel(focus, goTo);
      $("map-contents").querySelector("h2").focus({ preventScroll: true });
    }
    const moved = still.matches ? view : view.transition().duration(650);
    moved.call(zoom.transform, transformTo(circle));
    redraw();
  }

  // The smallest circle with others in it that takes most of the view.
  function inView() {
    const width = mapCanvas.clientWidth;
    return circles.findLast((circle) => {
      const { x, y, r } = placed(circle, transform, width);
      return circle.inner.length && r > 0.35 * width && Math.hypot(x - width / 2, y - width / 2) < r;
    }) ?? wholeMap;
  }

  // The innermost circle at a point of the canvas.
  function circleAt(event) {
    const box = mapCanvas.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    return circles.findLast((circle) => {
      const { x, y, r } = placed(circle, transform, box.width);
      return Math.hypot(x - left, y - top) < Math.max(r, 1);
    }) ?? wholeMap;
  }

  // A click goes one step inwards, and out of a circle from its background.
  function step(hit) {
    const path = pathTo(hit);
    const place = path.indexOf(focus);
    if (place < 0) goTo(path[1] ?? wholeMap);
    else if (place + 1 < path.length) goTo(path[place + 1]);
    else goTo(focus.around ?? wholeMap);
  }

  function showTip(event) {
    const hit = event && event.pointerType !== "touch" ? circleAt(event) : wholeMap;
    const tip = $("map-tip");
    const last = marked;
    marked = hit === wholeMap || hit === focus ? null : hit;
    if (marked !== last) redraw();
    tip.hidden = !marked;
    if (!marked) return;
    tip.replaceChildren(...tipOf(marked).map((text) => element("p", {}, text)));
    const box = mapCanvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    tip.style.left = `${Math.max(0, Math.min(x + 14, box.width - tip.offsetWidth))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  }

  const grid = mapCanvas.closest(".map-grid");
  grid.classList.add("is-live");
  for (const part of grid.querySelectorAll(".map-live, .map-panel")) part.hidden = false;
  view.call(zoom).on("dblclick.zoom", null)
    .on("click", (event) => event.defaultPrevented || step(circleAt(event)))
    .on("pointerdown", () => { isPressed = true; })
    .on("pointermove", showTip)
    .on("pointerleave", () => {
      isPressed = false;
      showTip(null);
    });
  const scaled = (factor) => (isScaled = true) && zoom.scaleBy(still.matches ? view : view.transition().duration(250), factor);
  $("map-in").onclick = () => scaled(1.6);
  $("map-out").onclick = () => scaled(1 / 1.6);
  $("map-all").onclick = () => goTo(wholeMap);
  $("map-search").oninput = ({ target }) => {
    if (target.value.trim()) return showFound(searched(target.value), goTo);
    $("map-status").textContent = "";
    showPanel(focus, goTo);
  };
  $("map-search").form.onsubmit = (event) => {
    event.preventDefault();
    const [first] = searched($("map-search").value);
    if (first) goTo(first, true);
  };
  document.addEventListener("keydown", (event) => {
    const { top, bottom } = grid.getBoundingClientRect();
    const isHere = grid.contains(event.target) || (event.target.contains(grid) && top < innerHeight && bottom > 0);
    if (event.key === "Escape" && isHere && !event.target.value && focus.around) goTo(focus.around);
  });
  addEventListener("hashchange", () => {
    const circle = linkedCircle();
    if (circle) goTo(circle);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = pageColours();
    redraw();
  });
  focus = linkedCircle() ?? wholeMap;
  showPanel(focus, goTo);
  if (focus !== wholeMap) grid.scrollIntoView();
  new ResizeObserver(resize).observe(mapCanvas);
}
