/** What reading does not need: copying what is offered to be pasted. */

function offerCopying(button: HTMLButtonElement): void {
  const text = button
    .closest("li, details, form")
    ?.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input[readonly]");
  if (!text) return;
  button.hidden = false;
  button.onclick = async () => {
    text.select();
    await navigator.clipboard?.writeText(text.value);
  };
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]"))
  offerCopying(button);
