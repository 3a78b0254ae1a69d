export const urls = {
  signIn: '/masuk',
  code: '/masuk/kode',
  signOut: '/keluar',
  reset: '/lupa-sandi',
  newPassword: '/lupa-sandi/baru',
  security: '/akun/keamanan',
  twoFactor: '/akun/keamanan/kode',
  twoFactorCheck: '/akun/keamanan/kode/aktif',
  twoFactorStop: '/akun/keamanan/kode/mati',
  sessions: '/akun/keamanan/perangkat',
  roles: '/akun/peran',
  language: '/akun/bahasa',
  pin: '/akun/pin',
  keptWords: '/akun/isian',
  officers: '/bengkel/petugas',
  tokens: '/akun/token',
  revokeToken: '/akun/token/cabut',
  users: '/sistem/pengguna',
  newUser: '/sistem/pengguna/baru',
  audit: '/sistem/audit',
  delegations: '/bengkel/tim/pelimpahan',
  devices: '/sistem/perangkat',
  newDevice: '/sistem/perangkat/baru',
  device: '/perangkat',
} as const;

export function userUrl(id: string, act?: 'peran' | 'akhir' | 'tutup' | 'buka'): string {
  return `${urls.users}/${id}${act ? `/${act}` : ''}`;
}

export function deviceUrl(id: string, act: 'kode' | 'cabut'): string {
  return `${urls.devices}/${id}/${act}`;
}

export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const text = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `${path}?${text}` : path;
}

export const withdrawDelegationUrl = (id: string): string => `${urls.delegations}/${id}/cabut`;
