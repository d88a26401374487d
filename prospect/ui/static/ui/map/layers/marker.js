// The one point a page is about.

/** @param {import("../scene.js").Look} look */
export const marker = ({ colours, settings }) =>
  settings.page?.marker
    ? [
        {
          id: "marker",
          type: "circle",
          source: "marker",
          paint: {
            "circle-radius": 9,
            "circle-color": colours.accent,
            "circle-stroke-color": colours.ink,
            "circle-stroke-width": 3,
          },
        },
      ]
    : [];
