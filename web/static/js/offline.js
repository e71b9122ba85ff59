// Registers the service worker, which shows the public help when there is no connection (web/service_worker.js).
// Every page works without this file, and without a service worker: old browsers, private windows, plain http.
(() => {
  "use strict";

  if (!window.isSecureContext || !("serviceWorker" in navigator)) return;
  // After everything else: what is kept for later must not slow down what is read now.
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" }).catch(() => {}); // as if there were none
  });
})();
