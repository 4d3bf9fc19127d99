// What the pages do beyond showing: colours, menu, copying, place, progress. Without it all text can still be read.
"use strict";

const page = document.querySelector("article").dataset.page;
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The reader's browser keeps the colours and the progress; in some modes it keeps nothing, and throws.
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* not kept */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* was not kept */ } },
};

function announce(text) {
  const place = document.getElementById("announcement");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50); // the same text twice is announced twice
}

// Colours: as the system, light, dark. The page's head has applied what was chosen before.
const THEMES = [["", "Auto", "as the system"], ["light", "Light", "light"], ["dark", "Dark", "dark"]];
const themeButton = document.querySelector(".theme-button");

function showTheme() {
  const [, name, words] = THEMES.find(([theme]) => theme === (root.dataset.theme || ""));
  themeButton.querySelector("span").textContent = name;
  themeButton.setAttribute("aria-label", `Colours: ${words}`);
  return words;
}

themeButton.addEventListener("click", () => {
  const now = THEMES.findIndex(([theme]) => theme === (root.dataset.theme || ""));
  const [next] = THEMES[(now + 1) % THEMES.length];
  root.dataset.theme = next;
  try { localStorage.setItem("guide-theme", next); } catch { /* not kept */ }
  announce(`Colours: ${showTheme()}`);
});
showTheme();

// Menu and contents: the browser opens them, says of their buttons whether they are expanded, closes them on Escape
// and on a tap outside, and gives the focus back.
for (const panel of all("[popover]")) {
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    (panel.querySelector("[aria-current], .current > a[href='#']") || panel.querySelector("a")).focus();
  });
  panel.addEventListener("click", (event) => {
    if (event.target.closest("a") && panel.matches(":popover-open")) panel.hidePopover();
  });
}
matchMedia("(min-width: 1000px)").addEventListener("change", () => {
  all(":popover-open").forEach((panel) => panel.hidePopover());
});
const current = document.querySelector(".menu .current > a[href='#']");
current?.setAttribute("aria-current", "page");
const menu = document.getElementById("menu");
if (current && current.offsetTop > menu.clientHeight - 60) menu.scrollTop = current.offsetTop - menu.clientHeight / 2;

// Copying: what is typed, without prompts, keys and output; where programs are typed into, only up to the first that asks.
function copied(pre) {
  if (!pre.querySelector(".gp")) return pre.textContent.replace(/\n$/, "");
  let text = "", prompt = null, isTyped = false;
  for (const node of pre.childNodes) {
    const kind = node.className;
    if (kind === "gp") {
      if (prompt !== null && node.textContent.trim() !== prompt) break;
      prompt = node.textContent.trim();
      isTyped = true;
    } else if (kind === "go" || kind === "key") {
      isTyped = false; // up to the next prompt
    } else if (isTyped) {
      text += node.textContent;
    }
  }
  return text.replace(/\n$/, "");
}

async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea"); // a page from a plain http:// server
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  const link = event.target.closest(".headerlink");
  if (button) {
    const label = button.textContent;
    try {
      await write(copied(button.closest(".code").querySelector("pre")));
    } catch {
      announce("Copying did not work");
      return;
    }
    announce("Copied");
    button.textContent = "Copied";
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; }, 1500);
  } else if (link) {
    write(link.href).then(() => announce("Link copied"), () => {});
  }
});

// Only what scrolls is a stop of the Tab key.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
all("pre, .table").forEach((element) => sizes.observe(element));

// Tabs: who chose PowerShell once wants it everywhere.
document.addEventListener("change", (event) => {
  if (!event.target.matches(".tab-set > input")) return;
  const chosen = event.target.nextElementSibling.textContent;
  for (const label of all(".tab-label")) if (label.textContent === chosen) label.previousElementSibling.checked = true;
  store.write("guide-tab", chosen);
});
const chosenTab = store.read("guide-tab");
for (const label of all(".tab-label")) if (label.textContent === chosenTab) label.previousElementSibling.checked = true;

