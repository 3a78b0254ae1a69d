export { daftarPremi } from './daftar-premi.ts';
export { kartuPremi } from './kartu-premi.ts';
