// Clicks and keys, as in the ARIA pattern of a tree.

const TYPING_PAUSE = 700;

function setUpKeys() {
  const tree = $("tree");
  tree.addEventListener("click", (event) => {
    const row = event.target.closest("[role=treeitem]")?.row;
    if (!row) return;
    const isToggled = event.target.closest(".toggle") || !row.far;
    if (isToggled && keptBranches(row).length) {
      list.active = row;
      setOpen(row, !isOpen(row));
    } else if (event.target.closest(".elsewhere")) {
      goToFirst(row);
    } else {
      select(row, { opensDetails: true });
    }
  });
  tree.addEventListener("keydown", (event) => {
    const { row } = event.target;
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = KEYS[event.key] ?? (event.key.length === 1 ? typeAhead : null);
    if (act && act(row, event.key) !== false) event.preventDefault();
  });
}

const focusOn = (row) => row && select(row, { focuses: true });
function goToFirst(row) {
  const first = rowOfDirection(row);
  openWayTo(first);
  listChanged();
  select(first, { focuses: true, block: "center" });
}

const KEYS = {
  ArrowDown: (row) => focusOn(list.rows[row.place + 1]),
  ArrowUp: (row) => focusOn(list.rows[row.place - 1]),
  Home: () => focusOn(list.rows[0]),
  End: () => focusOn(list.rows.at(-1)),
  ArrowRight: (row) => {
    if (isShownElsewhere(row)) goToFirst(row);
    else if (!keptBranches(row).length) return;
    else if (isOpen(row)) focusOn(list.rows[row.place + 1]);
    else setOpen(row, true);
  },
  ArrowLeft: (row) => {
    if (keptBranches(row).length && isOpen(row)) setOpen(row, false);
    else focusOn(row.before);
  },
  Enter: (row) => {
    if (!row.far) {
      setOpen(row, !isOpen(row));
      return;
    }
    select(row, { opensDetails: true });
    $("details").focus();
  },
};

// Letters go to the next row whose name, or its part after the owner's, begins so.
const typed = { text: "", at: 0 };
function typeAhead(row, key) {
  const now = performance.now();
  typed.text = now - typed.at > TYPING_PAUSE ? key.toLowerCase() : typed.text + key.toLowerCase();
  typed.at = now;
  if (typed.text === " ") return;
  const begins = ({ far }) => far && (far.searchText.startsWith(typed.text)
    || far.searchText.slice(far.searchText.indexOf("/") + 1).startsWith(typed.text));
  // Further letters may still fit the row that the first one led to.
  const start = row.place + (typed.text.length === 1 ? 1 : 0);
  const { rows } = list;
  focusOn(rows.slice(start).find(begins) ?? rows.slice(0, start).find(begins));
}
