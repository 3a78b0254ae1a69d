export { laporanBulanan } from './laporan-bulanan.ts';
