/** In a frame, beyond what the document does by itself: the height told, words that follow the video, a clip kept to.

    It stands in every document and is written to be short, which excuses what biome.json lets it do: elements are named
    by their ids, where there are such, and the seconds that the document holds as texts are compared as they are. */

export {};

type Line = HTMLElement & { value: number };

declare const c: HTMLElement;
declare const w: HTMLElement;
declare const video: HTMLVideoElement & { dataset: { from: unknown; to: unknown } };
declare const own: HTMLTrackElement;
declare const self: { video?: object; own?: object };

const secret = location.hash.slice("#?secret=".length);

/** One message in two protocols: ours, and WordPress's, which looks at it only where it has given a secret.
    A frame that gets another width, be it that a telephone is turned, tells its height again. */
const tellHeight = () => {
  const h = c.scrollHeight;
  parent.postMessage({ parl: 1, type: "height", h, message: "height", value: h, secret }, "*");
};

tellHeight();
onload = onresize = tellHeight;
onmessage = (event) => {
  const told = event.data;
  if (told?.message == "ready" || (told?.parl && !told.h)) tellHeight();
};
onclick = (event) => {
  const at = (event.target as Element).closest<HTMLAnchorElement & Line>("a,data");
  if (at?.value && (getSelection() as unknown) == "") {
    video.currentTime = at.value;
    void video.play();
  }
  if (secret && at?.pathname && !at.target) {
    parent.postMessage(
      { message: "link", value: location.origin + "/go" + at.pathname, secret },
      "*",
    );
    event.preventDefault();
  }
  setTimeout(tellHeight);
};

if (self.video) {
  const lines = [...w.querySelectorAll<Line>("data")];
  video.onloadeddata = () => {
    if (self.own) own.track.mode = "showing";
  };
  video.ontimeupdate = () => {
    const at = video.currentTime;
    const now = lines.findLast((line) => line.value <= at);
    if (now && !now.ariaCurrent) {
      lines.map((line) => (line.ariaCurrent = (line == now || null) as unknown as string));
      w.scrollTop = now.offsetTop;
    }
    if (at < (video.dataset.from as number) || at > (video.dataset.to as number)) video.load();
  };
}
