import { words, type Locale } from '#kernel/words.ts';

export const sayOffline = words({
  record: { id: 'Catat di gawai', en: 'Record on this device' },
  recordHint: { id: 'Juga tanpa sinyal: catatan disimpan di perangkat ini dan terkirim sendiri.', en: 'Also without a signal: records stay on this device and send themselves.' },
  withoutProgram: { id: 'Pencatatan di gawai perlu JavaScript. Tanpa itu pakailah formulir biasa:', en: 'Recording on the device needs JavaScript. Without it use the plain forms:' },
  offlineTitle: { id: 'Tanpa sambungan', en: 'No connection' },
  offlineHint: { id: 'Halaman ini perlu sambungan. Sesi yang tersimpan di perangkat ini tetap dapat dicatat.', en: 'This page needs a connection. Sessions kept on this device can still be recorded.' },
  queue: { id: 'Antrean catatan', en: 'Queue of records' },
  queueHint: { id: 'Apa yang belum terkirim, apa yang ditolak, dan apa yang dikatakan berbeda oleh dua perangkat.', en: 'What has not been sent, what was refused, and what two devices said differently.' },
  unsettled: { id: 'Catatan perangkat: {conflicts} berbeda, {refused} ditolak. Selesaikan di antrean.', en: 'Records from devices: {conflicts} differ, {refused} refused. Settle them in the queue.' },
  onDevice: { id: 'Di perangkat ini', en: 'On this device' },
  needsProgram: { id: 'Antrean perangkat tampil bila JavaScript menyala.', en: 'The queue of the device shows when JavaScript is on.' },
  refused: { id: 'Ditolak', en: 'Refused' },
  refusedHint: { id: 'Perbaiki dan kirim lagi dari perangkat asalnya, atau lepas dengan alasan.', en: 'Mend and send again from the device it came from, or let go with a reason.' },
  noRefused: { id: 'Tidak ada catatan yang ditolak.', en: 'No record is refused.' },
  conflicts: { id: 'Berbeda antara dua perangkat', en: 'Two devices differ' },
  conflictsHint: { id: 'Kedua catatan disimpan; yang terbaru yang berlaku sampai Anda memilih.', en: 'Both records are kept; the newest counts until you choose.' },
  noConflicts: { id: 'Tidak ada catatan yang berbeda.', en: 'No records differ.' },
  what: { id: 'Catatan', en: 'Record' },
  device: { id: 'Perangkat', en: 'Device' },
  officer: { id: 'Petugas', en: 'Officer' },
  seen: { id: 'Terjadi', en: 'Happened' },
  why: { id: 'Alasan ditolak', en: 'Why refused' },
  act: { id: 'Tindakan', en: 'Action' },
  drop: { id: 'Lepas', en: 'Let go' },
  dropped: { id: 'Catatan dilepas', en: 'The record was let go' },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonHint: { id: 'Tersimpan di jejak audit.', en: 'Kept in the audit trail.' },
  holds: { id: 'Yang benar', en: 'What is right' },
  counts: { id: 'berlaku sekarang', en: 'counts now' },
  settle: { id: 'Simpan pilihan', en: 'Save the choice' },
  settled: { id: 'Perbedaan diselesaikan', en: 'The difference is settled' },
  headSettles: { id: 'Kepala seksi yang memilih.', en: 'The section head chooses.' },
  web: { id: 'halaman kehadiran', en: 'attendance page' },
  type_attendance: { id: 'Kehadiran', en: 'Attendance' },
  type_tool_out: { id: 'Alat keluar', en: 'Tool out' },
  type_tool_in: { id: 'Alat kembali', en: 'Tool back' },
  type_output: { id: 'Hasil', en: 'Output' },
  type_incident: { id: 'Kejadian', en: 'Incident' },
  type_material_draw: { id: 'Bahan', en: 'Material' },
  type_inspection: { id: 'Periksa mutu', en: 'Inspection' },
  type_other: { id: 'Lainnya', en: 'Other' },
});

/** A refusal's code in plain words, for a list that is read later than it was refused. */
const refusals = {
  'attendance.needs_note': { id: 'Alasan itu perlu catatan', en: 'That reason needs a note' },
  'attendance.needs_decision': { id: 'Belum dipilih dibayar atau tidak', en: 'Paid or not was not chosen' },
  'attendance.needs_minutes': { id: 'Menit kerja belum diisi', en: 'Minutes were not filled in' },
  'attendance.too_long': { id: 'Menit melebihi sesi', en: 'More minutes than the session has' },
  'attendance.not_on_roster': { id: 'Peserta tidak ada di daftar', en: 'Not on the roster' },
  'session.closed': { id: 'Sesi sudah ditutup', en: 'The session was closed' },
  'tool.not_kept': { id: 'Alat sedang keluar atau tidak di papan', en: 'The tool was out, or not on the board' },
  'tool.not_out': { id: 'Alat tidak tercatat keluar', en: 'The tool was not recorded as out' },
  'tool.two_officers': { id: 'Perlu petugas kedua', en: 'A second officer is needed' },
  'tool.not_cleared': { id: 'Izin alat peserta tidak cukup', en: 'The person is not cleared for the tool' },
  'tool.holder_not_present': { id: 'Pemegang tidak tercatat hadir', en: 'The holder was not marked present' },
  'output.reason': { id: 'Afkir perlu alasan', en: 'Scrap needs a reason' },
  'capture.in_future': { id: 'Jam perangkat terlalu maju', en: 'The device’s clock ran ahead' },
  'capture.invalid': { id: 'Isi catatan salah', en: 'The record was not valid' },
  not_found: { id: 'Tidak ditemukan di UPT ini', en: 'Not found in this facility' },
  forbidden: { id: 'Peran tidak boleh mencatat ini', en: 'The role may not record this' },
};
const sayRefusal = words(refusals);

/** A code that has no words here shows itself. */
export function refusedText(locale: Locale, code: string): string {
  return isRefusal(code) ? sayRefusal(locale)(code) : code;
}
const isRefusal = (code: string): code is keyof typeof refusals => code in refusals;
