// "What to notice" stands beside the figure, in the page; it follows the slider.

function tellNotice(key, text) {
  if (text === undefined) return;
  const place = document.querySelector(`[data-notice="${CSS.escape(key)}"]`);
  if (place && place.innerHTML !== text) place.innerHTML = text;
}
