// What plain HTML and htmx leave out: saying what changed, moving the focus, closing what was opened.
// Every page works without this file.
(() => {
  "use strict";

  // the width at which layouts change follows the text size chosen on /display, as in the style sheets
  const wide = window.matchMedia(`(min-width: ${0.6 * (document.documentElement.dataset.size ?? 100)}em)`);
  const openers = new WeakMap(); // panel -> the element that opened it
  const slowTimers = new WeakMap(); // request -> timer
  const SLOW = 700; // milliseconds after which waiting is put into words

  // ── saying ────────────────────────────────────────────────────────────────
  function announce(text) {
    const announcer = document.getElementById("announcer");
    if (!announcer || !text) return;
    announcer.textContent = ""; // the same sentence twice must be two changes
    setTimeout(() => { announcer.textContent = text; }, 100);
  }

  // ── focus ─────────────────────────────────────────────────────────────────
  function focusOn(element) {
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus();
  }

  function find(nodes, selector) {
    for (const node of nodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const found = node.matches(selector) ? node : node.querySelector(selector);
      if (found) return found;
    }
    return null;
  }

  // ── panels that open inside the page ──────────────────────────────────────
  function openPanels() {
    return [...document.querySelectorAll("[data-panel]:not([hidden])")];
  }

  function showPanel(panel, opener) {
    for (const other of openPanels()) {
      if (!other.contains(panel)) emptyPanel(other);
    }
    markOpener(openers.get(panel), false);
    if (opener?.isConnected && !panel.contains(opener)) openers.set(panel, opener);
    markOpener(openers.get(panel), true);
    panel.hidden = false;
    panel.closest("tr")?.removeAttribute("hidden");
  }

  // The cell of the month a panel shows: going on to the next month inside the panel moves the mark along.
  function cellOf(panel, content) {
    const cell = content && panel.closest("tr")?.previousElementSibling?.cells[((Number(content.dataset.month) + 8) % 12) + 1];
    return cell?.querySelector("a[href]") ?? cell;
  }

  function emptyPanel(panel) {
    markOpener(openers.get(panel), false);
    panel.replaceChildren();
    panel.hidden = true;
    const row = panel.closest("tr");
    if (panel.matches(".bubble-place")) panel.remove();
    else if (row && !row.hasAttribute("data-fiscal-year")) row.hidden = true;
  }

  function closePanel(panel) {
    const opener = openers.get(panel);
    emptyPanel(panel);
    if (opener?.isConnected) focusOn(opener);
    announce("閉じました。");
  }

  function markOpener(opener, open) {
    if (!opener) return;
    const cell = opener.closest("td, th");
    if (opener.matches(".term")) opener.setAttribute("aria-expanded", String(open));
    else if (open) {
      if (opener.matches("a, button")) opener.setAttribute("aria-expanded", "true");
      cell?.setAttribute("data-selected", "");
    } else {
      opener.removeAttribute("aria-expanded");
      cell?.removeAttribute("data-selected");
    }
  }

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    const panel = close?.closest("[data-panel]");
    if (!panel) return;
    event.preventDefault();
    closePanel(panel);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const focused = document.activeElement;
    const opened = openPanels().filter((panel) => openers.get(panel) === focused || panel.contains(focused));
    const panel = opened.at(-1) ?? openPanels().at(-1); // the innermost
    if (panel) closePanel(panel);
  });

  // ── bubbles (用語の吹き出し): a term is a link without script, a button that opens its bubble with it ──
  const HOSTS = "p, li, dd, dt, h3, h4, h5, h6, dl, table, figure, blockquote, div";

  function bubbleOf(term) {
    return openPanels().find((panel) => openers.get(panel) === term);
  }

  // Below the block in which the term stands; in a list inside of its item, never between name and value.
  function bubblePlace(term) {
    const place = document.createElement("div");
    place.className = "bubble-place";
    place.setAttribute("data-panel", "");
    place.hidden = true;
    const table = term.closest("table");
    const host = table && !table.matches(".grid") ? table : term.closest(HOSTS);
    if (host.matches("li, dd, div")) host.append(place);
    else if (host.matches("dt")) (host.nextElementSibling ?? host).append(place);
    else host.after(place);
    return place;
  }

  function headingAbove(place) {
    const above = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter((heading) =>
      heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
    return Number(above.at(-1)?.tagName[1] ?? 1);
  }

  function toggleBubble(term) {
    const open = bubbleOf(term);
    if (open) return closePanel(open);
    const place = bubblePlace(term);
    window.htmx.ajax("GET", `${term.getAttribute("href")}?heading=${headingAbove(place) + 1}`, {
      source: term, target: place, swap: "innerHTML ignoreTitle:true",
    });
  }

  document.addEventListener("click", (event) => {
    const term = event.target.closest("a.term[role=button]");
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggleBubble(term);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("a.term[role=button]")) return;
    event.preventDefault();
    toggleBubble(event.target);
  });

  // ── the number of open points in the menu, which lies outside of what is swapped ──
  function countPoints(points) {
    const badge = document.querySelector("[data-points-badge]");
    if (!badge || points === undefined) return;
    const [seen, heard] = badge.children;
    seen.textContent = points;
    heard.textContent = `、${points}件`;
    badge.hidden = points === "0";
  }

  // ── requests by htmx ──────────────────────────────────────────────────────
  // A part of a page belongs to the person whose page it is, whatever another tab has begun to look at since.
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["X-Page-Of"] = document.body.dataset.acting ?? "";
  });

  document.addEventListener("htmx:before:request", (event) => {
    const ctx = event.detail.ctx;
    ctx.target?.setAttribute?.("aria-busy", "true");
    slowTimers.set(ctx, setTimeout(() => announce("読み込んでいます。"), SLOW));
  });

  document.addEventListener("htmx:finally:request", (event) => {
    const ctx = event.detail.ctx;
    ctx.target?.removeAttribute?.("aria-busy");
    clearTimeout(slowTimers.get(ctx));
  });

  // When a request fails, do what would have happened without htmx: the browser then says what is wrong.
  document.addEventListener("htmx:error", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx?.request) return;
    if (ctx.request.method === "GET") window.location.assign(ctx.request.action);
    else ctx.request.form?.submit();
  });

  document.addEventListener("htmx:after:settle", (event) => {
    const { newContent, task } = event.detail;
    const panel = event.target.closest?.("[data-panel]");
    if (panel) showPanel(panel, cellOf(panel, find(newContent, "[data-month]")) ?? task.sourceElement);
    const heading = find(newContent, "[data-focus]");
    if (heading) focusOn(heading);
    announce(find(newContent, "[data-announce]")?.dataset.announce);
    countPoints(find(newContent, "[data-points]")?.dataset.points);
    newContent.forEach((node) => { if (node.nodeType === Node.ELEMENT_NODE) enhance(node); });
  });

  // ── a month of the table opens wherever it is clicked ─────────────────────
  function monthAddress(row, cell) {
    const month = ((cell.cellIndex + 2) % 12) + 1; // cell 1 is April
    const year = Number(row.dataset.fiscalYear) + (month < 4 ? 1 : 0);
    return `/records/${year}/${month}`;
  }

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("tr[data-fiscal-year] > td");
    if (!cell || event.target.closest("a, button") || cell.cellIndex > 12 || String(window.getSelection())) return;
    const link = cell.querySelector("a[href]");
    const row = cell.parentElement;
    if (link) link.click();
    else if (window.htmx && row.dataset.opens) {
      window.htmx.ajax("GET", monthAddress(row, cell), { source: cell, target: row.dataset.opens, swap: "innerHTML ignoreTitle:true" });
    } else window.location.assign(monthAddress(row, cell));
  });

  // ── small helps in the markup ─────────────────────────────────────────────
  function offerToShow(place) {
    const field = place.querySelector("input");
    const button = document.createElement("button");
    const word = document.createElement("span");
    button.type = "button";
    button.className = "button button-second";
    button.innerHTML = place.dataset.showPassword;
    button.append(word);
    const show = (shown) => {
      field.type = shown ? "text" : "password";
      word.textContent = shown ? "文字を隠す" : "文字を見せる";
    };
    show(false);
    button.addEventListener("click", () => {
      show(field.type === "password");
      announce(field.type === "text" ? "文字を見せています。" : "文字を隠しました。");
    });
    field.form.addEventListener("submit", () => show(false)); // browsers keep what is sent as plain text
    place.append(button);
  }

  // What makes a right password wrong without being seen: Caps Lock, and letters of full width.
  function watchTyping(place) {
    const field = place.querySelector("input");
    const hint = document.createElement("p");
    hint.className = "hint-typing";
    hint.setAttribute("role", "status");
    place.after(hint);
    let capsLock = false;
    const say = () => {
      const words = [];
      if (capsLock) words.push("大文字の入力（Caps Lock）になっています。");
      if (/[\uff01-\uff5e\u3000]/.test(field.value)) words.push("全角の文字が入っています。半角の英字や数字なら、入力を切りかえてください。");
      if (hint.textContent !== words.join("")) hint.textContent = words.join("");
    };
    field.addEventListener("keydown", (event) => { capsLock = event.getModifierState?.("CapsLock") ?? false; say(); });
    field.addEventListener("input", say);
    field.addEventListener("blur", () => { capsLock = false; say(); });
  }

  // Without script the sentence in this place says how to print.
  function offerToPrint(place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.innerHTML = place.dataset.printButton;
    button.append("印刷する");
    button.addEventListener("click", () => window.print());
    const actions = document.createElement("p");
    actions.className = "actions";
    actions.append(button);
    place.after(actions);
  }

  // A region is a stop for the Tab key only while there is something to scroll to.
  const overflow = "ResizeObserver" in window && new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });

  function all(root, selector) {
    return [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  }

  function makeButton(term) {
    if (!window.htmx) return;
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
  }

  function enhance(root) {
    all(root, "a.term").forEach(makeButton);
    all(root, "[data-show-password]").forEach((place) => { offerToShow(place); watchTyping(place); });
    all(root, "[data-print-button]").forEach(offerToPrint);
    all(root, "details[data-open-wide]").forEach((details) => { details.open = wide.matches; });
    if (overflow) all(root, "[data-scroll]").forEach((region) => overflow.observe(region));
  }

  wide.addEventListener?.("change", () => {
    document.querySelectorAll("details[data-open-wide]").forEach((details) => { details.open = wide.matches; });
  });

  // The foot of each printed page says whose record it is, and as of when (print.css).
  const whose = document.body.dataset.printFoot;
  if (whose) {
    const asOf = document.querySelector(".stamp b")?.textContent;
    document.documentElement.style.setProperty("--print-foot", JSON.stringify(asOf ? `${whose}　${asOf}現在` : whose));
  }

  enhance(document);
  document.querySelector("[data-error-summary]")?.focus();
  announce(document.querySelector("[data-notice]")?.textContent);

  // After sign-out the Back button must not show a page kept in memory.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
})();
