// Pictures the style refers to by name, drawn on canvases in the colours of the theme.
import { BRIDGE_BEARING } from "./settings.js";
import { CATEGORIES } from "./categories.js";

/** @typedef {OffscreenCanvasRenderingContext2D} Pen */
/** @typedef {{name: string, data: ImageData, options: Partial<import("maplibre-gl").StyleImageMetadata>}} Picture */

/**
 * A blank sheet and a pen scaled to CSS pixels.
 * @param {number} width
 * @param {number} height
 * @param {number} ratio
 */
function sheet(width, height, ratio) {
  const canvas = new OffscreenCanvas(width * ratio, height * ratio);
  const pen = /** @type {Pen} */ (canvas.getContext("2d", { willReadFrequently: true })); // not on the GPU
  pen.scale(ratio, ratio);
  return { pen, read: () => pen.getImageData(0, 0, canvas.width, canvas.height) };
}

/**
 * A plate that stretches around a name.
 * @param {string} name
 * @param {string} fill
 * @param {string} line
 * @returns {Picture}
 */
function plate(name, fill, line) {
  const [width, height, ratio] = [24, 20, 2];
  const { pen, read } = sheet(width, height, ratio);
  pen.beginPath();
  pen.roundRect(0.75, 0.75, width - 1.5, height - 1.5, 4);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = line;
  pen.stroke();
  const options = {
    pixelRatio: ratio,
    stretchX: /** @type {[number, number][]} */ ([[8 * ratio, 16 * ratio]]),
    stretchY: /** @type {[number, number][]} */ ([[8 * ratio, 12 * ratio]]),
    content: /** @type {[number, number, number, number]} */ ([6 * ratio, 3 * ratio, 18 * ratio, 17 * ratio]),
  };
  return { name, data: read(), options };
}

/**
 * Stripes that repeat without a seam: being built.
 * @param {string} name
 * @param {string} fill
 * @param {number} side of the square that repeats, in pixels of a fine screen
 * @returns {Picture}
 */
function hatch(name, fill, side) {
  const { pen, read } = sheet(side, side, 1);
  pen.globalAlpha = 0.45;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, side, side);
  pen.globalAlpha = 1;
  pen.strokeStyle = fill;
  pen.lineWidth = side * 0.32;
  for (const offset of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(offset - 2, side + 2);
    pen.lineTo(offset + side + 2, -2);
    pen.stroke();
  }
  return { name, data: read(), options: { pixelRatio: 2 } };
}

/**
 * Two pylons with their stays. They stay upright; only the foot follows the course of the deck.
 * @param {string} name
 * @param {string} colour
 * @param {number} bearing of the bridge in degrees
 * @returns {Picture}
 */
function pylons(name, colour, bearing) {
  const ratio = 3;
  const { pen, read } = sheet(120, 96, ratio);
  const slope = Math.tan(((bearing - 90) * Math.PI) / 180);
  pen.translate(60, 48);
  pen.strokeStyle = colour;
  pen.lineCap = "round";
  for (const x of [-15, 15]) {
    pen.globalAlpha = 0.9;
    pen.lineWidth = 0.8;
    stays(pen, x, slope);
    pen.globalAlpha = 1;
    pen.lineWidth = 2.2;
    pen.beginPath();
    pen.moveTo(x, x * slope - 29);
    pen.lineTo(x, x * slope + 5);
    pen.stroke();
  }
  return { name, data: read(), options: { pixelRatio: ratio } };
}

/**
 * @param {Pen} pen
 * @param {number} x of the pylon
 * @param {number} slope of the deck
 */
function stays(pen, x, slope) {
  for (const side of [-1, 1]) {
    const inner = x * side < 0;
    for (let rope = 1; rope <= (inner ? 1 : 4); rope += 1) {
      const reach = side * rope * (inner ? 12 : 8.5);
      pen.beginPath();
      pen.moveTo(x, x * slope - 27 + (4 - rope) * 4);
      pen.lineTo(x + reach, (x + reach) * slope);
      pen.stroke();
    }
  }
}

/**
 * A disc that carries a count.
 * @param {string} name
 * @param {string} fill
 * @param {string} line
 * @returns {Picture}
 */
function disc(name, fill, line) {
  const ratio = 2;
  const { pen, read } = sheet(40, 40, ratio);
  pen.beginPath();
  pen.arc(20, 20, 17, 0, 7);
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = line;
  pen.stroke();
  return { name, data: read(), options: { pixelRatio: ratio } };
}

/**
 * A marker: a square for a plot, a diamond for premises, a small diamond for a place.
 * @param {string} name
 * @param {{side: number, turned: boolean, fill: string, line: string, dashed?: boolean}} form
 * @returns {Picture}
 */
function marker(name, { side, turned, fill, line, dashed }) {
  const ratio = 2;
  const box = Math.ceil(side * (turned ? 1.42 : 1)) + 6;
  const { pen, read } = sheet(box, box, ratio);
  pen.translate(box / 2, box / 2);
  if (turned) pen.rotate(Math.PI / 4);
  pen.fillStyle = fill;
  pen.fillRect(-side / 2, -side / 2, side, side);
  pen.lineWidth = 2;
  pen.strokeStyle = line;
  if (dashed) pen.setLineDash([side / 4, side / 4]);
  pen.lineDashOffset = side / 8;
  pen.strokeRect(-side / 2, -side / 2, side, side);
  return { name, data: read(), options: { pixelRatio: ratio } };
}

/**
 * Nothing to see: a square that keeps names away.
 * @param {string} name
 * @param {number} side
 * @returns {Picture}
 */
const blank = (name, side) => ({ name, data: new ImageData(side, side), options: {} });

/**
 * Every picture of the style.
 * @param {import("./tokens.js").Colours} colours
 * @param {import("./settings.js").Settings} settings
 * @returns {Picture[]}
 */
export function drawPictures(colours, settings) {
  const c = colours;
  const own = { fill: c.ink, line: c["map-plate"] };
  const example = { fill: c["map-plate"], line: c.ink, dashed: true };
  return [
    plate("plate", c["map-plate"], c["map-plate-line"]),
    plate("plate-selected", c.accent, c.ink),
    pylons("pylons", "#ffffff", settings.bridgeBearing ?? BRIDGE_BEARING),
    blank("guard", 12),
    disc("cluster", c.primary, c.surface),
    marker("plot", { side: 11, turned: false, ...own }),
    marker("plot-example", { side: 12, turned: false, ...example }),
    marker("premises", { side: 9, turned: true, ...own }),
    marker("premises-example", { side: 10, turned: true, ...example }),
    marker("place", { side: 5, turned: true, fill: c["map-city"], line: c.land }),
    marker("place-sea", { side: 5, turned: true, fill: c["on-sea"], line: c.sea }),
    ...CATEGORIES.map((category) => hatch(`hatch-${category}`, c[`lu-${category}`], 16)),
    ...CATEGORIES.map((category) => hatch(`fine-${category}`, c[`lu-${category}`], 9)),
  ];
}
