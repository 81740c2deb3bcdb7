// The list beside the map: where one is, what is there, and what a search finds.

const MOST_ROWS = 200;

// `goTo` moves the map to a circle.
function showPanel(focus, goTo) {
  const title = element("h2", { tabIndex: -1 });
  if (focus.model) {
    title.append(element("a", { href: mapUrl(focus.model.id), target: "_blank", rel: "noopener" }, titleOf(focus)));
  } else title.append(titleOf(focus));
  const facts = element("dl", {}, ...factsOf(focus).flatMap(([name, text]) =>
    [element("dt", {}, name), element("dd", {}, text)]));
  const parts = [breadcrumb(focus, goTo), title, facts];
  if (focus.inner.length && focus !== wholeMap) {
    parts.push(element("h3", {}, "by type"), element("ul", {}, ...countsByType(focus).map(([type, models]) =>
      element("li", {}, element("span", { className: "map-row" }, mapSwatch(type),
        element("span", { className: "map-name" }, mapData.nouns[mapData.types.indexOf(type)][1]),
        element("span", { className: "map-count" }, format(models)))))));
  }
  if (focus.inner.length) {
    const sorted = focus.inner.toSorted((a, b) => b.models - a.models || a.index - b.index);
    parts.push(element("h3", {}, focus === wholeMap ? "families by models" : "in it"), mapRows(sorted, goTo));
  }
  $("map-contents").replaceChildren(...parts);
}

function breadcrumb(focus, goTo) {
  const path = pathTo(focus).slice(0, -1);
  return element("nav", { "aria-label": "Where on the map", hidden: !path.length }, element("ol", {},
    ...path.map((circle) => element("li", {},
      element("button", { type: "button", onclick: () => goTo(circle, true) },
        circle === wholeMap ? titleOf(circle) : shortName(titleOf(circle)))))));
}

const mapSwatch = (type, isSeveral) =>
  element("span", { className: `map-swatch ${type}${isSeveral ? " several" : ""}`, "aria-hidden": "true" });

function mapRows(found, goTo) {
  const items = found.slice(0, MOST_ROWS).map((circle) => element("li", {},
    element("button", { type: "button", onclick: () => goTo(circle, true) },
      mapSwatch(circle.type, circle.inner.length),
      element("span", { className: "map-name" }, isSelf(circle) ? `${titleOf(circle)} itself` : titleOf(circle)),
      element("span", { className: "map-count" }, circle.inner.length ? format(circle.models) : ""))));
  if (found.length > MOST_ROWS) {
    items.push(element("li", {}, element("span", { className: "map-row" }, `and ${format(found.length - MOST_ROWS)} more`)));
  }
  return element("ul", {}, ...items);
}

// The circles of the models whose ids contain a text, the largest first.
function searched(text) {
  const wanted = text.trim().toLowerCase();
  const found = byRadius.filter((circle) => circle.model && circleOf.get(circle.model) === circle
    && circle.model.id.toLowerCase().includes(wanted));
  return wanted ? found : [];
}

function showFound(found, goTo) {
  $("map-status").textContent = found.length ? `${pluralize(found.length, "model")} on the map` : "no model on the map; models in groups have no names here";
  $("map-contents").replaceChildren(mapRows(found, goTo));
}
