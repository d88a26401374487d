// The map has no glyph server: names are drawn from the fonts the page's CSS declares. The engine
// reads the weight from the family name, so "Prospect Medium" is the same face at 500.
export const TEXT = ["Schibsted Grotesk Variable"];
export const STRONG = ["Prospect Medium"];

const PATIENCE_MS = 3000;

/** Wait for both faces, but never longer than three seconds. */
export async function loadFonts() {
  const faces = [`16px "${TEXT[0]}"`, `500 16px "${STRONG[0]}"`];
  const loaded = Promise.allSettled(faces.map((face) => document.fonts.load(face, "Aaøöåä")));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
