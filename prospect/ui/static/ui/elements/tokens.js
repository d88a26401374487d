// Colours of css/tokens.css for code that paints by itself, such as the map.

/**
 * Return the colour a token has now, as rgb(): the token itself still says light-dark(…).
 * Ask again after a change of theme: matchMedia("(prefers-color-scheme: dark)").
 * @param {string} name for example "--sea"
 * @returns {string}
 */
export function colour(name) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
