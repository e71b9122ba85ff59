const opener = document.getElementById("opener");
const bubble = document.getElementById("bubble");
const show = (open) => { bubble.hidden = !open; opener.setAttribute("aria-expanded", String(open)); };
show(false);
opener.addEventListener("click", (event) => { event.preventDefault(); show(true); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !bubble.hidden) { show(false); opener.focus(); } });
