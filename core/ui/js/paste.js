// A pasted log is read at once: Streamlit itself would wait until the field is left.
function readPasted(event) {
  const field = event.target.closest?.(".st-key-log_input textarea");
  if (!field) return;
  setTimeout(() => {
    field.blur();
    field.focus();
  });
}
