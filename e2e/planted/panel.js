const opener = document.getElementById("opener");
const bubble = document.getElementById("bubble");
bubble.hidden = true;
opener.setAttribute("aria-expanded", "false");
opener.addEventListener("click", (event) => { event.preventDefault(); bubble.hidden = false; opener.setAttribute("aria-expanded", "true"); });
