import TestSupport

/// What can be told of a page's accessibility by a program: names, landmarks, ids, contrast, and that nothing is wider
/// than the screen (WCAG 2.2, levels A and AA).
enum PageChecks {
    /// What is wrong with the page that a browser shows; empty when nothing is.
    static func faults(_ browser: Browser) async throws -> [String] {
        try await browser.script(script).array.compactMap(\.text)
    }

    private static let script = """
        const faults = [];
        const say = (what, element) => faults.push(what + ": " + (element?.outerHTML ?? "").slice(0, 160));
        const name = (e) => (e.getAttribute("aria-label") || e.textContent || e.getAttribute("title") || "").trim();
        const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });

        // 3.1.1, 2.4.2, 1.3.1: language, title, landmarks, headings.
        if (!document.documentElement.lang) say("no language");
        if (!document.title.trim()) say("no title");
        if (document.querySelectorAll("main").length !== 1) say("not one main");
        if (document.querySelectorAll("h1").length > 1) say("more than one h1");
        let level = 0;
        for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
          const next = Number(heading.tagName[1]);
          if (next > level + 1 && level > 0) say("a heading level is left out", heading);
          level = next;
        }

        // 4.1.1, 4.1.2, 1.3.1, 3.3.2: ids and names.
        const ids = new Map();
        for (const e of document.querySelectorAll("[id]")) {
          if (ids.has(e.id)) say("id is there twice", e);
          ids.set(e.id, e);
        }
        for (const attribute of ["for", "aria-labelledby", "aria-describedby"]) {
          for (const e of document.querySelectorAll("[" + attribute + "]")) {
            for (const id of e.getAttribute(attribute).split(/\\s+/)) if (!ids.has(id)) say("no element " + id, e);
          }
        }
        for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
          if (e.labels.length === 0 && !e.getAttribute("aria-label")) say("a field without a label", e);
        }
        for (const e of document.querySelectorAll("a[href], button")) if (!name(e)) say("nothing to read in", e);
        for (const e of document.querySelectorAll("nav, [role=region], section")) {
          if (!e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby") && e.tagName === "NAV") {
            say("a landmark without a name", e);
          }
        }
        for (const e of document.querySelectorAll("svg")) {
          const isNamed = e.getAttribute("role") === "img" && e.getAttribute("aria-label");
          if (!isNamed && e.getAttribute("aria-hidden") !== "true") say("a picture without words", e);
        }
        for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) say("a picture without words", e);
        for (const e of document.querySelectorAll("th")) if (!e.hasAttribute("scope")) say("a th without scope", e);

        // 1.4.10: nothing is wider than the screen. A phone shows a page that is too wide smaller, so that innerWidth
        // grows with the page: the layout's own width is what counts. Nothing is cut off at the edge of a card either.
        const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth > wide + 1) {
          say("the page is " + document.documentElement.scrollWidth + " wide on " + wide);
        }
        for (const e of document.querySelectorAll("main *")) {
          if (e.getBoundingClientRect().right > wide + 1 && shown(e) && !e.closest(".scroll")) say("too wide", e);
        }
        for (const e of document.querySelectorAll(".card")) {
          if (e.scrollWidth > e.clientWidth + 1) say("cut off", e);
        }

        // 2.5.8: what is pressed is large enough; links within text are not asked. On a phone buttons are for thumbs.
        const least = wide < 500 ? 43.5 : 23.5;
        for (const e of document.querySelectorAll("button, .button, summary, select, input:not([type=hidden])")) {
          const box = e.getBoundingClientRect();
          if (shown(e) && Math.min(box.width, box.height) < least) {
            say("a target of " + box.width.toFixed(0) + " by " + box.height.toFixed(0), e);
          }
        }

        // 1.4.3: contrast, computed from what is painted.
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 1;
        const pen = canvas.getContext("2d", { willReadFrequently: true });
        const rgba = (colour) => {
          pen.clearRect(0, 0, 1, 1);
          pen.fillStyle = colour;
          pen.fillRect(0, 0, 1, 1);
          const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
          return [r, g, b, a / 255];
        };
        const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
        const ground = (e) => {
          const layers = [];
          for (let at = e; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] > 0) layers.push(colour);
            if (colour[3] === 1) break;
          }
          const paper = rgba(getComputedStyle(document.body).backgroundColor);
          return layers.reverse().reduce((below, top) => over(top, below), paper);
        };
        const light = (colour) => {
          const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const [r, g, b] = colour.map((v) => linear(v / 255));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const texts = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.add(walker.currentNode.parentElement);
        for (const e of texts) {
          if (!shown(e) || ["SCRIPT", "STYLE", "NOSCRIPT", "TITLE", "OPTION"].includes(e.tagName)) continue;
          const style = getComputedStyle(e);
          const back = ground(e);
          const front = over(rgba(e instanceof SVGElement ? style.fill : style.color), back);
          const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
          const ratio = (high + 0.05) / (low + 0.05);
          const size = parseFloat(style.fontSize);
          const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
          if (ratio < (isLarge ? 3 : 4.5)) say("contrast " + ratio.toFixed(2), e);
        }
        return faults;
        """
}
