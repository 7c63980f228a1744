// The operators' pages work without this. It shows times in the browser's own zone, sends the place's choice at once,
// and keeps what is marked data-live up to date.
(() => {
  "use strict";

  // Day before month, as the server writes it.
  const format = (style) => new Intl.DateTimeFormat("en-GB", style);

  const localise = (root) => {
    for (const time of root.querySelectorAll("time[data-local]")) {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      const style = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false };
      if (time.dataset.local === "seconds") style.second = "2-digit";
      time.textContent = format(style).format(at);
    }
  };
  localise(document);

  // On a phone the navigation is wider than the screen: what is shown now is to be seen in it.
  document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  for (const field of document.querySelectorAll("[data-submit]")) {
    field.addEventListener("change", () => field.form.requestSubmit());
    field.form.classList.add("submits-itself");
  }

  // Nothing that a person is typing in, or has opened, is taken away.
  const isBusy = (part) => part.contains(document.activeElement) || part.querySelector("details[open]");

  const liveParts = "[data-live], .side nav, .banners";
  let isLoading = false;
  const refresh = async () => {
    const parts = document.querySelectorAll(liveParts);
    if (isLoading || parts.length === 0 || document.hidden) return;
    isLoading = true;
    try {
      const answer = await fetch(location.href, { redirect: "error", cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const others = fresh.querySelectorAll(liveParts);
      if (others.length !== parts.length) return;
      parts.forEach((part, index) => {
        if (isBusy(part) || part.innerHTML === others[index].innerHTML) return;
        const next = document.adoptNode(others[index]);
        localise(next);
        const scrolled = part.scrollLeft;
        part.replaceWith(next);
        next.scrollLeft = scrolled;
      });
    } catch {
      // The login ended or the coordinator restarts; the next change tries again.
    } finally {
      isLoading = false;
    }
  };

  if (window.EventSource && document.querySelector("[data-live]")) {
    const source = new EventSource("/operator/live");
    source.addEventListener("change", refresh);
    document.addEventListener("visibilitychange", refresh);
  }
})();