// Previous and next on the arrow keys, where they have nothing else to move.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [tabindex='0'], [popover]:popover-open")) return;
  if (event.key === "/") {
    event.preventDefault();
    const fields = all(".search-form input, .search input").filter((field) => field.checkVisibility());
    fields.length ? fields.at(-1).focus() : document.querySelector(".search-link").click();
    return;
  }
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  document.querySelector(`.neighbours [rel="${rel}"]`)?.click();
});

// Progress: which sections were done, and where the reader was last.
const PROGRESS = "guide-progress";
const progress = store.read(PROGRESS) || { done: {}, last: null };
const boxes = all(".done input");
let isCleared = false; // then this page is not noted again as the last one

function showProgress() {
  const done = progress.done[page] || [];
  for (const box of boxes) box.checked = done.includes(box.dataset.section);
  for (const link of all(".contents a")) {
    link.parentElement.classList.toggle("read", done.includes(link.hash.slice(1)));
  }
  for (const link of all(".menu a")) {
    const name = pageOf(link);
    const { length } = progress.done[name] || [];
    link.parentElement.classList.toggle("read", length > 0 && length === progress.of?.[name]);
  }
  const count = Object.values(progress.done).flat().length;
  const line = document.querySelector(".progress");
  line.hidden = !count && !progress.last;
  line.firstElementChild.textContent = count === 1 ? "1 section done." : `${count} sections done.`;
}

// A page's name, as the page itself says it, from a link to it.
function pageOf(link) {
  const start = new URL(root.dataset.content_root || "./", location.href).pathname;
  return link.pathname.slice(start.length).replace(/(index)?\.html$|\/$/, (end) => (end.startsWith("index") ? "index" : ""));
}

document.addEventListener("change", (event) => {
  const { section } = event.target.dataset;
  if (!section) return;
  const done = new Set(progress.done[page]);
  event.target.checked ? done.add(section) : done.delete(section);
  progress.done[page] = [...done];
  progress.of = { ...progress.of, [page]: boxes.length };
  store.write(PROGRESS, progress);
  showProgress();
});
document.querySelector("[data-clear]").addEventListener("click", () => {
  store.remove(PROGRESS);
  Object.assign(progress, { done: {}, last: null, of: {} });
  isCleared = true;
  showProgress();
  document.getElementById("go-on")?.remove();
  announce("Progress cleared");
});
showProgress();

// The section that is being read: the last whose heading has passed the upper part of the window.
const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
const headings = all("article section[id] > :is(h1, h2, h3)");
let marked = null;

function mark() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const heading = (scrollY > 0 && passed.at(-1)) || headings[0];
  if (!heading || heading === marked) return;
  marked = heading;
  const { id } = heading.parentElement;
  for (const [key, link] of links) {
    const isHere = key === id || (heading.matches("h1") && key === "");
    isHere ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    if (isHere) keepInSight(link);
  }
  if (page && !isCleared) {
    const url = location.pathname.slice(new URL(root.dataset.content_root || "./", location.href).pathname.length);
    const title = document.querySelector("h1").firstChild.textContent;
    const section = heading.matches("h1") ? "" : heading.firstChild.textContent;
    progress.last = { url: section ? `${url}#${id}` : url, title, section };
    store.write(PROGRESS, progress);
  }
}

function keepInSight(link) {
  const panel = document.getElementById("contents");
  const top = link.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  if (top < 40 || top > panel.clientHeight - 60) panel.scrollTop += top - panel.clientHeight / 2;
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; mark(); });
}, { passive: true });
mark();

// The search comes when it is asked for: at a touch of its field, on its page, and for who comes from a result.
function loadSearch() {
  if (document.getElementById("search-script")) return;
  const src = `${root.dataset.content_root || "./"}_static/search.js`;
  document.head.append(Object.assign(document.createElement("script"), { id: "search-script", src }));
}
document.querySelector(".search input")?.addEventListener("focus", loadSearch);
if (document.getElementById("search-results") || new URLSearchParams(location.search).has("q")) loadSearch();
