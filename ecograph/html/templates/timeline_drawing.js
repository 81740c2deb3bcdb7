// Drawing a family on canvas: what does not move below, and what follows the pointer
// and the selection above.

const AXIS_HEIGHT = 36;
const MARGIN = 14;
const LANE_WIDTH = 88;
const CURVES_AT_ONCE = 30;
const MANY_LINES = 1000;

// The colours of the page, as its colour scheme has them now.
function readColours(canvas, types) {
  const colour = (name) => {
    canvas.style.color = `var(--${name})`;
    return getComputedStyle(canvas).color;
  };
  const names = ["ink", "faint", "line", "ground", "raised", "mark"];
  return {
    ...Object.fromEntries(names.map((name) => [name, colour(name)])), types: types.map(colour),
  };
}

// A canvas of a size in CSS pixels, sharp on any screen.
function setSize(canvas, width, height, ratio) {
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  canvas.style.width = `${width}px`;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  return context;
}

// Put points where a view has them: `view` has the times from..to, the rows top..bottom
// as fractions, and whether the lane is visible.
function project(family, view, { width, height }) {
  const isTimed = view.to > view.from;
  const lane = view.lane ? (isTimed ? LANE_WIDTH : width) : 0;
  const x = d3.scaleUtc([view.from, view.to], [lane + MARGIN, width - MARGIN]);
  const y = d3.scaleLinear([view.top, view.bottom], [MARGIN, height - AXIS_HEIGHT - MARGIN]);
  // Where the lane is not visible, it is to the left of it.
  const inLane = (point) => (lane ? MARGIN + point.across * (lane - 2 * MARGIN) : (point.across - 1) * LANE_WIDTH);
  const visible = [];
  for (const point of family.points) {
    point.x = point.time === null ? inLane(point) : x(point.time);
    point.y = y(point.row);
    point.radius = 0;
    if (point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height - AXIS_HEIGHT) visible.push(point);
  }
  const room = Math.sqrt(width * height / Math.max(1, visible.length)) / 4;
  const least = Math.max(0.9, Math.min(3, room));
  // One in a hundred may have more downloads than the largest dots stand for.
  const many = family.points[Math.floor(family.points.length / 100)].downloads || 1;
  const radius = d3.scaleSqrt([0, many], [least, 4 * least]).clamp(true);
  for (const point of visible) point.radius = radius(point.downloads);
  if (family.root?.radius) family.root.radius = Math.max(6, family.root.radius);
  return { x, y, lane, isTimed, visible, width, height, areApart: least > 2 };
}

function drawBase(context, family, scene, colours, isShown) {
  drawAxis(context, scene, colours);
  const [shown, faded] = [[], []];
  for (const line of apartLines(family, scene)) (isShown(line.far) ? shown : faded).push(line);
  const opacity = Math.max(0.05, Math.min(0.6, 4 / Math.sqrt(shown.length + faded.length)));
  context.save();
  context.beginPath();
  context.rect(0, 0, scene.width, scene.height - AXIS_HEIGHT);
  context.clip();
  // As thin as the screen has them, which is drawn ten times as fast.
  context.lineWidth = shown.length + faded.length > MANY_LINES ? 1 / devicePixelRatio : 1;
  drawCurves(context, faded, colours, opacity / 6);
  drawCurves(context, shown, colours, opacity);
  drawPoints(context, scene.visible.filter((point) => !isShown(point)), colours, 0.15, scene.areApart);
  drawPoints(context, scene.visible.filter(isShown), colours, 1, scene.areApart);
  drawRoot(context, family.root, family.name, scene, colours);
  context.restore();
}

// The lines that could be visible. Of thousands, those of one type from a model to about
// the same place look like one.
function apartLines(family, scene) {
  const lines = family.lines.filter((line) => crosses(line, scene));
  if (lines.length < MANY_LINES) return lines;
  const cell = (position) => Math.floor(position / 4);
  const seen = new Set();
  return lines.filter(({ from, to, type }) => {
    if (!to.radius) return true;
    const key = ((from.index * 8 + type) * 10_000 + cell(to.x)) * 10_000 + cell(to.y);
    return seen.size !== seen.add(key).size;
  });
}

function crosses({ from, to }, { width, height }) {
  return Math.max(from.x, to.x) >= 0 && Math.min(from.x, to.x) <= width
    && Math.max(from.y, to.y) >= 0 && Math.min(from.y, to.y) <= height;
}

function addCurve(context, { from, to }) {
  const middle = (from.x + to.x) / 2;
  context.moveTo(from.x, from.y);
  context.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
}

// Some at a time: one by one is slow, and in one path they would be as opaque in a
// thicket as alone.
function drawCurves(context, lines, colours, opacity) {
  context.globalAlpha = opacity;
  for (const [type, group] of d3.group(lines, (line) => line.type)) {
    context.strokeStyle = colours.types[type];
    group.forEach((line, place) => {
      if (place % CURVES_AT_ONCE === 0) context.beginPath();
      addCurve(context, line);
      if ((place + 1) % CURVES_AT_ONCE === 0 || place === group.length - 1) context.stroke();
    });
  }
  context.globalAlpha = 1;
}

