import { words } from '#kernel/words.ts';

export const say = words({
  title: { id: 'Penyerahan potongan', en: 'Handing on what was kept back' },
  lead: { id: 'Yang dipotong atas putusan adalah milik yang berhak: diserahkan atas bukti, oleh dua orang, tidak pernah lebih dari yang dipotong. Saldo rekening 2600: {amount}.', en: 'What was kept back by a decision belongs to others: handed on by evidence and two persons, never more than was kept back. Account 2600 holds {amount}.' },
  kept: { id: 'Belum diserahkan', en: 'To hand on' }, keptNone: { id: 'Belum ada yang dipotong untuk pihak lain.', en: 'Nothing was kept back for others yet.' }, claim: { id: 'Potongan', en: 'Claim' }, person: { id: 'Peserta', en: 'Person' }, taken: { id: 'Dipotong', en: 'Kept back' }, handed: { id: 'Diserahkan', en: 'Handed on' }, left: { id: 'Sisa', en: 'Left' },
  give: { id: 'Serahkan', en: 'Hand on' }, amount: { id: 'Jumlah', en: 'Amount' }, recipient: { id: 'Penerima', en: 'Recipient' }, evidence: { id: 'Bukti', en: 'Evidence' }, payments: { id: 'Penyerahan', en: 'Handovers' }, paymentsNone: { id: 'Belum ada penyerahan.', en: 'No handovers yet.' }, number: { id: 'Nomor', en: 'Number' }, state: { id: 'Keadaan', en: 'State' },
  prepared: { id: 'Menunggu orang kedua', en: 'Waits for a second person' }, approved: { id: 'Diserahkan', en: 'Handed on' }, refused: { id: 'Ditolak', en: 'Refused' }, approve: { id: 'Setujui dan serahkan', en: 'Approve and hand on' }, refuse: { id: 'Tolak', en: 'Refuse' }, reason: { id: 'Alasan', en: 'Reason' },
  preparedNotice: { id: 'Penyerahan {number} menunggu orang kedua.', en: 'Handover {number} waits for a second person.' }, approvedNotice: { id: 'Penyerahan {number} dibukukan.', en: 'Handover {number} is posted.' }, refusedNotice: { id: 'Penyerahan {number} ditolak.', en: 'Handover {number} is refused.' },
});
