/** What the builder does without: showing a change at once, copying with a button, and choosing a clip by hand. */

const form = document.querySelector<HTMLFormElement>("#looks-form");
const says = document.querySelector("#status");

function say(what: "copied" | "shown"): void {
  const words = (says as HTMLElement | null)?.dataset[what] ?? "";
  // The same words twice in a row are heard once only.
  if (says) says.textContent = says.textContent === words ? `${words}\u00a0` : words;
}

function offerCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-take]")) {
    const text = document.querySelector<HTMLTextAreaElement>(`#${button.dataset.take}`);
    if (!text) continue;
    button.hidden = false;
    button.onclick = async () => {
      text.select(); // so that a key copies it where a script may not
      const copying = navigator.clipboard?.writeText(text.value);
      const copied = await copying?.then(
        () => true,
        () => false,
      );
      if (copied ?? document.execCommand("copy")) say("copied");
    };
  }
}

const request = new XMLHttpRequest(); // reads HTML without a sink that Trusted Types would refuse

/** Ask for the page that the form would lead to, and take over from it what changed; the fields stay as they are. */
function show(form: HTMLFormElement): void {
  const given = new FormData(form) as unknown as Iterable<[string, string]>;
  const address = `${location.pathname}?${new URLSearchParams([...given])}`;
  request.open("GET", address); // which ends the one before
  request.responseType = "document";
  request.onload = () => {
    const page = request.response as Document | null;
    if (request.status !== 200 || !page) return form.submit();
    for (const id of ["problems", "stage", "made"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(fresh);
    }
    for (const name of ["start", "end"]) {
      const [old, fresh] = [field(name), page.querySelector<HTMLInputElement>(`#${name}`)];
      for (const attribute of ["aria-invalid", "aria-describedby"]) {
        const value = fresh?.getAttribute(attribute);
        if (value) old?.setAttribute(attribute, value);
        else old?.removeAttribute(attribute);
      }
    }
    history.replaceState(null, "", address);
    offerCopying();
    say("shown");
  };
  request.onerror = () => form.submit();
  request.send();
}

const field = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`);

function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes, rest] = [tenths / 36000, (tenths / 600) % 60, tenths % 600].map(
    Math.trunc,
  );
  const two = (number: number) => String(number).padStart(2, "0");
  const low = `${two(Math.trunc((rest ?? 0) / 10))}${(rest ?? 0) % 10 ? `.${(rest ?? 0) % 10}` : ""}`;
  return hours ? `${hours}:${two(minutes ?? 0)}:${low}` : `${minutes}:${low}`;
}

function seconds(text: string): number {
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0);
}

/** Keep the two handles, the two fields and the marked words the same. */
function offerHandles(clip: HTMLElement, form: HTMLFormElement): void {
  const [start, end] = [field("start"), field("end")];
  const [from, to] = [field("start-handle"), field("end-handle")];
  const lines = [...clip.querySelectorAll<HTMLElement>("[data-start][data-end]")];
  const handles = clip.querySelector<HTMLElement>(".handles");
  const pointing = clip.querySelector<HTMLElement>("#pointing");
  if (!start || !end || !from || !to || !handles) return;
  handles.hidden = false;
  if (pointing) pointing.hidden = false;

  const mark = () => {
    from.value = start.value ? String(seconds(start.value)) : from.min;
    to.value = end.value ? String(seconds(end.value)) : to.max;
    from.ariaValueText = clock(Number(from.value));
    to.ariaValueText = clock(Number(to.value));
    const whole = !start.value && !end.value;
    for (const line of lines) {
      const middle = (Number(line.dataset.start) + Number(line.dataset.end)) / 2;
      const heard = middle >= Number(from.value) && middle <= Number(to.value);
      line.ariaCurrent = heard && !whole ? "true" : null;
    }
  };
  const choose = (first: number, last: number) => {
    start.value = clock(first);
    end.value = clock(last);
    mark();
  };

  // A handle stops a second before the other one: a shorter clip there is not.
  from.oninput = () => choose(Math.min(Number(from.value), Number(to.value) - 1), Number(to.value));
  to.oninput = () => choose(Number(from.value), Math.max(Number(to.value), Number(from.value) + 1));
  for (const id of ["first", "last"]) {
    const select = clip.querySelector<HTMLSelectElement>(`#${id}`);
    select?.addEventListener("change", () => {
      if (!select.value) return;
      if (id === "first") choose(Number(select.value), Number(to.value));
      else choose(Number(from.value), Number(select.value));
      select.value = "";
    });
  }
  document.querySelector("#transcript")?.addEventListener("pointerup", () => {
    const marked = getSelection();
    if (!marked || marked.isCollapsed) return;
    const heard = lines.filter((line) => marked.containsNode(line, true));
    const [first, last] = [heard[0], heard.at(-1)];
    if (!first || !last) return;
    choose(Number(first.dataset.start), Number(last.dataset.end));
    show(form);
  });
  for (const input of [start, end]) input.addEventListener("change", mark);
  mark();
}

if (form) {
  const clip = form.querySelector<HTMLElement>("#clip");
  if (clip) offerHandles(clip, form);
  form.addEventListener("change", () => show(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form);
  });
}
offerCopying();

export {};
