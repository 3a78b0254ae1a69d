// The floor's program: records an open session on the device, with or without a line, and sends when it can.
import { render } from 'preact';
import { App, type View } from './floor/app.tsx';
import { refreshPacks } from './floor/send.ts';
import { forgetOldNames, officerIs, whoIsHere } from './floor/store.ts';

const mount = document.getElementById('lantai');
if (mount) await begin(mount);

async function begin(root: HTMLElement): Promise<void> {
  const { account, name, locale, view, session } = root.dataset;
  await forgetOldNames();
  // A page from the server says who is here; the shell, which no server drew, asks the device.
  if (account) await officerIs({ account, name: name ?? '', locale: locale === 'en' ? 'en' : 'id' });
  const who = await whoIsHere();
  const said = (account ? locale : who?.locale) === 'en' ? 'en' : 'id';
  document.documentElement.lang = said;
  root.replaceChildren();
  render(<App view={viewOf(view)} session={session ?? /^\/bengkel\/catat\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1]} locale={said} />, root);
  if (root.dataset['idle']) lockWhenIdle(Number(root.dataset['idle']) * 60_000);
  if (account) void refreshPacks();
  void keepForLater();
}

/** Without a line any page of the floor is the shell; it shows what the address asks for. */
function viewOf(view: string | undefined): View['view'] {
  if (view === 'antrean' || location.pathname === '/bengkel/antrean') return 'antrean';
  return view === 'sesi' || view === 'bilah' ? view : 'luring';
}

/** A shared screen that nobody touches goes back to the question who is on duty. Without a line there is nobody to ask; the server asks later. */
function lockWhenIdle(after_ms: number): void {
  let touched = Date.now();
  for (const event of ['pointerdown', 'keydown', 'scroll']) addEventListener(event, () => (touched = Date.now()), { passive: true });
  setInterval(() => {
    if (Date.now() - touched >= after_ms && navigator.onLine) location.assign(`/bengkel/petugas?lanjut=${encodeURIComponent(location.pathname)}`);
  }, 10_000);
}

async function keepForLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/bengkel/luring.js', { scope: '/bengkel' });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage('fresh');
  // Asked once: a browser short of room shall not clear what was not sent.
  await navigator.storage?.persist?.();
}
