import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import { api } from './api.ts';
import { routes as screens } from './routes.tsx';
import { reportPaperRoutes } from './routes-report-paper.tsx';
import { reportFactRoutes } from './routes-report-facts.tsx';
import { fairnessRoutes } from './routes-fairness.tsx';
import { dashboardUrl, fairnessUrls, mapUrl, reportsUrl } from './urls.ts';

export { signReport, submitReport } from './commands.ts';
export { loadReference } from './reference.ts';
export const routes = [...reportFactRoutes, ...reportPaperRoutes, ...screens, ...fairnessRoutes, ...api];

registerNavigation([
  { surface: 'pusat', href: dashboardUrl, group: 'view', text: { id: 'Dasbor', en: 'Dashboard' }, may: 'dashboard.read', position: 1 },
  { surface: 'pusat', href: mapUrl, group: 'view', text: { id: 'Peta', en: 'Map' }, may: 'dashboard.read', position: 2 },
  { surface: 'pusat', href: reportsUrl, group: 'view', text: { id: 'Laporan', en: 'Reports' }, may: 'dashboard.read', position: 3 },
  { surface: 'pusat', href: fairnessUrls.all, group: 'view', text: { id: 'Keadilan', en: 'Fairness' }, may: 'dashboard.read', position: 5 },
  { surface: 'bengkel', href: fairnessUrls.own, group: 'people', text: { id: 'Keadilan', en: 'Fairness' }, may: 'fairness.own', position: 58 },
  { surface: 'bengkel', href: '/bengkel/laporan', group: 'unit', text: { id: 'Laporan', en: 'Report' }, may: 'report.read', position: 80 },
]);
