// The circles of the map: what is around and in each, and what it says of itself.

const CIRCLE_FIELDS = ["around", "kind", "type", "models", "x", "y", "r", "rim", "model"];
const MODEL_FIELDS = ["id", "descendants", "likes", "downloads", "created", "licences"];
const mapData = JSON.parse($("map-data").textContent);
const withNames = (fields, values) => Object.fromEntries(fields.map((name, place) => [name, values[place]]));
const mapModels = mapData.models.map((values) => withNames(MODEL_FIELDS, values));
const circles = mapData.circles.map((values, index) => ({ ...withNames(CIRCLE_FIELDS, values), index, inner: [] }));
for (const circle of circles) {
  circle.kind = mapData.kinds[circle.kind];
  [circle.one, circle.several] = mapData.nouns[circle.type];
  circle.type = mapData.types[circle.type];
  circle.model = circle.model === null ? null : mapModels[circle.model];
  circle.around = circle.around === null ? null : circles[circle.around];
  circle.around?.inner.push(circle);
}
const wholeMap = circles[0];
// Large circles get their labels, and are found by a search, before small ones.
const byRadius = circles.slice(1).sort((a, b) =>
  (b.kind === "family") - (a.kind === "family") || b.r - a.r || a.index - b.index);

// The circles around one, from the outermost, and itself.
function pathTo(circle) {
  const path = [];
  for (let each = circle; each; each = each.around) path.unshift(each);
  return path;
}

// The circle that stands for a model: its ring or family, if it has one, else its disc.
const circleOf = new Map();
for (const circle of circles) {
  if (circle.model && !circleOf.has(circle.model)) circleOf.set(circle.model, circle);
}
// A family is one of its root. Where the root has a ring of its own, that is another circle.
const isSelf = (circle) => circle.kind === "disc" && circle.model === circle.around.model;

// Without the owner, and without marks that turn the direction of writing.
const shortName = (id) => (/^[\w.-]+\/[\w.-]+$/.test(id) ? id.slice(id.indexOf("/") + 1) : id)
  .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ");
const mapUrl = (id) => mapData.hub + id.split("/").map(encodeURIComponent).join("/");

function titleOf(circle) {
  if (circle.kind === "map") return "All families";
  if (circle.kind === "group") {
    return `${format(circle.models)} ${circle.around.kind === "family" ? "other " : ""}${circle.models === 1 ? circle.one : circle.several}`;
  }
  return circle.model.id;
}

// The nearest model above a circle on the map; none for what is directly in a family.
function modelAbove(circle) {
  const around = isSelf(circle) ? circle.around.around : circle.around;
  if (circle.type === "base" || !around || around.kind === "map") return null;
  return around.model;
}

const MADE = { finetune: "finetune of", quantized: "quantized from", adapter: "adapter of", untyped: "derived from" };

// How the models of a circle were made, and from what.
function originOf(circle) {
  if (circle.kind === "map") return "";
  if (circle.kind === "family") return "family";
  const above = modelAbove(circle);
  if (circle.kind === "group") return above ? `below ${above.id}` : `in the family of ${circle.around.model.id}`;
  return above ? `${MADE[circle.type]} ${above.id}` : circle.one;
}

// What a circle says of itself, as pairs of a name and a text.
function factsOf(circle) {
  const facts = [["type", originOf(circle)], ["models", circle.kind === "disc" ? "" : format(circle.models)]];
  if (circle.model) {
    const { licences, likes, downloads, created, descendants } = circle.model;
    facts.push(["licence", licences ?? "not stated"], ["likes", likes === null ? "unknown" : format(likes)],
      ["downloads", downloads === null ? "unknown" : `${format(downloads)} in 30 days`],
      ["created", created ?? "unknown"],
      ["descendants", descendants === null ? "too many to count" : format(descendants)]);
  }
  return facts.filter(([, text]) => text);
}

// The same in a few lines.
function tipOf(circle) {
  const lines = [titleOf(circle), originOf(circle)];
  if (circle.inner.length) lines.push(pluralize(circle.models, "model"));
  if (circle.model) {
    const { licences, likes, downloads, created } = circle.model;
    const number = (sign, value) => value !== null && `${sign} ${format(value)}`;
    lines.push([licences ?? "no licence", number("♥", likes), number("↓", downloads), created].filter(Boolean).join(" · "));
  }
  return lines;
}

// How many models in a circle are of each type, in the order of the legend.
function countsByType(circle) {
  const counts = new Map(mapData.types.map((type) => [type, 0]));
  const waiting = [circle];
  while (waiting.length) {
    const { inner, type, models } = waiting.pop();
    if (inner.length) waiting.push(...inner);
    else counts.set(type, counts.get(type) + models);
  }
  return [...counts].filter(([, models]) => models);
}
