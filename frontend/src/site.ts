/** What reading does not need: copying a snippet, and a transcript that follows its video. */

function offerCopying(button: HTMLButtonElement): void {
  const text = button.closest("details")?.querySelector("textarea");
  if (!text) return;
  button.hidden = false;
  button.onclick = async () => {
    text.select();
    await navigator.clipboard?.writeText(text.value);
  };
}

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

function followVideo(video: HTMLVideoElement, lines: HTMLElement[]): void {
  for (const line of lines) {
    const time = line.querySelector("time");
    const button = document.createElement("button");
    button.type = "button";
    time?.replaceWith(button);
    button.append(time ?? "");
    button.onclick = () => {
      video.currentTime = Number(line.dataset.start);
      void video.play();
    };
  }
  video.ontimeupdate = () => {
    const now = lines.findLast((line) => Number(line.dataset.start) <= video.currentTime);
    for (const line of lines) line.ariaCurrent = line === now ? "true" : null;
  };
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]"))
  offerCopying(button);
for (const video of document.querySelectorAll("video")) speakPageLanguage(video);
const video = document.querySelector("video");
const lines = [...document.querySelectorAll<HTMLElement>("[data-start]")];
if (video && lines.length) followVideo(video, lines);
