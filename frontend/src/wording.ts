/** At the desk: says beside each field, while somebody types, what of it is not neutral. Without it the panel says so. */

const PAUSE = 500;
const panel = document.querySelector<HTMLElement>("[data-wording]");
const form = panel?.closest("form");
const boxes = new Map<string, HTMLElement>();
const asked = new Map<string, XMLHttpRequest>();
const seen = new Map<string, string>();

const field = (name: string) => form?.elements.namedItem(name) as HTMLInputElement | null;

/** What is typed; rich text is kept as blocks. */
function typed(input: HTMLInputElement): string {
  if (input.type !== "hidden") return input.value;
  const kept = JSON.parse(input.value || "null") as { blocks?: { text: string }[] } | null;
  return (kept?.blocks ?? []).map((block) => block.text).join("\n");
}

function beside(name: string, box: HTMLElement): void {
  const input = field(name);
  if (input?.type === "hidden") input.closest(".w-field, [data-contentpath]")?.append(box);
  else input?.after(box);
  boxes.set(name, box);
}

function show(name: string, found: NodeListOf<Element>): void {
  let box = boxes.get(name);
  if (!box) {
    box = document.createElement("div");
    box.className = "found";
    beside(name, box);
  }
  box.ariaLive = "polite";
  box.replaceChildren();
  if (!found.length) return;
  const [heading, list] = [document.createElement("p"), document.createElement("ul")];
  heading.textContent = panel?.dataset.heading ?? "";
  list.append(...found);
  box.append(heading, list);
}

function ask(name: string, language: string, text: string): void {
  asked.get(name)?.abort();
  const request = new XMLHttpRequest(); // reads HTML without a sink that Trusted Types would refuse
  const sent = new FormData();
  sent.append("csrfmiddlewaretoken", field("csrfmiddlewaretoken")?.value ?? "");
  sent.append("language", language);
  sent.append("text", text);
  request.open("POST", panel?.dataset.check ?? "");
  request.responseType = "document";
  request.onload = () => {
    const page = request.response as Document | null;
    if (request.status === 200 && page) show(name, page.querySelectorAll("li"));
  };
  request.send(sent);
  asked.set(name, request);
}

/** Look at what changed since it was last looked at. */
function look(begin = false): void {
  const fields = JSON.parse(panel?.dataset.wording ?? "{}") as Record<string, string>;
  for (const [name, language] of Object.entries(fields)) {
    const input = field(name);
    const text = input ? typed(input) : "";
    if (seen.get(name) === text) continue;
    seen.set(name, text);
    if (!begin && input) ask(name, language, text);
  }
}

if (panel && form) {
  for (const box of panel.querySelectorAll<HTMLElement>("[data-for]"))
    beside(box.dataset.for ?? "", box);
  look(true);
  let waiting = 0;
  for (const event of ["input", "keyup", "focusout"])
    form.addEventListener(event, () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    });
}

export {};
