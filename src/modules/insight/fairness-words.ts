import { words } from '#kernel/words.ts';

export const sayFairness = words({
  title: { id: 'Keadilan kerja', en: 'Fairness of work' },
  caption: { id: 'Siapa mendapat pekerjaan berpremi, dan berapa. Kelompok di bawah {n} orang tidak ditampilkan, juga satu kelompok lain bila dapat dihitung dari jumlahnya.', en: 'Who gets paid work, and at what pay. Groups under {n} people are not shown, nor one more that would follow from the total.' },
  alarms: { id: 'Kesenjangan yang perlu dijelaskan', en: 'Gaps to explain' },
  noAlarm: { id: 'Tidak ada kesenjangan yang melewati batas di antara kelompok yang boleh ditampilkan.', en: 'No gap passes the limit between the groups that may be shown.' },
  group: { id: 'Kelompok', en: 'Group' },
  people: { id: 'Orang', en: 'People' },
  share: { id: 'Bekerja dengan premi (%)', en: 'In paid work (%)' },
  perHour: { id: 'Premi per jam', en: 'Pay an hour' },
  hidden: { id: 'tidak ditampilkan', en: 'not shown' },
  download: { id: 'Unduh (xlsx)', en: 'Download (xlsx)' },
  hours: { id: 'Jam bermanfaat', en: 'Purposeful hours' },
  hoursNote: { id: 'Rata-rata per orang dan hari kerja, empat minggu terakhir; hari kerja biasa {normal} menit ({basis})', en: 'Average per person and working day, last four weeks; a normal working day is {normal} minutes ({basis})' },
  minutes: { id: '{n} menit', en: '{n} minutes' },
  percentOfDay: { id: '{n}% dari hari kerja biasa', en: '{n}% of a normal working day' },
  none: { id: 'Belum ada orang dalam jangkauan Anda.', en: 'Nobody is in your reach yet.' },
  dimension: { id: 'Menurut', en: 'By' },
});
