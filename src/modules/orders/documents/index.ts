export { adendum } from './adendum.ts';
export { bast } from './bast.ts';
export { faktur } from './faktur.ts';
export { kuitansi } from './kuitansi.ts';
export { pengembalian } from './pengembalian.ts';
export { suratJalan } from './surat-jalan.ts';
export { suratPesanan } from './surat-pesanan.ts';
