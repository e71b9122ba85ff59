// The end of the service worker: served in its place when NENKIN_OFFLINE=0. Browsers that have one fetch this within a
// page or two; it throws away what was kept and removes itself.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await self.registration.unregister();
}
