import { Forbidden, Invalid, NotFound, Refusal } from './refusal.ts';
import type { Locale } from './words.ts';

/** RFC 9457: what the JSON API answers when it does not answer. `code` is stable; `detail` says what to do next. */
export type Problem = { type: string; title: string; status: number; code: string; detail: string; request_id?: string; errors?: { field: string; message: string }[] };

export function problemOf(error: unknown, locale: Locale): Problem {
  const say = (id: string, en: string) => (locale === 'en' ? en : id);
  if (error instanceof Invalid) {
    const errors = Object.entries(error.problems).map(([field, message]) => ({ field, message }));
    return {
      ...head('invalid', 422, say('Isian belum benar', 'Some fields are not right')),
      detail: errors.map(({ field, message }) => `${field || say('isi', 'body')}: ${message}`).join('; '),
      errors,
    };
  }
  if (error instanceof Refusal) {
    return { ...head(error.code, error.status, say('Permintaan ditolak', 'The request was refused')), detail: error.text[locale], ...(error.field ? { errors: [{ field: error.field, message: error.text[locale] }] } : {}) };
  }
  if (error instanceof NotFound) return { ...head('not_found', 404, say('Tidak ditemukan', 'Not found')), detail: say('Periksa alamat atau nomornya.', 'Check the address or the number.') };
  if (error instanceof Forbidden) return { ...head('forbidden', 403, say('Tidak berwenang', 'Not allowed')), detail: say('Peran Anda tidak mencakup tindakan ini. Mintalah kepada petugas yang berwenang.', 'Your role does not cover this act. Ask an officer who may.') };
  return { ...head('internal', 500, say('Kesalahan pada sistem kami', 'A fault of ours')), detail: say('Tidak ada yang tersimpan sebagian. Coba lagi; bila berulang, sebutkan nomor permintaan ini.', 'Nothing was half-written. Try again; if it happens again, quote this request number.') };
}

/** The caller is nobody yet: says how to become somebody. */
export function unauthorised(locale: Locale): Problem {
  return { ...head('unauthorised', 401, locale === 'en' ? 'Sign in first' : 'Masuk dahulu'), detail: locale === 'en' ? 'Send a bearer token: npm run karya -- token create --account EMAIL' : 'Kirim bearer token: npm run karya -- token create --account EMAIL' };
}

export function badRequest(code: string, detail: string): Problem {
  return { ...head(code, 400, 'Bad request'), detail };
}

function head(code: string, status: number, title: string): Pick<Problem, 'type' | 'title' | 'status' | 'code'> {
  return { type: `/api/docs#${code}`, title, status, code };
}
