/** Whoever signs in or out leaves no name of the roster behind on the device. What is not sent stays, for its author, and whoever leaves is told so. */
const doors = ['/masuk', '/masuk/kode', '/bengkel/petugas', '/keluar'];

export function forgetNamesAtDoors(): void {
  for (const form of document.querySelectorAll('form')) {
    const path = new URL(form.action, location.href).pathname.replace(/^\/en(?=\/)/, '');
    if (doors.includes(path) && 'indexedDB' in window) form.addEventListener('submit', (event) => void leave(event, form, path === '/keluar'));
  }
}

async function leave(event: SubmitEvent, form: HTMLFormElement, asks: boolean): Promise<void> {
  event.preventDefault();
  const db = await openedBefore();
  const waiting = db ? await answerOf(db.transaction('mark').objectStore('mark').count()) : 0;
  if (asks && waiting > 0 && !confirm(leaving(waiting))) return;
  if (db) {
    const tx = db.transaction(['pack', 'who'], 'readwrite');
    tx.objectStore('pack').clear();
    tx.objectStore('who').clear();
    await new Promise((done) => (tx.oncomplete = tx.onabort = done));
    db.close();
  }
  form.submit();
}

/** The floor's store (clients/floor/store.ts) if this device has one; looking never makes one. */
function openedBefore(): Promise<IDBDatabase | undefined> {
  return new Promise((resume) => {
    const asked = indexedDB.open('karya-floor');
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onsuccess = () => resume(asked.result);
    asked.onerror = () => resume(undefined);
    asked.onblocked = () => resume(undefined);
  });
}

function answerOf<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resume, fail) => {
    asked.onsuccess = () => resume(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

const leaving = (n: number): string => document.documentElement.lang === 'en'
  ? `${n} records are not sent. They stay on this device and are sent when you sign in again. Sign out now?`
  : `${n} catatan belum terkirim. Catatan itu tetap di perangkat ini dan terkirim bila Anda masuk lagi. Keluar sekarang?`;
