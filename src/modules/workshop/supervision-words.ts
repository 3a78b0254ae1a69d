import { words } from '#kernel/words.ts';

export const saySupervision = words({
  supervisors: { id: 'Petugas yang mengawasi', en: 'Officers who supervise' },
  supervisorsHint: { id: 'Tidak dicentang satu pun: Anda, lalu petugas bengkel ini yang bebas.', en: 'None ticked: you, then the free officers of this workshop.' },
  opener: { id: 'yang membuka sesi', en: 'who opened it' },
  ratio: { id: 'Rasio', en: 'Ratio' },
  ratioSaid: { id: '{officers} petugas untuk {people} orang, perlu {needed}', en: '{officers} officers for {people} people, {needed} needed' },
  waived: { id: 'diizinkan kepala: {reason}', en: 'allowed by the head: {reason}' },
  title: { id: 'Izinkan sesi dengan petugas kurang', en: 'Allow a session with fewer officers' },
  hint: { id: 'Untuk satu bengkel, satu hari, satu waktu. Orang lain yang membuka sesinya. Alasan Anda tercatat pada sesi itu.', en: 'For one workshop, one day, one slot. Somebody else opens the session. Your reason stays with it.' },
  reason: { id: 'Alasan', en: 'Reason' },
  allow: { id: 'Izinkan', en: 'Allow' },
  allowed: { id: 'Sesi itu diizinkan dengan petugas kurang.', en: 'That session is allowed with fewer officers.' },
  list: { id: 'Yang sudah diizinkan', en: 'Already allowed' },
  none: { id: 'Belum ada.', en: 'None yet.' },
});
