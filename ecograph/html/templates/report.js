// Copy the SQL; without a clipboard, as in some browsers for local files, select it.
async function copy(button) {
  const text = document.getElementById(button.dataset.copyFrom);
  const status = button.parentElement.querySelector("[role=status]");
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(text.textContent);
    status.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(text);
    text.focus();
    status.textContent = "Selected: copy it with the keyboard.";
  }
}

for (const button of document.querySelectorAll("[data-copy-from]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

for (const button of document.querySelectorAll("[data-csv-of]")) {
  button.hidden = false;
  const name = button.dataset.csvOf;
  button.addEventListener("click", () => {
    const { columns, rows } = dataOf(name);
    downloadCsv(name, [columns, ...rows]);
  });
}
