// Service worker: keeps the whole app for use without network.
// The release build fills in the next two lines; as they stand here, nothing is cached.
const VERSION = "development";
const FILES = [];

// Several apps may lie on one web space and share its caches: ours carry our folder in their name.
const PREFIX = `scrapwright ${new URL(registration.scope).pathname} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // "no-cache" asks the server, so that no stale copy of the browser's own cache gets in.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
    }
    await clients.claim(); // the first visit is enough to work offline afterwards
  })());
});

// A new version waits until no page uses the old one, or until a page asks for it.
addEventListener("message", (event) => {
  if (event.data === "update") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const ours = request.method === "GET" && request.url.startsWith(registration.scope);
  if (ours && FILES.length) event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const page = request.mode === "navigate" && await cache.match("./");
  return page || fetch(request);
}
