// Draw the circles on the canvas, with labels where there is room for them.

const mapCanvas = $("map-canvas");
const LEAST_SIZE = 8.5;
const LEAST_DISC = 24;
const MOST_SIZE = { family: 17, ring: 14, disc: 14, group: 26 };
const EDGE_SHARE = { family: 0.75, ring: 0.45 };
const MOST_LABELS = 160;
const FONT = "system-ui, sans-serif";

// Colours as the page has them, for a light or a dark screen.
function pageColours() {
  const probe = mapCanvas.parentElement.appendChild(element("span"));
  const colours = {};
  for (const name of ["ground", "ink", "family", ...mapData.types]) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

const widths = new Map();
// The width of a text in sizes of its font.
function widthOf(context, text, weight = 400) {
  const key = weight + text;
  if (!widths.has(key)) {
    context.font = `${weight} 100px ${FONT}`;
    widths.set(key, context.measureText(text).width / 100);
  }
  return widths.get(key);
}

// Where a circle is on the canvas, whose width is that of 1 at a zoom of 1.
function placed(circle, { k, x, y }, width) {
  const scale = (k * width) / (2 * wholeMap.r);
  return { x: x + scale * circle.x, y: y + scale * circle.y, r: scale * circle.r, scale };
}

function drawMap(transform, colours, marked) {
  const width = mapCanvas.clientWidth;
  const ratio = devicePixelRatio || 1;
  const pixels = Math.round(width * ratio);
  if (mapCanvas.width !== pixels) mapCanvas.width = mapCanvas.height = pixels;
  const context = mapCanvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, width);
  const visible = new Map();
  for (const circle of circles) {
    if (circle === wholeMap) continue;
    const place = placed(circle, transform, width);
    const { x, y, r } = place;
    if (r < 0.25 || x + r < 0 || y + r < 0 || x - r > width || y - r > width) continue;
    visible.set(circle, place);
    const colour = colours[circle.kind === "family" ? "family" : circle.type];
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.globalAlpha = circle.kind === "ring" ? 0.14 : 1;
    context.fill();
    context.globalAlpha = 1;
    if (circle.kind === "ring" || circle === marked) {
      context.lineWidth = circle === marked ? 3 : 1;
      context.strokeStyle = circle === marked ? colours.ink : colour;
      context.stroke();
    }
  }
  drawLabels(context, visible, colours, width);
}

function drawLabels(context, visible, colours, width) {
  const taken = [];
  let left = MOST_LABELS;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const circle of byRadius) {
    const place = visible.get(circle);
    if (!place || place.r < LEAST_SIZE) continue;
    for (const label of labelsOf(context, circle, place)) {
      if (label.size < LEAST_SIZE || label.boxes.some((box) => taken.some((other) => overlap(box, other)))) continue;
      if (!label.boxes.some((box) => overlap(box, [0, 0, width, width]))) break;
      taken.push(...label.boxes);
      label.draw(colours);
      left -= 1;
      break;
    }
    if (!left) return;
  }
}

function* labelsOf(context, circle, place) {
  if (circle.kind === "group") {
    if (circle.models < 2) return;
    const number = format(circle.models);
    yield inDisc(context, circle, place, [number, circle.several]);
    yield inDisc(context, circle, place, [number]);
  } else if (circle.kind === "disc") {
    if (place.r < LEAST_DISC) return;
    const name = shortName(circle.model.id);
    for (const most of [48, 40, 32, 24, 18, 12]) {
      const text = name.length > most ? `${name.slice(0, most - 1)}…` : name;
      const blocks = wrapped(text).map((lines) => inDisc(context, circle, place, lines));
      yield blocks.reduce((a, b) => (b.size > a.size ? b : a));
    }
  } else {
    const name = shortName(circle.model.id);
    yield alongEdge(context, circle, place, name, `\u00a0\u00a0${format(circle.models)}`);
    yield alongEdge(context, circle, place, name, "");
  }
}

// A name in one, two and three lines of words, as even as they come.
function wrapped(name) {
  const words = name.match(/[^-_ ]+[-_ ]*|[-_ ]+/g) ?? [name];
  return [1, 2, 3].filter((count) => count <= words.length).map((count) => {
    const lines = [];
    let rest = name.length;
    for (const word of words) {
      const isFull = lines.length && lines.at(-1).length + word.length / 2 > rest / (count - lines.length + 1);
      if (!lines.length || (isFull && lines.length < count)) {
        if (lines.length) rest -= lines.at(-1).length;
        lines.push(word);
      } else lines[lines.length - 1] += word;
    }
    return lines;
  });
}

function inDisc(context, circle, { x, y, r }, lines) {
  const widest = Math.max(...lines.map((line) => widthOf(context, line)));
  const corner = Math.hypot(widest, 1.15 * lines.length) / 2;
  const size = Math.min(MOST_SIZE[circle.kind], (0.94 * r) / corner, 10 + r / 16);
  const half = { x: (widest * size) / 2, y: (1.15 * lines.length * size) / 2 };
  const draw = (colours) => {
    context.font = `${size}px ${FONT}`;
    context.fillStyle = colours.ground;
    lines.forEach((line, place) =>
      context.fillText(line, x, y + 1.15 * size * (place - (lines.length - 1) / 2)));
  };
  return { size, draw, boxes: [[x - half.x, y - half.y, x + half.x, y + half.y]] };
}

// A text within the edge of a circle, letter by letter. That of a family is in its rim
// if that is wide enough; else it covers what is there.
function alongEdge(context, circle, { x, y, r, scale }, name, number) {
  const inRim = 0.95 * circle.rim * scale >= LEAST_SIZE;
  let size = Math.max(0.13 * r, r > 32 ? LEAST_SIZE : 0);
  if (inRim) size = Math.max(0.72 * circle.rim * scale, LEAST_SIZE);
  size = Math.min(size, MOST_SIZE[circle.kind]);
  const radius = r - (inRim ? (circle.rim * scale) / 2 : 0.75 * size);
  const bold = circle.kind === "family" ? 600 : 400;
  const letters = [[name, bold], [number, 400]].flatMap(([text, weight]) =>
    [...text].map((letter) => ({ letter, weight, width: widthOf(context, letter, weight) })));
  const total = letters.reduce((sum, { width }) => sum + width, 0);
  size = Math.min(size, (2 * Math.PI * radius * EDGE_SHARE[circle.kind]) / total);
  const boxes = [];
  const spots = [];
  let angle = -(total * size) / radius / 2;
  for (const { letter, weight, width } of letters) {
    const turn = angle + (width * size) / radius / 2;
    const spot = { letter, weight, turn, x: x + radius * Math.sin(turn), y: y - radius * Math.cos(turn) };
    spots.push(spot);
    boxes.push([spot.x - size / 2, spot.y - size / 2, spot.x + size / 2, spot.y + size / 2]);
    angle += (width * size) / radius;
  }
  const draw = (colours) => {
    context.strokeStyle = colours.ground;
    context.fillStyle = colours.ink;
    context.lineWidth = 3;
    context.lineJoin = "round";
    for (const paint of inRim ? ["fillText"] : ["strokeText", "fillText"]) {
      for (const spot of spots) {
        context.font = `${spot.weight} ${size}px ${FONT}`;
        context.save();
        context.translate(spot.x, spot.y);
        context.rotate(spot.turn);
        context[paint](spot.letter, 0, 0);
        context.restore();
      }
    }
  };
  return { size, draw, boxes };
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
