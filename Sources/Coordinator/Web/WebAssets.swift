/// The one style sheet and the one script of the pages.
enum WebAssets {
    static let style = """
        :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent);
          --accent: #0b6e4f; --accent-text: #fff; --warn: #b45309; }
        @media (prefers-color-scheme: dark) { :root { --accent: #34d399; --accent-text: #04231a; --warn: #fbbf24; } }
        * { box-sizing: border-box; }
        body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; }
        main { max-width: 34rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
        ul.selections { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
        ul.selections li { border: 1px solid var(--line); border-radius: .75rem; padding: .875rem 1rem; }
        ul.selections form { display: flex; gap: .75rem; align-items: center; justify-content: space-between; }
        .name { font-weight: 600; } .price { opacity: .8; }
        button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; border: 0;
          border-radius: .6rem; background: var(--accent); color: var(--accent-text); cursor: pointer; }
        button:focus-visible, a:focus-visible, select:focus-visible { outline: 3px solid var(--accent);
          outline-offset: 2px; }
        button[disabled] { opacity: .45; cursor: not-allowed; }
        select { font: inherit; min-height: 2.75rem; }
        .play { border: 2px dashed var(--warn); border-radius: .75rem; padding: .75rem 1rem; margin: 1rem 0; }
        .play strong { color: var(--warn); }
        .status { font-size: 1.2rem; font-weight: 600; margin: 1rem 0; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; } dt { opacity: .7; } dd { margin: 0; }
        code { overflow-wrap: anywhere; }
        """

    /// Loads the page again when the order changed. Without it the page loads itself again by its own header.
    static let script = """
        const element = document.querySelector("[data-order]");
        if (element && window.EventSource) {
          const source = new EventSource("/v1/orders/" + element.dataset.order + "/events");
          source.addEventListener("order", (event) => {
            const order = JSON.parse(event.data);
            if (String(order.revision) !== element.dataset.revision) location.reload();
          });
        }
        """
}
