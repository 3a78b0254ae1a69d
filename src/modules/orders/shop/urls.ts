import type { Locale } from '#kernel/words.ts';
import { at } from '#catalogue';
import type { Step } from './checkout.ts';

export const cartUrl = (locale: Locale) => at(locale, '/keranjang');
export const cartChangeUrl = (locale: Locale) => at(locale, '/keranjang/ubah');
export const stepUrl = (locale: Locale, step: Step) => at(locale, `/checkout/${step}`);
export const doneUrl = (locale: Locale, numbers: string[]) => at(locale, `/checkout/selesai?pesanan=${numbers.join(',')}`);
export const ordersUrl = (locale: Locale, number?: string) => at(locale, number === undefined ? '/pesanan' : `/pesanan?nomor=${number}`);
export const orderUrl = (locale: Locale, number: string) => at(locale, `/pesanan/${number}`);
export const againUrl = (locale: Locale, number: string) => at(locale, `/pesanan/${number}/lagi`);
export const payUrl = (locale: Locale, number: string) => at(locale, `/pesanan/${number}/bayar`);
export const chargeUrl = (locale: Locale, charge: string) => at(locale, `/bayar/${charge}`);
