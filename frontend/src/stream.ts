/** A recording in HLS, in a browser that plays none: a button fetches what does, and then it plays as any other. */

type Library = Pick<typeof import("hls.js"), "default">;

const LIBRARY = "/static/frontend/hls.js";
const LOOKS = "width:100%;padding:.75em;font:inherit"; // the frame's style sheet has no room

for (const video of document.querySelectorAll("video")) {
  const source = video.querySelector<HTMLSourceElement>('source[type$="mpegurl"]');
  if (source && !video.canPlayType(source.type)) offer(video, source.src);
}

/** Wait for whoever plays first: the button is pressed, or words are that lead to a moment. */
function offer(video: HTMLVideoElement, address: string): void {
  const button = document
    .querySelector("template")
    ?.content.querySelector("button")
    ?.cloneNode(true) as HTMLButtonElement;
  const { load, play } = HTMLMediaElement.prototype;
  const from = Number(video.dataset.from ?? 0);
  video.replaceChildren(...video.querySelectorAll("track"));
  video.removeAttribute("src");
  load.call(video);
  video.controls = false;
  video.after(button);
  button.style = LOOKS;
  button.onclick = () => void video.play();
  video.play = () => {
    video.play = play;
    button.disabled = true;
    return (import(LIBRARY) as Promise<Library>).then(attach).catch(again);
  };
  // To have the beginning shown again, the frame's script lets go of what was loaded: here that is the stream.
  video.load = () => {
    video.pause();
    video.currentTime = from;
  };

  const again = () => {
    if (video.play !== play) return; // one fault may be told twice
    button.remove();
    offer(video, address);
  };
  const attach = ({ default: Hls }: Library) => {
    const stream = new Hls({ enableWorker: false, startPosition: video.currentTime || from });
    stream.on(Hls.Events.ERROR, (_, { fatal }) => {
      if (!fatal) return;
      stream.destroy();
      again();
    });
    stream.loadSource(address);
    stream.attachMedia(video);
    button.remove();
    video.controls = true;
    video.focus();
    return video.play();
  };
}
