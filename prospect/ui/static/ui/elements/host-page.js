// For the page of another site that shows Prospect in a frame: lets the height of the frame follow
// what is in it. Served at /embed.js; without it the frame keeps the height written in its code.
// It believes only numbers, only from Prospect itself, and only for the frame that sent them.
{
  const LEAST = 120;
  const MOST = 4000;
  const own = document.currentScript;
  const home = own instanceof HTMLScriptElement ? new URL(own.src).origin : "";

  addEventListener("message", ({ origin, source, data }) => {
    if (!home || origin !== home || !data || data.prospect !== "height") return;
    const { height } = data;
    if (typeof height !== "number" || !Number.isFinite(height) || height < LEAST || height > MOST) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === source) frame.height = String(Math.ceil(height));
    }
  });
}
