/** Shows − and + beside a number and keeps it within its bounds. The input stays a plain field of the form. */
export function stepBy(root: HTMLElement): void {
  const input = root.querySelector('input');
  const buttons = [...root.querySelectorAll<HTMLButtonElement>('button[data-step]')];
  if (!input) return;
  const [min, max] = [Number(root.dataset['min'] ?? 0), Number(root.dataset['max'] ?? Number.MAX_SAFE_INTEGER)];
  const now = () => Number(input.value.replace(/[. ]/g, '')) || 0;
  const mark = () => {
    for (const button of buttons) button.disabled = Number(button.dataset['step']) < 0 ? now() <= min : now() >= max;
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      input.value = String(Math.min(max, Math.max(min, now() + Number(button.dataset['step']))));
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  input.addEventListener('input', mark);
  mark();
}
