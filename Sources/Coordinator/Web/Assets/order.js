// Keeps the page of an order as the order is. Every text comes from the server: this fetches the page once more and
// puts its live parts in the place of the old ones. Without this script the page loads itself again.
"use strict";

document.documentElement.classList.add("scripted");

const order = document.getElementById("order");
const lost = document.querySelector("[data-connection]");
let stream = null;
let revision = Number(order.dataset.revision);
let isFetching = false;
let isStale = false;

// The element is always there: a screen reader only speaks what comes into a region that it knows.
const showLost = (isLost) => {
  const words = isLost ? lost.dataset.lost : "";
  if (lost.textContent !== words) lost.textContent = words;
};

// Replaces a part only where it changed, so that focus and a screen reader's place stay.
function take(page) {
  for (const part of order.querySelectorAll("[data-live]")) {
    const next = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!next || next.outerHTML === part.dataset.source) continue;
    part.dataset.source = next.outerHTML;
    part.className = next.className;
    part.replaceChildren(...next.childNodes);
  }
  const title = page.querySelector("title");
  if (title) document.title = title.textContent;
  startClock();
}

async function refresh() {
  if (isFetching) { isStale = true; return; }
  isFetching = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    showLost(false);
  } catch {
    showLost(true);
    setTimeout(refresh, 5000);
  } finally {
    isFetching = false;
    if (isStale) { isStale = false; refresh(); }
  }
}

function follow() {
  stream = new EventSource(order.dataset.events);
  stream.addEventListener("open", () => showLost(false));
  stream.addEventListener("error", () => {
    showLost(true);
    // The browser tries again by itself unless the server refused.
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  });
  stream.addEventListener("order", (event) => {
    const state = JSON.parse(event.data);
    showLost(false);
    if (state.revision !== revision) {
      revision = state.revision;
      refresh();
    }
    // The server ends the stream when nothing more will happen.
    if (order.dataset.final.split(" ").includes(state.status)) stream.close();
  });
}

// The clock counts from what the server said was left: this phone's own time may be wrong.
let ticking = null;
function startClock() {
  clearInterval(ticking);
  const clock = order.querySelector("time[data-milliseconds]");
  if (!clock) return;
  const end = performance.now() + Number(clock.dataset.milliseconds);
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const rest = String(seconds % 60).padStart(2, "0");
    clock.textContent = seconds > 0 ? `${Math.floor(seconds / 60)}:${rest}` : clock.dataset.over;
    if (seconds === 0) {
      clearInterval(ticking);
      setTimeout(refresh, 2000);
    }
  };
  ticking = setInterval(tick, 1000);
  tick();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  } catch {
    // Not allowed: the text is there to be selected.
    getSelection().selectAllChildren(button.closest("div").querySelector(".copyable"));
  }
});

// A phone that slept may have missed the end of the stream.
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });

for (const part of order.querySelectorAll("[data-live]")) part.dataset.source = part.outerHTML;
startClock();
follow();
