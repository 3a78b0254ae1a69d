export { skTpp } from './sk-tpp.ts';
export { suratPersetujuan, type SuratPersetujuan } from './surat-persetujuan.ts';
