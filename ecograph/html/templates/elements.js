// Elements, numbers and order.

const $ = (id) => document.getElementById(id);
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}
const { format } = new Intl.NumberFormat("en-US");
const pluralize = (number, noun, plural = `${noun}s`) =>
  `${format(number)} ${number === 1 ? noun : plural}`;
const signed = (number) => (number > 0 ? "+" : "") + format(number).replace("-", "−");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Call a function once for many requests: after a pause, or in the next frame.
function afterPause(call, pause) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, pause);
  };
}
function soon(call) {
  let request = 0;
  const ask = () => {
    cancelAnimationFrame(request);
    request = requestAnimationFrame(call);
  };
  ask.now = () => {
    cancelAnimationFrame(request);
    call();
  };
  return ask;
}
