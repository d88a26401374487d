// Drawing on the map: Terra Draw moves rings, one feature each; the shape they make lies below them.
import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { areSame, closed, holds, opened, outlineOf } from "./rings.js";
import { addShape, showShape } from "./shape.js";
import { distance, sidesOf, snapped } from "./snapping.js";

/** @typedef {import("../map/engine.js").EngineMap} EngineMap */
/** @typedef {import("./rings.js").Ring} Ring */
/** @typedef {import("./rings.js").Corner} Corner */
/** @typedef {"" | "edit" | "draw" | "hole" | "remove"} Tool */

const NEAR = 22; // pixels around a corner that a finger hits
const PREFIX = "drawn"; // region-map keeps what begins so

export class Drawing {
  /** @type {Ring[]} */
  #rings = [];
  /** @type {{id: string | number, hole: boolean}[]} */
  #features = [];
  /** @type {Tool} */
  #tool = "";
  #map;
  #draw;
  #changed;

  /**
   * @param {EngineMap} map a map that is drawn
   * @param {{neighbours: import("./snapping.js").Neighbour[], colours: import("../map/tokens.js").Colours,
   *   changed: (rings: Ring[]) => void, finished: () => void}} given
   */
  constructor(map, { neighbours, colours, changed, finished }) {
    this.#map = map;
    this.#changed = changed;
    const sides = sidesOf(neighbours);
    /** @type {any} */
    const toCustom = (/** @type {any} */ event, /** @type {any} */ { project, unproject }) =>
      snapped(sides, event, project, unproject);
    addShape(map, colours);
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: PREFIX, coordinatePrecision: 9 }),
      modes: [polygons(colours, toCustom), selection(colours, toCustom)],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.#draw.start();
    this.#draw.on("finish", (id, { action }) => {
      if (action === "draw") this.#add(id);
      else this.#settle(action === "dragFeature" ? id : undefined);
      if (action === "draw") finished();
    });
    this.#draw.on("change", (_ids, type, context) => this.#follow(type, context));
    map.on("click", ({ point }) => this.#tool === "remove" && this.#removeAt(point));
  }

  /** @param {Ring[]} rings */
  show(rings) {
    this.#rings = rings;
    this.#draw.clear();
    this.#features = [];
    for (const { hole, corners } of rings) {
      const [{ id, valid }] = this.#draw.addFeatures([
        {
          type: "Feature",
          properties: { mode: "polygon" },
          geometry: { type: "Polygon", coordinates: [closed(corners)] },
        },
      ]);
      if (valid && id !== undefined) this.#features.push({ id, hole });
    }
    this.#preview();
    this.use(this.#tool);
  }

  /** @param {Tool} tool */
  use(tool) {
    this.#tool = tool;
    const drawing = tool === "draw" || tool === "hole";
    this.#draw.setMode(drawing ? "polygon" : tool === "edit" ? "select" : "static");
    if (tool === "edit" && this.#features[0]) this.#draw.selectFeature(this.#features[0].id);
    // A finger drags corners only where the map does not leave it to the page.
    if (tool) this.#map.cooperativeGestures.disable();
    else this.#map.cooperativeGestures.enable();
    this.#preview();
  }

  /** Whether a shape is begun and not finished. */
  get begun() {
    return this.#draw.getModeState() === "drawing";
  }

  /** Take the last corner of a shape that is begun back; false where there is none. */
  undoCorner() {
    return this.begun && this.#draw.canUndo() && this.#draw.undo();
  }

  redoCorner() {
    return this.begun && this.#draw.canRedo() && this.#draw.redo();
  }

  /** @param {"Enter" | "Escape"} key that ends a shape: the library has no call for it */
  press(key) {
    this.#map.getCanvas().dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }));
  }

  /** @param {import("../map/tokens.js").Colours} colours */
  paint(colours) {
    addShape(this.#map, colours);
    this.#draw.updateModeOptions("polygon", { styles: polygonStyle(colours) });
    this.#draw.updateModeOptions("select", { styles: selectStyle(colours) });
  }

  stop() {
    this.#draw.stop();
  }

  /** @param {string | number} id */
  #add(id) {
    this.#features.push({ id, hole: this.#tool === "hole" });
    this.#settle();
  }

  /**
   * @param {string} type
   * @param {any} context
   */
  #follow(type, context) {
    if (context?.origin === "api") return;
    if (type === "delete") queueMicrotask(() => this.#draw.enabled && this.#settle());
    else requestAnimationFrame(() => this.#draw.enabled && this.#preview());
  }

  /**
   * Take over what the map holds now; holes go where their shape went.
   * @param {string | number} [moved] the shape that was moved as a whole
   */
  #settle(moved) {
    this.#features = this.#features.filter(({ id }) => this.#draw.hasFeature(id));
    if (moved !== undefined) this.#takeHolesAlong(moved);
    const rings = this.#read();
    if (areSame(rings, this.#rings)) return;
    this.#rings = rings;
    this.#preview();
    this.#changed(rings);
  }

  /** @param {string | number} moved */
  #takeHolesAlong(moved) {
    const at = this.#features.findIndex(({ id }) => id === moved);
    const [before, after] = [this.#rings[at], this.#cornersOf(moved)];
    if (!before || before.hole || !after.length) return;
    const [dx, dy] = [after[0][0] - before.corners[0][0], after[0][1] - before.corners[0][1]];
    this.#features.forEach(({ id, hole }, index) => {
      const { corners } = this.#rings[index];
      if (!hole || !holds(before.corners, corners[0])) return;
      const there = corners.map(([x, y]) => /** @type {Corner} */ ([x + dx, y + dy]));
      const coordinates = [closed(there.map(([x, y]) => [Number(x.toFixed(9)), Number(y.toFixed(9))]))];
      this.#draw.updateFeatureGeometry(id, { type: "Polygon", coordinates });
    });
  }

  /** @returns {Ring[]} */
  #read() {
    return this.#features.map(({ id, hole }) => ({ hole, corners: this.#cornersOf(id) }));
  }

  /**
   * @param {string | number} id
   * @returns {Corner[]}
   */
  #cornersOf(id) {
    const geometry = this.#draw.getSnapshotFeature(id)?.geometry;
    return geometry?.type === "Polygon" ? opened(geometry.coordinates[0]) : [];
  }

  #preview() {
    const rings = this.#read();
    showShape(this.#map, outlineOf(rings), this.#tool === "remove" ? rings.flatMap(({ corners }) => corners) : []);
  }

  /** @param {import("./snapping.js").Pixel} point */
  #removeAt(point) {
    let found = { far: NEAR, ring: -1, corner: -1 };
    this.#rings.forEach(({ corners }, ring) =>
      corners.forEach((at, corner) => {
        const far = distance(point, this.#map.project(at));
        if (far < found.far) found = { far, ring, corner };
      }),
    );
    if (found.ring < 0) return;
    const rings = structuredClone(this.#rings);
    rings[found.ring].corners.splice(found.corner, 1);
    const kept = rings.filter(({ corners }) => corners.length > 2);
    this.show(kept);
    this.#changed(kept);
  }
}

