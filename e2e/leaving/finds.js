// Complains of everything it finds in its window that it did not bring; of nothing, where there is nothing.
const asked = (query) => matchMedia(query).matches;
const found = Object.entries({
  paper: asked("print"),
  colours: asked("(forced-colors: active)"),
  dark: asked("(prefers-color-scheme: dark)"),
  motion: asked("(prefers-reduced-motion: reduce)"),
  width: innerWidth !== 1280,
  height: innerHeight !== 900,
});

document.getElementById("look").addEventListener("click", async () => {
  const answer = await fetch("finds.css", { headers: { "HX-Request": "true" } });
  found.push(
    ["cookie", document.cookie],
    ["local", localStorage.length],
    ["session", sessionStorage.length],
    ["name", window.name],
    ["database", (await indexedDB.databases()).length],
    ["cache", (await caches.keys()).length],
    ["diverted", !answer.headers.get("content-type").startsWith("text/css")],
    ["clock", Math.abs(Date.now() - Date.parse(answer.headers.get("date"))) > 600_000],
  );
  console.error(`left: ${found.filter(([, is]) => is).map(([name]) => name).join() || "nothing"}`);
  const said = document.createElement("p");
  said.textContent = "見ました。";
  document.getElementById("seen").append(said);
});
