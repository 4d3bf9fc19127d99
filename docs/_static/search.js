// The search: guide.js loads it when a reader begins to search, or comes from a result. It loads the index and MiniSearch.
"use strict";

(() => {
  const own = document.currentScript.src;
  const LIBRARY = new URL("minisearch-7.2.0/minisearch.js", own);
  const INDEX = new URL("../search-index.js", own);
  const SUGGESTIONS = 7, RESULTS = 25, EXCERPT = 180;
  const STOP_WORDS = new Set(("a about all am an and any are as at be but by can cannot can't do does doesn't don't for from get has have how i if in into "
    + "is isn't it its me my no not of on or own so that the their then there this to vs was what when where which why will with "
    + "won't you your").split(" "));

  function load(url) {
    return new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  // Words, options (-p, --rm), and names made of several words (127.0.0.1, basicserver.py) both as a whole and in parts.
  function tokenize(text) {
    const found = [];
    for (const [whole] of text.matchAll(/(?:(?<![\p{L}\p{N}])-{1,2})?[\p{L}\p{N}]+(?:['’._:/=@-]+[\p{L}\p{N}]+)*/gu)) {
      found.push(whole);
      const parts = whole.match(/[\p{L}\p{N}]+/gu);
      if (parts.length > 1 || whole.startsWith("-")) found.push(...parts.filter((part) => part.length > 1));
    }
    return found;
  }

  // The word without its ending: deleted, deleting and deletes are found by delete.
  function stem(term) {
    const word = term.toLowerCase().replace(/['’]s$/, "");
    if (STOP_WORDS.has(word)) return null;
    if (!/^[a-z]{5,}$/.test(word)) return word;
    return word.replace(/(?<=[a-z]{3})(ing|ed|es|s|e)$/, "").replace(/([b-df-hj-np-tv-z])\1$/, "$1");
  }

  const squeezed = (text) => text.toLowerCase().replace(/\s+/g, " ");
  let sections = [], texts = [], synonyms = {}, engine;
  const titles = new Map(); // how many sections have it: Questions, Next and What you need are on each page

  const ready = Promise.all([load(LIBRARY), load(INDEX)]).then(() => {
    const { pages, sections: entries, synonyms: words } = window.guideIndex;
    sections = entries.map(([number, anchor, title, above, text, code], id) => (
      { id, url: pages[number][0], page: pages[number][1], anchor, title, above, text, code }));
    for (const { title } of sections) titles.set(title, (titles.get(title) || 0) + 1);
    texts = sections.map(({ title, text, code }) => squeezed(`${title} ${text} ${code}`));
    for (const [word, ours] of Object.entries(words)) synonyms[stem(word)] = ours;
    engine = new MiniSearch({ fields: ["title", "above", "page", "text", "code"], tokenize, processTerm: stem });
    engine.addAll(sections);
  });

  // What a query finds, best first: sections with all words of the query before those with some, the words in one go before all.
  function find(query) {
    const phrase = squeezed(query.trim());
    const terms = [...new Set(tokenize(query).map(stem).filter(Boolean))];
    if (!terms.length) return [];
    const meant = terms.flatMap((term) => synonyms[term] || []);
    const favour = (id) => (phrase.includes(" ") && texts[id].includes(phrase) ? 3 : 1) * (titles.get(sections[id].title) > 3 ? .5 : 1);
    const found = engine.search({
      combineWith: "OR",
      queries: [{ queries: terms }, ...(meant.length ? [{ queries: meant, boost: { title: 1.5, page: .7, text: .4, code: .2 } }] : [])],
    }, {
      boost: { title: 3, above: 1.5, page: 1.5, text: 1, code: .6 },
      prefix: (term) => term.length > 1 && !/^\d+$/.test(term),
      fuzzy: (term) => (/\d/.test(term) || term.length < 5 ? false : .2),
      weights: { fuzzy: .3, prefix: .6 },
      boostDocument: favour,
    });
    const isMeant = new Set(meant.flatMap((word) => tokenize(word).map(stem)));
    const share = ({ queryTerms }) => {
      const own = queryTerms.filter((term) => terms.includes(term)).length;
      const others = queryTerms.some((term) => isMeant.has(term)) ? 1 : 0;
      return Math.min(1, (own + others) / terms.length);
    };
    return found.map((hit) => ({ ...sections[hit.id], words: hit.terms, score: hit.score * share(hit) ** 2 }))
      .sort((one, other) => other.score - one.score);
  }

  const address = ({ url, anchor }, query) => (
    `${root.dataset.content_root || "./"}${url}?q=${encodeURIComponent(query)}${anchor ? `#${anchor}` : ""}`);

  // Where words that a query found stand in a text: from their beginning to their end.
  function places(text, words) {
    const stems = [...words].sort((one, other) => other.length - one.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!stems.length) return [];
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.join("|")})[\\p{L}\\p{N}]*`, "giu");
    return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
  }

  // The part of a section in which most of the words stand, with these marked.
  function excerpt({ text, code, words }) {
    const whole = `${text} ${code}`.replace(/\s+/g, " ").trim();
    const found = places(whole, words);
    let best = 0, most = -1;
    for (const [start] of found) {
      const within = found.filter(([from, to]) => from >= start && to <= start + EXCERPT * .7);
      const kinds = new Set(within.map(([from, to]) => stem(whole.slice(from, to)))).size;
      if (kinds > most) [best, most] = [start, kinds];
    }
    let from = Math.max(0, best - EXCERPT / 4);
    if (from) from = whole.indexOf(" ", from) + 1;
    let to = Math.min(whole.length, from + EXCERPT);
    if (to < whole.length) to = whole.lastIndexOf(" ", to) > from ? whole.lastIndexOf(" ", to) : to;
    const line = document.createElement("p");
    let last = from;
    if (from) line.append("… ");
    for (const [start, end] of found) {
      if (start < last || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = whole.slice(start, end);
      line.append(whole.slice(last, start), mark);
      last = end;
    }
    line.append(whole.slice(last, to), to < whole.length ? " …" : "");
    return line;
  }

  function labelled(tag, className, text) {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  // While typing: a list below the field (WAI-ARIA's combobox); arrow keys choose, Enter opens, Escape closes.
  function suggest(input) {
    const list = Object.assign(document.createElement("ul"), { id: "suggestions", className: "suggestions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    input.after(list);
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.autocomplete = "off";
    let chosen = -1;

    function close() {
      list.hidden = true;
      list.replaceChildren();
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(number) {
      list.children[chosen]?.setAttribute("aria-selected", "false");
      chosen = number;
      const option = list.children[chosen];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      option ? input.setAttribute("aria-activedescendant", option.id) : input.removeAttribute("aria-activedescendant");
    }

    async function show() {
      await ready;
      const query = input.value;
      close();
      const hits = find(query).slice(0, SUGGESTIONS);
      if (!hits.length || document.activeElement !== input) return;
      for (const [number, hit] of hits.entries()) {
        const option = document.createElement("li");
        option.id = `suggestion-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.href = address(hit, query);
        option.append(labelled("span", "suggestion-title", hit.title));
        if (hit.anchor) option.append(" ", labelled("span", "suggestion-page", hit.page));
        list.append(option);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.key === "Escape" && count) {
        event.preventDefault(); // the text stays
        close();
      } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
        event.preventDefault();
        if (!count) show();
        else choose(((chosen + (event.key === "ArrowDown" ? 2 : 0) + count + 1) % (count + 1)) - 1); // -1: the field
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.href = list.children[chosen].dataset.href;
        close();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.href = option.dataset.href;
      close();
    });
    input.addEventListener("blur", close);
    if (input.value) show();
  }

  // The page of results, which follows what is typed.
  async function results(input, place) {
    const status = document.getElementById("search-status");
    async function show() {
      await ready;
      const query = input.value.trim();
      const hits = find(query).slice(0, RESULTS);
      place.replaceChildren(...hits.map((hit) => {
        const item = document.createElement("li");
        const link = Object.assign(document.createElement("a"), { href: address(hit, query), textContent: hit.title });
        const title = document.createElement("p");
        title.className = "result-title";
        title.append(link);
        if (hit.anchor) title.append(" ", labelled("span", "result-page", hit.page));
        item.append(title, excerpt(hit));
        return item;
      }));
      const count = hits.length === RESULTS ? `The best ${RESULTS} sections` : hits.length === 1 ? "1 section" : `${hits.length} sections`;
      status.textContent = !query ? "" : hits.length ? `${count} for “${query}”.`
        : `Nothing for “${query}”. Try fewer or other words, or look in the menu.`;
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    }
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", show);
    input.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    if (input.value) await show();
    else input.focus();
  }

  // Who comes from a result sees the words in the section that was opened; no element changes, so copying stays right.
  async function markHits() {
    const query = new URLSearchParams(location.search).get("q");
    const place = (location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))) || document.querySelector("article");
    if (!query || !CSS.highlights) return;
    await ready;
    const here = find(query).find(({ url, anchor }) => anchor === location.hash.slice(1) && location.pathname.endsWith(url));
    const words = here ? here.words : tokenize(query).map(stem).filter(Boolean);
    const ranges = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [start, end] of places(walker.currentNode.data, words)) {
        const range = new Range();
        range.setStart(walker.currentNode, start);
        range.setEnd(walker.currentNode, end);
        ranges.push(range);
      }
    }
    CSS.highlights.set("search", new Highlight(...ranges));
  }

  const input = document.querySelector(".search input");
  const place = document.getElementById("search-results");
  suggest(input);
  if (place) results(document.querySelector(".search-form input"), place);
  else markHits();
  window.guideSearch = { find: async (query) => { await ready; return find(query); } };
})();