/**
 * @param {import("../map/tokens.js").Colours} colours
 * @param {any} toCustom
 */
function polygons(colours, toCustom) {
  const snapping = { toCoordinate: true, toLine: true, toCustom };
  return new TerraDrawPolygonMode({ snapping, pointerDistance: 20, styles: polygonStyle(colours) });
}

/**
 * @param {import("../map/tokens.js").Colours} colours
 * @param {any} toCustom
 */
function selection(colours, toCustom) {
  const coordinates = { midpoints: { draggable: true }, draggable: true, deletable: true, snappable: { toCustom } };
  const flags = { polygon: { feature: { draggable: true, coordinates } } };
  return new TerraDrawSelectMode({ flags, pointerDistance: NEAR, styles: selectStyle(colours) });
}

/** @param {import("../map/tokens.js").Colours} colours */
function polygonStyle(colours) {
  const [line, plate, ink] = hexes(colours, "accent", "map-plate", "ink");
  return {
    ...{ fillColor: line, fillOpacity: 0, outlineColor: line, outlineWidth: 3 },
    ...{ closingPointColor: line, closingPointWidth: 7, closingPointOutlineColor: ink, closingPointOutlineWidth: 2 },
    ...{ snappingPointColor: plate, snappingPointWidth: 6, snappingPointOutlineColor: ink, snappingPointOutlineWidth: 2 },
  };
}

/** @param {import("../map/tokens.js").Colours} colours */
function selectStyle(colours) {
  const [line, plate, ink] = hexes(colours, "accent", "map-plate", "ink");
  return {
    ...{ selectedPolygonColor: line, selectedPolygonFillOpacity: 0 },
    ...{ selectedPolygonOutlineColor: line, selectedPolygonOutlineWidth: 3 },
    ...{ selectionPointColor: plate, selectionPointWidth: 7 },
    ...{ selectionPointOutlineColor: ink, selectionPointOutlineWidth: 2 },
    ...{ midPointColor: plate, midPointWidth: 4, midPointOutlineColor: ink, midPointOutlineWidth: 1 },
  };
}

/**
 * @param {import("../map/tokens.js").Colours} colours
 * @param {string[]} names
 * @returns {any[]}
 */
const hexes = (colours, ...names) => names.map((name) => colours[name]);
