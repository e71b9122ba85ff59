// All that a page can leave behind in its window.
document.cookie = "left=cookie";
localStorage.left = "local";
sessionStorage.left = "session";
window.name = "left";
indexedDB.open("left");
caches.open("left");
setInterval(() => console.error("still running"), 20);
