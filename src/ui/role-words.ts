import type { Role } from '#kernel/policy.ts';
import { words, type Phrase } from '#kernel/words.ts';

/** What each role is called, on every screen that names one. */
export const roleNames: Record<Role, Phrase> = {
  officer: { id: 'Petugas bengkel', en: 'Workshop officer' },
  section_head: { id: 'Kepala seksi kegiatan kerja', en: 'Head of the work section' },
  facility_head: { id: 'Kepala UPT', en: 'Head of the facility' },
  treasurer: { id: 'Bendahara penerimaan', en: 'Treasurer' },
  regional: { id: 'Kantor wilayah', en: 'Regional office' },
  headquarters: { id: 'Kantor pusat', en: 'Headquarters' },
  procurement_officer: { id: 'Pejabat pengadaan', en: 'Procurement officer' },
  commitment_officer: { id: 'Pejabat pembuat komitmen', en: 'Commitment officer' },
  partner: { id: 'Mitra', en: 'Partner' },
  auditor: { id: 'Pemeriksa', en: 'Auditor' },
  admin: { id: 'Administrator', en: 'Administrator' },
};

/** Who one acts as, in the bar of every work page. */
export const sayRole = words(roleNames);
