// What engines do not see: one function per class of defect, each answering a list of {rule, message, selector, html}.
// Loaded into the page under test by web/a11y/probes.py; never served to readers.
(() => {
  if (window.pageProbes) return;

  const CONTROLS = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable=true]";

  const selectorOf = (element) => {
    const parts = [];
    for (let node = element; node && node.nodeType === 1; node = node.parentElement) {
      if (node.id) {
        parts.unshift("#" + CSS.escape(node.id));
        break;
      }
      const twins = node.parentElement ? [...node.parentElement.children].filter((child) => child.tagName === node.tagName) : [];
      const place = twins.length > 1 ? `:nth-of-type(${twins.indexOf(node) + 1})` : "";
      parts.unshift(node.tagName.toLowerCase() + place);
    }
    return parts.join(" > ");
  };
  const finding = (rule, element, message) => ({
    rule,
    message,
    selector: element ? selectorOf(element) : "",
    html: element ? element.outerHTML.slice(0, 240) : "",
  });
  const textOf = (element) => (element.textContent || "").replace(/\s+/g, " ").trim();
  const byIds = (ids) => (ids || "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
  const nameOf = (element) => {
    const labelled = byIds(element.getAttribute("aria-labelledby")).map(textOf).join(" ");
    const labels = [...(element.labels || [])].map(textOf).join(" ");
    return labelled || element.getAttribute("aria-label") || labels || textOf(element) || element.getAttribute("title") || "";
  };
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 0 && box.height > 0;
  };
  // Text kept for the ear only: clipped to nothing somewhere up the tree, or set outside the page.
  const isForTheEar = (element) => {
    for (let node = element; node && node !== document.body; node = node.parentElement) {
      const style = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      const tiny = box.width <= 1.5 && box.height <= 1.5 && style.overflow !== "visible";
      const clipped = style.position === "absolute" && (style.clip !== "auto" || style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)");
      const outside = ["absolute", "fixed"].includes(style.position) && (box.right + scrollX < 0 || box.bottom + scrollY < 0);
      if (tiny || clipped || outside) return true;
    }
    return false;
  };
  const textNodes = (root, keep) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeValue.trim() && node.parentElement && !node.parentElement.closest("script, style, template, noscript, title") && keep(node.parentElement)) nodes.push(node);
    }
    return nodes;
  };
  const boxesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
  };
  const isFloating = (element) => {
    for (let node = element; node && node !== document.body; node = node.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(node).position)) return true;
    }
    return false;
  };

  // --- content -------------------------------------------------------------------------------------------------

  const language = () => {
    const found = [];
    const judge = (element, text) => {
      const japanese = /^ja(-|$)/i.test(element.lang || "");
      const kana = (text.match(/[ぁ-ヿ]/g) || []).length;
      const latin = (text.match(/[A-Za-z]/g) || []).length;
      if (kana && !japanese) found.push(finding("page-language", element, `日本語の文が lang="${element.lang}" の中にあります。`));
      if (!kana && latin > 20 && japanese) found.push(finding("page-language", element, `日本語でない文が lang="${element.lang}" の中にあります。`));
    };
    judge(document.documentElement, document.body.innerText || "");
    for (const element of document.body.querySelectorAll("[lang]")) if (isShown(element)) judge(element, textOf(element));
    for (const node of textNodes(document.body, isShown)) {
      const holder = node.parentElement.closest("[lang]");
      const phrase = node.nodeValue.match(/[A-Za-z][A-Za-z']+(?:[ ,]+[A-Za-z']+){3,}/);
      if (phrase && holder && /^ja/i.test(holder.lang) && !node.parentElement.closest("code, pre, samp, kbd")) {
        found.push(finding("page-language", node.parentElement, `外国語「${phrase[0]}」に lang がありません。`));
      }
    }
    return found;
  };

  const VAGUE = /^(ここ|こちら|詳細|詳しく|くわしく|もっと見る|もっと|続き|続きを読む|リンク|クリック|here|click here|more|details|link)[。>＞》→ ]*$|こちら(から|まで|へ|です)?[。>＞》→ ]*$|^(ここ|こちら)(を|から|へ|に)/i;
  const links = () => {
    const found = [];
    const leads = new Map();
    for (const link of document.querySelectorAll("a[href]")) {
      if (!link.checkVisibility()) continue;
      const name = nameOf(link).trim();
      const address = link.href.split("#")[0] === location.href.split("#")[0] ? link.href : link.href.split("#")[0];
      if (VAGUE.test(name)) found.push(finding("link-text", link, `「${name}」だけでは、どこへ行くリンクか分かりません。`));
      else if (leads.has(name) && leads.get(name) !== address) found.push(finding("link-text", link, `同じ文字「${name}」のリンクが、別のところへ行きます。`));
      leads.set(name, address);
    }
    return found;
  };

  const tables = () =>
    [...document.querySelectorAll("table")]
      .filter((table) => !/^(presentation|none)$/.test(table.getAttribute("role") || "") && table.checkVisibility())
      .filter((table) => !(table.caption && textOf(table.caption)))
      .map((table) => finding("table-caption", table, "表に見出し（caption）がありません。"));

  const errors = () => {
    const found = [];
    const invalid = [...document.querySelectorAll("[aria-invalid=true]")].filter(isShown);
    const tied = new Set();
    for (const field of document.querySelectorAll("[aria-describedby], [aria-errormessage]")) {
      if (field.getAttribute("aria-invalid") !== "true") continue;
      for (const text of [...byIds(field.getAttribute("aria-describedby")), ...byIds(field.getAttribute("aria-errormessage"))]) tied.add(text);
    }
    const isTied = (text) => [...tied].some((other) => other.contains(text) || text.contains(other));
    for (const text of document.querySelectorAll("form [class*=error], form [id*=error], form [class*=invalid]")) {
      const summary = text.closest("[role=alert], [class*=error-summary], [id*=error-summary]") || text.querySelector("[role=alert], [class*=error-summary]");
      if (isShown(text) && textOf(text) && !summary && !isTied(text) && !text.querySelector("input, select, textarea")) {
        found.push(finding("error-not-tied", text, "まちがいの説明が、どの欄のものか結び付いていません。"));
      }
    }
    for (const field of invalid) {
      const texts = [...byIds(field.getAttribute("aria-describedby")), ...byIds(field.getAttribute("aria-errormessage"))];
      if (!texts.some((text) => /error/i.test(text.id + " " + text.className) && textOf(text) && isShown(text))) {
        found.push(finding("error-not-tied", field, "欄がまちがいとされていますが、説明が結び付いていません。"));
      }
    }
    return found.concat(errorSummary(invalid));
  };

  const errorSummary = (invalid) => {
    const boxes = [...document.querySelectorAll("[role=alert], [class*=error-summary], [id*=error-summary]")].filter((box) => isShown(box) && box.querySelector("a[href*='#']"));
    const about = (message, element) => finding("error-summary", element || document.body, message);
    if (!invalid.length && !boxes.length) return [];
    if (!boxes.length) return [about("まちがいの一覧がありません。")];
    const found = [];
    const box = boxes[0];
    const outer = box.closest("[class*=error-summary], [id*=error-summary]") || box;
    if (!outer.matches("[role=alert]") && !outer.querySelector("[role=alert]") && !outer.closest("[role=alert]")) found.push(about("まちがいの一覧が読み上げられません（role=alert がありません）。", outer));
    if (!(outer.contains(document.activeElement) || document.activeElement.contains(outer)) || document.activeElement === document.body) found.push(about("まちがいの一覧にフォーカスがありません。", outer));
    if (!document.title.startsWith("エラー：")) found.push(about("ページの題名が「エラー：」で始まりません。", outer));
    const targets = [...outer.querySelectorAll("a[href*='#']")].map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    for (const field of invalid) if (!targets.some((target) => target && (target === field || target.contains(field)))) found.push(about("一覧からこの欄へのリンクがありません。", field));
    if (targets.includes(null)) found.push(about("一覧のリンクの先がありません。", outer));
    return found;
  };

  // Two neighbours that say the same and have the same shape, but not the same colour: the colour alone means something.
  const colours = () => {
    const found = [];
    const seen = new Map();
    const clear = "rgba(0, 0, 0, 0)";
    for (const element of document.querySelectorAll("body td, body dd, body li, body span, body i, body b, body strong, body em, body p, body div")) {
      if (element.closest("a, button, svg, summary, label") || !isShown(element) || element.querySelector("table, ul, ol, dl, p, div, section")) continue;
      const style = getComputedStyle(element);
      const around = getComputedStyle(element.parentElement);
      if (style.color === around.color && style.backgroundColor === clear && !/[^0px ]/.test(style.borderWidth)) {
        if (!element.matches("td, dd, li")) continue;
      }
      const holder = element.closest("table, ul, ol, dl") || element.parentElement;
      const own = textOf(element) + [...element.querySelectorAll("[aria-label], [alt]")].map((part) => part.getAttribute("aria-label") || part.alt).join();
      const line = own ? element : element.closest("li, td, dd, p, tr") || element.parentElement;
      const words = (own || textOf(line)).replace(/[0-9０-９]+/g, "0");
      const edge = ["Top", "Right", "Bottom", "Left"].map((side) => style[`border${side}Style`] + style[`border${side}Width`]).join();
      const drawn = ["::before", "::after"].map((part) => getComputedStyle(element, part)).map((part) => part.content + part.borderTopStyle + part.borderTopWidth).join();
      const shape = [edge, style.outlineStyle, style.fontWeight, style.textDecorationLine, style.backgroundImage, drawn, element.querySelectorAll("svg, img").length, element.getAttribute("aria-label") || "", element.getAttribute("aria-current") || ""].join("|");
      const key = [element.tagName, words, shape].join("||");
      const colour = [style.color, style.backgroundColor, edge.includes("none") ? "" : style.borderTopColor].join("|");
      const group = seen.get(holder) || new Map();
      seen.set(holder, group);
      if (group.has(key) && group.get(key) !== colour) found.push(finding("colour-only", element, "同じ言葉と形で、色だけがちがいます。色の意味が言葉でも形でも伝わりません。"));
      else group.set(key, colour);
    }
    return found;
  };

  // --- layout --------------------------------------------------------------------------------------------------

  const sideways = () => {
    const found = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width + 1) {
      const wide = [...document.body.querySelectorAll("*")].filter((element) => isShown(element) && element.getBoundingClientRect().right + scrollX > width + 1 && !isForTheEar(element));
      const deepest = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
      for (const element of (deepest.length ? deepest : [document.documentElement]).slice(0, 5)) found.push(finding("sideways-scroll", element, `横に動かさないと読めません（ページの幅 ${document.documentElement.scrollWidth}px、画面 ${width}px）。`));
    }
    for (const element of document.body.querySelectorAll("*")) {
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && !element.matches("input, textarea, select");
      if (scrolls && element.scrollWidth > element.clientWidth + 1 && isShown(element)) found.push(finding("sideways-scroll", element, "横に動かさないと読めない部分があります。"));
    }
    return found;
  };

  const cutText = () => {
    const found = [];
    const told = new Set();
    const tell = (element, message) => {
      if (!told.has(element)) found.push(finding("text-cut", element, message));
      told.add(element);
    };
    const styles = new Map();
    const styleOf = (element) => {
      if (!styles.has(element)) {
        const style = getComputedStyle(element);
        const clear = style.backgroundColor === "rgba(0, 0, 0, 0)" && style.borderTopWidth === "0px";
        styles.set(element, { x: style.overflowX, y: style.overflowY, plate: !clear && element.matches("td, th, button, summary, label, a, .button, .tag, input") && style.display !== "inline" });
      }
      return styles.get(element);
    };
    const lines = [];
    for (const node of textNodes(document.body, (parent) => isShown(parent) && !isForTheEar(parent))) {
      for (const box of boxesOf(node)) {
        for (let element = node.parentElement; element && element !== document.documentElement; element = element.parentElement) {
          const style = styleOf(element);
          const hides = [style.x, style.y].some((way) => way === "hidden" || way === "clip");
          if (!hides && !style.plate) continue;
          const frame = element.getBoundingClientRect();
          const outX = box.left < frame.left - 2 || box.right > frame.right + 2;
          const outY = box.top < frame.top - box.height * 0.3 || box.bottom > frame.bottom + box.height * 0.3;
          if (hides && ((outX && style.x !== "visible") || (outY && style.y !== "visible"))) tell(element, `文字が切れています：「${node.nodeValue.trim().slice(0, 20)}」`);
          else if (style.plate && (outX || outY)) tell(element, `文字がわくからはみ出しています：「${node.nodeValue.trim().slice(0, 20)}」`);
        }
        if (!node.parentElement.closest("ruby, svg, option, select") && !isFloating(node.parentElement)) lines.push({ box, owner: node.parentElement });
      }
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    for (let first = 0; first < lines.length; first += 1) {
      for (let second = first + 1; second < lines.length && lines[second].box.top < lines[first].box.bottom; second += 1) {
        const [one, other] = [lines[first], lines[second]];
        if (one.owner.contains(other.owner) || other.owner.contains(one.owner)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 4 && down > 0.4 * Math.min(one.box.height, other.box.height)) tell(other.owner, `文字が重なっています：「${textOf(one.owner).slice(0, 12)}」と「${textOf(other.owner).slice(0, 12)}」`);
      }
    }
    return found;
  };

  const targets = () => {
    const found = [];
    const least = 44;
    for (const control of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=checkbox], [role=radio], [role=tab]")) {
      if (!isShown(control) || isForTheEar(control) || control.closest("[inert]")) continue;
      const parts = [control, ...(control.matches("[type=checkbox], [type=radio]") ? control.labels : [])].map((part) => part.getBoundingClientRect());
      const width = Math.max(...parts.map((box) => box.right)) - Math.min(...parts.map((box) => box.left));
      const height = Math.max(...parts.map((box) => box.bottom)) - Math.min(...parts.map((box) => box.top));
      if (width >= least - 0.5 && height >= least - 0.5) continue;
      const paragraph = control.parentElement.closest("p, li, dd, td, div, span");
      const amongWords = getComputedStyle(control).display === "inline" && paragraph && textOf(paragraph).length > textOf(control).length + 4;
      if (amongWords) continue;
      control.scrollIntoView({ block: "center", inline: "center" });
      const box = control.getBoundingClientRect();
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const reach = least / 2 - 1;
      const hit = [[-reach, -reach], [reach, -reach], [-reach, reach], [reach, reach]].every(([dx, dy]) => {
        const under = document.elementFromPoint(x + dx, y + dy);
        return under && (control.contains(under) || [...(control.labels || [])].some((label) => label.contains(under)));
      });
      if (!hit) found.push(finding("target-44", control, `押すところが小さすぎます（${Math.round(width)} × ${Math.round(height)} px）。`));
    }
    scrollTo(0, 0);
    return found;
  };

  // --- motion, print, no script ----------------------------------------------------------------------------------

  const motion = () => {
    const found = [];
    const long = (text) => text.split(",").some((part) => parseFloat(part) * (part.includes("ms") ? 0.001 : 1) > 0.011);
    for (const running of document.getAnimations({ subtree: true })) {
      const length = running.effect ? running.effect.getComputedTiming().duration : 0;
      if (running.playState === "running" && length > 11 && running.effect.target) found.push(finding("motion", running.effect.target, "動きを減らす設定でも動いています。"));
    }
    for (const element of document.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      if (style.animationName !== "none" && long(style.animationDuration) && !found.some((one) => one.selector === selectorOf(element))) found.push(finding("motion", element, "動きを減らす設定でもアニメーションがあります。"));
      if (style.transitionProperty !== "none" && long(style.transitionDuration)) found.push(finding("motion", element, "動きを減らす設定でも変化に時間をかけています。"));
      if (style.scrollBehavior === "smooth") found.push(finding("motion", element, "動きを減らす設定でもなめらかに流れて動きます。"));
      if (element.matches("marquee, blink, video[autoplay], animate, animateTransform")) found.push(finding("motion", element, "自動で動くものがあります。"));
    }
    return found;
  };

  // The screen's readable text is remembered first; on paper each of these must still be there. What is for the screen
  // only (how to print, mere ways on) and what stands in forms and menus helps nobody who holds the paper.
  let remembered = [];
  const rememberText = () => {
    const main = document.querySelector("main") || document.body;
    const inClosed = (parent) => {
      const details = parent.closest("details:not([open])");
      return details && !parent.closest("summary") && details.checkVisibility();
    };
    const leaves = (parent) => parent.closest("nav, button, form, summary, select, [role=status], [aria-live], .screen-only") || (parent.closest("a") && !parent.closest("td > a, th > a"));
    remembered = textNodes(main, (parent) => !leaves(parent) && !isForTheEar(parent) && (isShown(parent) || inClosed(parent)));
    return [];
  };
  const printHides = () => {
    const told = new Set();
    const found = [];
    dispatchEvent(new Event("beforeprint"));
    for (const node of remembered) {
      const parent = node.parentElement;
      if (!parent || told.has(parent) || !node.isConnected) continue;
      if (isShown(parent) && boxesOf(node).length && !isForTheEar(parent)) continue;
      told.add(parent);
      found.push(finding("print-hides", parent, `印刷すると読めません：「${node.nodeValue.trim().slice(0, 30)}」`));
    }
    dispatchEvent(new Event("afterprint"));
    return found;
  };

  const deadControls = () => {
    const found = [];
    const dead = (element, message) => found.push(finding("dead-without-script", element, message));
    for (const link of document.querySelectorAll("a")) {
      if (!isShown(link)) continue;
      const address = link.getAttribute("href");
      if (address === null ? link.matches("[tabindex], [role=button], [onclick]") : address === "" || address === "#" || address.startsWith("javascript:")) dead(link, "JavaScript がないと、リンクが働きません。");
    }
    for (const button of document.querySelectorAll("button, input[type=button], input[type=submit], [role=button]")) {
      if (!isShown(button)) continue;
      const sends = button.form && button.type === "submit" && (button.form.hasAttribute("action") || button.hasAttribute("formaction"));
      if (!sends && !button.hasAttribute("popovertarget") && !button.closest("summary")) dead(button, "JavaScript がないと、ボタンが働きません。");
    }
    for (const form of document.querySelectorAll("form")) {
      const sender = [...form.elements].some((part) => part.matches("button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]"));
      if (isShown(form) && !sender) dead(form, "JavaScript がないと、送るボタンのないフォームになります。");
    }
    for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (isShown(field) && !field.form) dead(field, "JavaScript がないと、この欄の内容を送れません。");
    }
    for (const element of document.querySelectorAll("[onclick], [aria-expanded]")) {
      if (isShown(element) && !element.matches("a[href], button, input, summary")) dead(element, "JavaScript がないと働きません。");
    }
    return found;
  };

  // --- swaps: what is spoken, where the focus goes -----------------------------------------------------------------

  const LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output";
  let watch = null;
  const watchSwap = () => {
    const state = { changed: [], spoken: "", before: document.activeElement, left: true };
    state.observer = new MutationObserver((records) => {
      for (const record of records) {
        const place = record.target.nodeType === 1 ? record.target : record.target.parentElement;
        if (!place) continue;
        const live = place.closest(LIVE);
        const added = [...record.addedNodes].filter((node) => node.nodeType === 1);
        if (live) state.spoken = textOf(live) || state.spoken;
        else if (added.some((node) => node.matches("[role=alert]") || node.querySelector("[role=alert]"))) state.spoken = "alert";
        else if (record.type === "characterData" || added.length || record.removedNodes.length) state.changed.push(place);
        else if (record.attributeName === "hidden" && isShown(place)) state.changed.push(place);
      }
    });
    state.observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
    watch = state;
    return [];
  };
  const swapWasSilent = () => {
    if (!watch) return [];
    const state = watch;
    watch = null;
    state.observer.disconnect();
    const place = state.changed.find((element) => element.isConnected && textOf(element));
    if (!place) return [finding("silent-swap", document.body, "操作しても、画面が変わりませんでした。")];
    const focus = document.activeElement;
    const lost = focus === document.body || focus === null;
    const moved = focus !== state.before && !lost && state.changed.some((element) => element.contains(focus));
    const found = [];
    if (!state.spoken && !moved) found.push(finding("silent-swap", place, "画面の一部が変わったことが、読み上げられません。"));
    if (lost) found.push(finding("silent-swap", place, "画面の一部が変わったあと、フォーカスがなくなりました。"));
    return found;
  };

  // --- keyboard -----------------------------------------------------------------------------------------------------

  const FOCUS_STYLE = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "borderTopWidth", "borderBottomColor", "borderBottomWidth", "backgroundColor", "textDecorationLine", "textDecorationThickness"];
  const styleNow = (element) => [element, element.parentElement].map((part) => {
    const style = getComputedStyle(part);
    return FOCUS_STYLE.map((name) => (name.startsWith("outline") && style.outlineStyle === "none" ? "" : style[name])).join("|");
  }).join("||");
  const radioGroup = (element) => (element.matches("input[type=radio]") && element.name ? (element.form ? "f" : "d") + element.name : "");
  let stops = [];
  let walk = null;
  const prepareWalk = () => {
    document.body.setAttribute("tabindex", "-1");
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    scrollTo(0, 0);
    const elements = [...document.querySelectorAll(CONTROLS)].filter((element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.checkVisibility({ visibilityProperty: true }) && !(element.matches("summary") && element !== element.parentElement.querySelector(":scope > summary")));
    stops = elements.map((element) => ({ element, style: styleNow(element), seen: 0 }));
    walk = { last: null, address: location.href, previous: null, stuck: 0 };
    return stops.length;
  };
  const arrive = () => {
    const found = [];
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return { end: true, found, seen: false };
    const stop = stops.find((one) => one.element === element);
    const again = stop && stop.seen > 0;
    if (stop) stop.seen += 1;
    if (!again) found.push(...judgeStop(element, stop));
    walk.stuck = element === walk.last ? walk.stuck + 1 : 0;
    walk.last = element;
    return { end: Boolean(again), found, seen: true };
  };
  const judgeStop = (element, stop) => {
    const found = [];
    if (element.tabIndex > 0) found.push(finding("focus-order", element, "tabindex が正の数です。"));
    if (location.href !== walk.address) found.push(finding("context-change", element, "フォーカスしただけで、ページが変わりました。"));
    if (!isShown(element)) found.push(finding("focus-style", element, "フォーカスが、見えないものにあります。"));
    else if (stop && stop.style === styleNow(element)) found.push(finding("focus-style", element, "フォーカスしても、見た目が変わりません。"));
    found.push(...covered(element));
    const boxes = [...element.getClientRects()].map((box) => ({ top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left + scrollX, right: box.right + scrollX }));
    const previous = walk.previous;
    walk.previous = isFloating(element) || !boxes.length || getComputedStyle(element).position === "absolute" ? null : boxes.at(-1);
    if (previous && walk.previous) {
      const next = boxes[0];
      const across = Math.min(next.right, previous.right) - Math.max(next.left, previous.left);
      const down = Math.min(next.bottom, previous.bottom) - Math.max(next.top, previous.top);
      const up = next.bottom <= previous.top + 2 && across > 0.5 * Math.min(next.right - next.left, previous.right - previous.left);
      const back = next.right <= previous.left + 2 && down > 0.5 * Math.min(next.bottom - next.top, previous.bottom - previous.top);
      if (up || back) found.push(finding("focus-order", element, "フォーカスの順が、見た目の順とちがいます。"));
    }
    return found;
  };
  const covered = (element) => {
    const box = element.getClientRects()[0];
    if (!box) return [];
    const inset = Math.min(3, box.width / 4, box.height / 4);
    const points = [[box.left + inset, box.top + inset], [box.right - inset, box.top + inset], [box.left + inset, box.bottom - inset], [box.right - inset, box.bottom - inset], [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
    const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    if (!inside.length) return [finding("focus-hidden", element, "フォーカスが画面の外にあります。")];
    for (const [x, y] of inside) {
      const over = document.elementFromPoint(x, y);
      if (over && !element.contains(over) && !over.contains(element) && isFloating(over)) return [finding("focus-hidden", element, `フォーカスしたものが「${textOf(over).slice(0, 12)}」の下に隠れます。`)];
    }
    return [];
  };
  const endWalk = () => {
    const groups = new Set(stops.filter((stop) => stop.seen && radioGroup(stop.element)).map((stop) => radioGroup(stop.element)));
    const missed = stops.filter((stop) => !stop.seen && stop.element.isConnected && stop.element.checkVisibility({ visibilityProperty: true }) && !groups.has(radioGroup(stop.element)));
    if (!missed.length) return [];
    const trapped = walk.stuck > 0 || missed.length > 1 || stops.some((stop) => stop.seen > 1);
    return missed.slice(0, 3).map((stop) => finding("focus-trap", stop.element, trapped ? `Tab キーで進めない${missed.length}か所があります。フォーカスが閉じ込められます。` : "Tab キーで届きません。"));
  };

  const TRIGGERS = "[popovertarget], [aria-haspopup=dialog], [aria-expanded][aria-controls]";
  const panelTriggers = () => {
    const kinds = new Set();
    const chosen = [];
    for (const trigger of document.querySelectorAll(TRIGGERS)) {
      const kind = trigger.tagName + trigger.className;
      if (isShown(trigger) && !trigger.matches("summary") && trigger.getAttribute("aria-expanded") !== "true" && !kinds.has(kind)) chosen.push(selectorOf(trigger));
      kinds.add(kind);
    }
    return chosen;
  };
  const panelOf = (trigger) => {
    const id = trigger.getAttribute("aria-controls") || trigger.getAttribute("popovertarget");
    return id ? document.getElementById(id) : [...document.querySelectorAll("dialog[open], [role=dialog]")].find(isShown) || null;
  };
  const judgeOpen = (selector, panelSelector) => {
    const trigger = document.querySelector(selector);
    const panel = panelSelector ? document.querySelector(panelSelector) : trigger && panelOf(trigger);
    if (!trigger || !panel || !isShown(panel)) return [finding("panel", trigger, "押しても、開くものがありません。")];
    const found = [];
    const named = panel.getAttribute("aria-label") || byIds(panel.getAttribute("aria-labelledby")).map(textOf).join("") || [...panel.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].map(textOf).join("");
    if (!named) found.push(finding("panel", panel, "開いたものに名前がありません。"));
    if (trigger.hasAttribute("aria-expanded") && trigger.getAttribute("aria-expanded") !== "true") found.push(finding("panel", trigger, "開いても aria-expanded が true になりません。"));
    return found;
  };
  const judgeClosed = (selector, panelSelector) => {
    const trigger = document.querySelector(selector);
    const panel = panelSelector ? document.querySelector(panelSelector) : trigger && panelOf(trigger);
    const found = [];
    if (panel && isShown(panel) && textOf(panel)) found.push(finding("panel", panel, "Escape キーで閉じません。"));
    if (document.activeElement !== trigger) found.push(finding("panel", trigger, "閉じたあと、フォーカスが元のところにもどりません。"));
    return found;
  };

  const undecided = (nodes) => nodes.map(({ target, selector }) => {
    const element = typeof target === "string" ? document.querySelector(target) : null;
    return Boolean(element && element.matches(selector));
  });

  window.pageProbes = {
    content: () => [...language(), ...links(), ...tables(), ...errors(), ...colours()],
    layout: () => [...sideways(), ...cutText(), ...targets()],
    motion, rememberText, printHides, deadControls, watchSwap, swapWasSilent, prepareWalk, arrive, endWalk, panelTriggers, judgeOpen, judgeClosed, undecided,
  };
})();