function drawPoints(context, points, colours, opacity, areApart) {
  context.globalAlpha = opacity;
  const ratio = devicePixelRatio;
  for (const point of points) {
    context.fillStyle = point.type === null ? colours.ink : colours.types[point.type];
    if (point.radius * ratio < 1.5) {
      // As small as a pixel or two, it is no rounder than a square.
      context.fillRect(point.x - point.radius, point.y - point.radius, 2 * point.radius, 2 * point.radius);
      continue;
    }
    context.beginPath();
    context.arc(point.x, point.y, point.radius, 0, 2 * Math.PI);
    context.fill();
    if (areApart) ring(context, point, point.radius, 1, colours.ground);
  }
  context.globalAlpha = 1;
}

function ring(context, point, radius, width, colour) {
  context.beginPath();
  context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

function drawRoot(context, point, name, { width }, colours) {
  if (!point?.radius) return;
  drawPoints(context, [point], colours, 1, true);
  ring(context, point, point.radius + 3, 1.5, colours.ink);
  const { font } = context;
  context.font = `600 ${font}`;
  const room = width - 8;
  if (context.measureText(name).width > room) {
    while (context.measureText(`${name}…`).width > room) name = name.slice(0, -1);
    name += "…";
  }
  const half = context.measureText(name).width / 2;
  const above = point.y - point.radius - 8;
  writeText(context, name, Math.max(half + 4, Math.min(width - half - 4, point.x)),
    above > 12 ? above : point.y + point.radius + 18, colours);
  context.font = font;
}

// Text with a margin in the colour of the ground, to be legible over lines.
function writeText(context, text, x, y, colours) {
  Object.assign(context, {
    textAlign: "center", lineJoin: "round", lineWidth: 4, strokeStyle: colours.ground, fillStyle: colours.ink,
  });
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function drawAxis(context, { x, lane, isTimed, width, height }, colours) {
  const base = height - AXIS_HEIGHT;
  Object.assign(context, { lineWidth: 1, textAlign: "center", strokeStyle: colours.line });
  if (lane) {
    context.fillStyle = colours.raised;
    context.fillRect(0, 0, lane, height);
    writeLines(context, ["2 March 2022", "or before"], lane / 2, base, colours);
  }
  if (!isTimed) return;
  const ticks = chooseTicks(x, Math.max(2, Math.floor((width - lane) / 44)));
  context.beginPath();
  ticks.forEach((time, place) => {
    context.moveTo(x(time), 0);
    context.lineTo(x(time), base);
    writeLines(context, tickLabels(time, place, ticks), Math.max(20, Math.min(width - 20, x(time))), base, colours);
  });
  context.moveTo(lane, base);
  context.lineTo(width, base);
  context.stroke();
}

// At most so many: a scale takes a number of ticks as a hint.
function chooseTicks(x, most) {
  for (let number = most; ; number -= 1) {
    // Dates are whole days.
    const ticks = x.ticks(number).filter((tick) => +d3.utcDay(tick) === +tick);
    if (ticks.length <= most || number === 1) return ticks;
  }
}

function writeLines(context, lines, x, y, colours) {
  context.fillStyle = colours.faint;
  lines.forEach((line, place) => context.fillText(line, x, y + 15 * (place + 1)));
}

// A month or a day, and below it the year where a new one begins.
function tickLabels(time, place, ticks) {
  const year = time.getUTCFullYear();
  if (ticks.every((tick) => +d3.utcYear(tick) === +tick)) return [year];
  const areMonths = ticks.every((tick) => +d3.utcMonth(tick) === +tick);
  const label = d3.utcFormat(areMonths ? "%b" : "%-d %b")(time);
  return place && ticks[place - 1].getUTCFullYear() === year ? [label] : [label, year];
}

// The selected model with the lines of its ancestors, and the one under the pointer.
function drawAbove(context, family, scene, colours, selected, hovered) {
  context.save();
  context.beginPath();
  context.rect(0, 0, scene.width, scene.height - AXIS_HEIGHT);
  context.clip();
  const seen = new Set(selected ? [selected] : []);
  for (const point of seen) {
    for (const line of family.linesTo[point.index] ?? []) {
      seen.add(line.from);
      context.beginPath();
      addCurve(context, line);
      Object.assign(context, { lineWidth: 2.5, strokeStyle: colours.types[line.type] });
      context.stroke();
    }
  }
  // The lines end at the dots, and the name is over both.
  drawPoints(context, [...seen].filter((point) => point.radius), colours, 1, true);
  drawRoot(context, family.root, family.name, scene, colours);
  for (const [point, colour] of [[selected, colours.mark], [hovered, colours.ink]]) {
    if (!point?.radius) continue;
    ring(context, point, point.radius + 3.5, 4, colours.ground);
    ring(context, point, point.radius + 3.5, 2, colour);
  }
  context.restore();
}
