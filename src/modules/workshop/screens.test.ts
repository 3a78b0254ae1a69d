import test from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { routes as workforce } from '#workforce';
import { openHouse } from '#tests/house.ts';
import { openSite, walkScreens } from '#tests/site.ts';
import { reportIncident, giveTool, markAttendance, openSession, routes } from './index.ts';
import { addTool, furnish, monday } from './test-floor.ts';

const now = new Date('2026-11-23T02:00:00Z');

test('every screen of the floor can be read and used on a phone and at a desk', async (t) => {
  const house = await openHouse(t, { routes: [...routes, ...workforce], now });
  const floor = await furnish(house, { people: 6 });
  // One person is not eligible, so that the part about who is left out is on the screen.
  await house.admin.query("update workforce.worker set fit_until = '2026-01-01' where roster_code = 'A06'");
  const { facility_id } = floor;
  const [officer, section, head] = [house.as('officer'), house.as('section_head'), house.as('facility_head')];
  const [chisel, saw] = [await addTool(house, floor, 'MEB-01', 'A'), await addTool(house, floor, 'MEB-02', 'B')];
  const { session, incident } = await house.act(officer, async (tx) => {
    const opened = await openSession(tx, { facility_id, workshop: 'mebel', day: monday, slot: 'AM' });
    const [first, second] = opened.roster;
    for (const [person, reason_code] of [[first, 'ATTENDED'], [second, 'VISIT']] as const) await markAttendance(tx, { facility_id, session_id: opened.id, worker_id: person?.worker_id ?? '', reason_code });
    for (const tool of [chisel, saw]) await giveTool(tx, { facility_id, session_id: opened.id, tool_id: tool.id, worker_id: first?.worker_id });
    return { session: opened, incident: await reportIncident(tx, { facility_id, kind: 'tool_missing', tool_id: saw.id, what: 'Tidak ada di papan saat istirahat' }) };
  });
  const site = await openSite(t, house.app);
  const absent = session.roster[2]?.worker_id ?? '';
  const screens: [string, Actor, string][] = [
    ['/bengkel', officer, 'today'], ['/bengkel/sesi/baru', officer, 'new-session'], ['/bengkel/kehadiran', officer, 'attendances'], [`/bengkel/sesi/${session.id}`, section, 'session'], [`/bengkel/kehadiran/${session.id}`, officer, 'attendance'], [`/bengkel/kehadiran/${session.id}/alasan?peserta=${absent}`, officer, 'reasons'],
    ['/bengkel/alat', officer, 'tools'], ['/bengkel/alat/bon', officer, 'choose-session'], [`/bengkel/alat/bon?sesi=${session.id}`, officer, 'lending'], [`/bengkel/alat/hitung/${session.id}`, officer, 'count'], [`/bengkel/alat/hilang/${incident.id}`, section, 'missing'],
    ['/bengkel/peserta', section, 'workers'], ['/bengkel/peserta/baru', section, 'new-worker'], ['/bengkel/peserta/usulan', head, 'proposals'], [`/bengkel/peserta/${absent}`, section, 'worker'], [`/bengkel/peserta/${absent}/usul`, section, 'propose'],
  ];
  await walkScreens(site, 'workshop', screens);
});
