// Invented people. Given names and made-up family names are paired by a counter; none stands for anybody.
export const men = ['Amat', 'Budi', 'Dedi', 'Eko', 'Fajar', 'Gani', 'Hadi', 'Iman', 'Joko', 'Karim', 'Lutfi', 'Mado', 'Nanda', 'Opik', 'Parto', 'Rahman', 'Saman', 'Tono', 'Umar', 'Wawan', 'Yanto', 'Zaki'];
export const women = ['Ayu', 'Bunga', 'Citra', 'Dewi', 'Endah', 'Fitri', 'Gita', 'Hana', 'Indah', 'Jamila', 'Kartini', 'Lina', 'Murni', 'Nurul', 'Opi', 'Puji', 'Ratna', 'Sari', 'Tuti', 'Umi', 'Wati', 'Yuni'];
export const families = ['Contohwan', 'Umpamasari', 'Misaldi', 'Andaikata', 'Teladani', 'Percontoh', 'Ibaratno', 'Modelia', 'Rekaan', 'Karangan', 'Purwarupa', 'Sampelono', 'Tiruana'];

export function inventedName(n: number, sex: 'L' | 'P'): string {
  const given = sex === 'L' ? men : women;
  return `${given[n % given.length]} ${families[(n * 7 + 3) % families.length]}`;
}

export const password = 'Karya-Contoh-2026';
