// Before the session ends: a warning that any key takes away, in step over all tabs. Nothing is stored.
// Every page works without this file: it says when the session ends, and opening any page begins the time anew.
(() => {
  "use strict";

  const line = document.querySelector("[data-session-seconds]");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  const WARN = 120_000; // milliseconds before the end
  const SPEAK = 30_000; // between two sentences of the warning

  if (!line) {
    // signed out here is signed out everywhere
    if (new URLSearchParams(window.location.search).get("from") === "sign-out") tabs?.postMessage({ over: true });
    return;
  }

  let end = Date.now() + Number(line.dataset.sessionSeconds) * 1000;
  let warning = null;
  let spoken = 0;
  let asking = false;

  function announce(text) {
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = text;
  }

  function leftWords() {
    const left = Math.max(end - Date.now(), 0);
    return left > 60_000 ? "あと2分ほどで、自動でログアウトします。" : "まもなく、自動でログアウトします。";
  }

  // What is being typed is kept before the session ends; nobody has asked, so it does not prolong the session.
  function keep() {
    for (const form of document.querySelectorAll("form[data-keep]")) {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("step", "keep");
      const headers = { "X-Unattended": "1" };
      fetch(form.action, { method: "POST", body: fields, headers }).catch(() => {}); // it stays on the screen
    }
  }

  function warn() {
    if (!warning) {
      keep();
      warning = document.createElement("div");
      warning.className = "session-warning wrap";
      warning.setAttribute("role", "region");
      warning.setAttribute("aria-label", "もうすぐログアウトします");
      const words = document.createElement("p");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = "続ける";
      button.addEventListener("click", extend);
      warning.append(words, button);
      document.getElementById("main").before(warning);
      spoken = 0;
    }
    if (Date.now() - spoken < SPEAK) return;
    spoken = Date.now();
    warning.firstChild.textContent = `${leftWords()}続けるときは、「続ける」か、どれかのキーを押してください。`;
    announce(warning.firstChild.textContent);
  }

  function calm() {
    const hadFocus = warning?.contains(document.activeElement);
    warning?.remove();
    warning = null;
    if (hadFocus) document.getElementById("main").focus();
  }

  async function extend() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch("/session", { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = page.querySelector("[data-session-left]");
      if (!state) return leave(); // the session has ended elsewhere
      move(Date.now() + Number(state.dataset.sessionLeft) * 1000, state.dataset.sessionUntil);
      announce("時間をのばしました。");
      tabs?.postMessage({ end, until: state.dataset.sessionUntil });
    } catch {
      // no connection just now: the warning stays, and the key can be pressed again
    } finally {
      asking = false;
    }
  }

  function move(to, until) {
    end = to;
    const time = line.querySelector("[data-session-time]");
    if (until && time) time.textContent = until;
    if (end - Date.now() > WARN) calm();
  }

  // What is on the screen goes at once; the sign-in page leads back to it.
  function leave(to) {
    clearInterval(timer);
    document.body.replaceChildren();
    document.title = "ログアウトしました";
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.replace(to ?? `/sign-in?next=${here}&because=time-out`);
  }

  function look() {
    const left = end - Date.now();
    if (left <= 0) leave();
    else if (left <= WARN) warn();
  }

  document.addEventListener("keydown", (event) => {
    if (warning && !["Tab", "Shift", "Control", "Alt", "Meta"].includes(event.key)) extend();
  });
  document.addEventListener("visibilitychange", look);
  tabs?.addEventListener("message", ({ data }) => {
    if (data.over) leave("/");
    else if (data.end > end) move(data.end, data.until);
  });

  const timer = setInterval(look, 1000);
  tabs?.postMessage({ end, until: line.querySelector("[data-session-time]")?.textContent });
  look();
})();
