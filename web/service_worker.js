// The service worker: answers when there is no connection, and only then. Nothing personal is ever kept by it.
// VERSION and KEPT stand above this text, written by web/service_worker.py. Why it is so: docs/adr/0011-help-without-a-connection.md

const CACHE = `help-${VERSION}`;
const OFFLINE = "/offline";
const ONE_TEXT = /^\/(glossary|faq|guide)\/([a-z0-9-]+)$/;

// ── a version comes, the one before it goes at once ─────────────────────────
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

// Without cookies these are a visitor's pages: nobody is signed in on them. All of them, or this version is not taken.
async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.map((address) => new Request(address, { credentials: "omit" })));
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable(); // so that no page waits for this worker to start
  await self.clients.claim();
}

// ── pages and the files of the kept pages: from the network; everything else does not pass through here ──
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") event.respondWith(page(event, pathname, search));
  else if (pathname.startsWith("/static/") && KEPT.includes(pathname)) event.respondWith(file(event.request, pathname));
});

async function page(event, pathname, search) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return pageWithoutConnection(pathname, search);
  }
}

async function file(request, pathname) {
  try {
    return await fetch(request);
  } catch {
    return (await kept(pathname)) ?? Response.error();
  }
}

// A kept page; for a single text, its place among all texts of its kind; else the page that says what is the matter.
async function pageWithoutConnection(pathname, search) {
  const whole = search ? undefined : await kept(pathname);
  if (whole) return whole;
  const [, shelf, slug] = ONE_TEXT.exec(pathname) ?? [];
  if (slug && KEPT.includes(`/${shelf}/answers`)) return Response.redirect(`/${shelf}/answers#text-${slug}`);
  return (await kept(OFFLINE)) ?? Response.error();
}

// Pages vary by headers that only parts of pages are asked with.
function kept(pathname) {
  return caches.match(pathname, { cacheName: CACHE, ignoreVary: true });
}
