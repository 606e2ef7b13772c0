/** A recording: captions on play, a transcript that follows, a clip that keeps to its range, and one made of words. */

type End = HTMLSelectElement | HTMLInputElement;

const video = document.querySelector("video");
const lines = [...document.querySelectorAll<HTMLElement>("[data-start]")];
const form = document.querySelector<HTMLFormElement>("form.clip");

function speakPageLanguage(video: HTMLVideoElement): void {
  const language = document.documentElement.lang;
  video.addEventListener(
    "play",
    () => {
      for (const track of video.textTracks) if (track.language === language) track.mode = "showing";
    },
    { once: true },
  );
}

function sayWhatFails(video: HTMLVideoElement): void {
  const source = video.querySelector("source");
  const words = video.parentElement?.querySelector<HTMLElement>("[data-fails]");
  if (source && words)
    source.onerror = () => {
      words.hidden = false;
    };
}

/** Play nothing outside the range; whoever wants more follows the link to the whole. */
function keepToClip(video: HTMLVideoElement, from: number, until: number): void {
  const keep = () => {
    const now = video.currentTime;
    if (now < from - 0.3) video.currentTime = from;
    if (now < until) return;
    video.pause();
    video.currentTime = until - 0.01; // at the end itself the next caption would stand already
  };
  const watch = () => {
    keep();
    if (!video.paused) requestAnimationFrame(watch);
  };
  video.addEventListener("play", () => {
    if (video.currentTime < from || video.currentTime > until - 0.1) video.currentTime = from;
    requestAnimationFrame(watch);
  });
  video.addEventListener("seeking", keep);
  video.addEventListener("timeupdate", keep); // frames are not drawn where nobody looks
}

function followVideo(video: HTMLVideoElement): void {
  const first = Number(video.dataset.from ?? 0);
  for (const line of lines) {
    const time = line.querySelector("time");
    const button = document.createElement("button");
    button.type = "button";
    time?.replaceWith(button);
    button.append(time ?? "");
    button.onclick = () => {
      video.currentTime = Math.max(first, Number(line.dataset.start));
      void video.play();
    };
  }
  video.addEventListener("timeupdate", () => {
    const now = lines.findLast((line) => Number(line.dataset.start) <= video.currentTime);
    if (!now || now.ariaCurrent) return;
    for (const line of lines) line.ariaCurrent = line === now ? "true" : null;
    const list = now.parentElement;
    if (list) list.scrollTop += now.getBoundingClientRect().top - list.getBoundingClientRect().top;
  });
}

/** Two handles beside the two fields, and the address of what lies between them. */
function offerClip(form: HTMLFormElement): void {
  const ends = [...form.querySelectorAll<End>("[name]")];
  const made = form.querySelector<HTMLElement>(".made");
  const [address, length] = [made?.querySelector("input"), made?.querySelector("output")];
  const seconds = () => ends.flatMap((end) => end.value.split("-").map(Number));

  const show = () => {
    if (!made || !address || !length) return;
    const from = Math.floor(Math.min(...seconds()) * 10 + 1e-6) / 10;
    const until = Math.max(from + 1, Math.ceil(Math.max(...seconds()) * 10 - 1e-6) / 10);
    address.value = `${made.dataset.base}t=${from},${Math.round(until * 10) / 10}/`;
    length.value = clock(Math.round(until - from));
    made.hidden = false;
  };

  const handles = ends.map((end) => offerHandle(end, show));
  form.addEventListener("input", show);
  document.addEventListener("selectionchange", () => {
    const chosen = selected();
    if (!chosen.length) return;
    ends.forEach((end, number) => {
      end.value = chosen.at(-number)?.dataset.choice ?? end.value;
      handles[number]?.();
    });
    form.closest("details")?.setAttribute("open", "");
    show();
  });
}

/** Set a handle before a field; return what moves it to where the field stands. */
function offerHandle(end: End, show: () => void): () => void {
  const handle = document.createElement("input");
  const listed = end instanceof HTMLSelectElement;
  handle.type = "range";
  handle.ariaLabel = end.labels?.[0]?.textContent?.trim() ?? "";
  handle.min = listed ? "0" : end.min;
  handle.max = listed ? `${end.options.length - 1}` : end.max;
  handle.step = listed ? "1" : "0.1";
  const follow = () => {
    handle.value = listed ? `${end.selectedIndex}` : end.value;
    handle.ariaValueText = listed ? (end.selectedOptions[0]?.text ?? "") : clock(Number(end.value));
  };
  handle.oninput = () => {
    if (listed) end.selectedIndex = Number(handle.value);
    else end.value = handle.value;
    follow();
    show();
  };
  end.addEventListener("input", follow);
  follow();
  end.before(handle);
  return follow;
}

/** Return the sentences of which words are selected. */
function selected(): HTMLElement[] {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return lines.filter((line) => {
    const words = document.createRange();
    const text = line.querySelector(".words")?.firstChild;
    if (!text) return false;
    words.selectNodeContents(text.firstChild ?? text);
    const begun = range.compareBoundaryPoints(Range.START_TO_END, words) > 0;
    return begun && range.compareBoundaryPoints(Range.END_TO_START, words) < 0;
  });
}

function clock(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  const two = (number: number) => `${number}`.padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(rest)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(rest)}`;
}

for (const one of document.querySelectorAll("video")) {
  speakPageLanguage(one);
  sayWhatFails(one);
}
if (video?.dataset.from) keepToClip(video, Number(video.dataset.from), Number(video.dataset.until));
if (video && lines.length) followVideo(video);
if (form) offerClip(form);
