/** /bengkel/tim/piagam, tugas and keputusan: what the team is for, does and decides. */
import { dayAt } from './acted-on.ts';
import type { z } from 'zod';
import { formatInstant } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import type { FormState } from '#kernel/form-state.ts';
import { file, form, idIn, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { printPage } from '#ui/frames.tsx';
import { addTask, moveDue, moveTask, recordDecision, writeCharter } from './charter-commands.ts';
import { charterById, chartersOf, decisionsOf, membersOf, openTasks, taskById, tasksOf } from './charter-queries.ts';
import { newCharter, newDecision, newDue, newTask, parts, taskMove, taskStates } from './charter.ts';
import { piagamTim } from './documents/piagam-tim.ts';
import { asked, type FacilityRow } from './facility.ts';
import { charterPage, chartersPage, decisionsPage, newCharterPage, taskPage, type CharterFile } from './pages/charter.tsx';
import { facilityById, signatoryOn } from './queries.ts';
import { unitAsked } from './routes-team.tsx';
import { staffOf } from './team-queries.ts';
import { sayTeam } from './team-words.ts';
import { teamUrls } from './urls.ts';

async function charterFile(reader: Reader, id: string): Promise<CharterFile> {
  // The row decides what is in reach; its unit decides what day it is.
  const found = await charterById(reader, id, '2000-01-01');
  const today = await dayAt(reader, found.facility_id);
  return { charter: await charterById(reader, id, today), members: await membersOf(reader, id), tasks: await tasksOf(reader, id, today), decisions: await decisionsOf(reader, { facility_id: found.facility_id, charter_id: id }) };
}
const charter = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => charterPage(req, await charterFile(reader, idIn(req)), state));

const task = (req: Req, refused: { move?: FormState; due?: FormState } = {}): Promise<Drawn> => req.read(async (reader) => {
  const found = await taskById(reader, idIn(req), '2000-01-01');
  return taskPage(req, await taskById(reader, found.id, await dayAt(reader, found.facility_id)), refused);
});

const writing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { unit, today } = await unitAsked(req, reader);
  return newCharterPage(req, await staffOf(reader, unit.id, today), state);
});

const decisions = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { unit, upt, today } = await unitAsked(req, reader);
  const q = asked.safeParse(req.query['q']).data;
  return decisionsPage(req, { unit, upt, q, rows: await decisionsOf(reader, { facility_id: unit.id, ...(q ? { q } : {}) }), charters: await chartersOf(reader, unit.id, today), open: await openTasks(reader, unit.id, today) }, state);
});

async function charterPaper(req: Req): Promise<{ content: z.input<typeof piagamTim.content>; mark: Mark; unit: FacilityRow }> {
  return req.read(async (reader) => {
    const { charter: found, members, tasks, decisions: decided } = await charterFile(reader, idIn(req));
    const unit = await facilityById(reader, found.facility_id);
    const head = await signatoryOn(reader, { facility_id: unit.id, duty: 'facility_head', day: found.decree_on });
    return {
      unit,
      mark: { code: found.number, check_url: `${req.origin}${teamUrls.charter(found.id)}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, unit.timezone, 'id'), sample: unit.is_sample },
      content: {
        letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${unit.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: unit.name, address: unit.address ?? `${unit.regency}, ${unit.province}` },
        number: found.number, title: found.title, purpose: found.purpose, decree_on: found.decree_on, from: found.from, to: found.to,
        members: members.map((member) => ({ name: member.name, nip: member.nip, part: parts[member.part].id })),
        tasks: tasks.map((row) => ({ title: row.title, owner: row.owner, due_on: row.due_on, state: taskStates[row.state].id })),
        decisions: decided.map((row) => ({ number: row.number, decided_on: row.decided_on, decision: row.decision })),
        head: { name: head?.name ?? '…………………………', position: head?.position ?? 'Kepala', ...(head?.nip ? { nip: head.nip } : {}) }, place: unit.regency,
      },
    };
  });
}

export const charterRoutes: Route[] = [
  page({
    path: '/bengkel/tim/piagam', may: 'team.read',
    show: (req) => req.read(async (reader) => {
      const { unit, upt, today } = await unitAsked(req, reader);
      return chartersPage(req, { unit, upt, rows: await chartersOf(reader, unit.id, today), open: await openTasks(reader, unit.id, today) });
    }),
  }),
  page({ path: teamUrls.newCharter, may: 'charter.write', show: (req) => writing(req) }),
  form({
    path: teamUrls.newCharter, may: 'charter.write', fields: newCharter, again: writing,
    act: async (tx, input, req) => {
      const { id } = await writeCharter(tx, { ...input, facility_id: ownFacility(req) });
      return { location: teamUrls.charter(id), notice: sayTeam(req.locale)('charterWritten') };
    },
  }),
  page({ path: '/bengkel/tim/piagam/:id', may: 'team.read', show: (req) => charter(req) }),
  page({
    path: '/bengkel/tim/piagam/:id/cetak', may: 'team.read',
    show: async (req) => {
      const { content, mark, unit } = await charterPaper(req);
      return printPage(req, { title: `${sayTeam(req.locale)('charter')} ${content.number}`, sample: unit.is_sample }, <piagamTim.Page content={content} mark={mark} />);
    },
  }),
  file({
    path: '/bengkel/tim/piagam/:id/piagam.pdf', may: 'team.read',
    send: async (req) => {
      const { content, mark } = await charterPaper(req);
      return pdfAnswer(await piagamTim.pdf(content, mark), 'piagam-tim.pdf');
    },
  }),
  form({
    path: '/bengkel/tim/piagam/:id/tugas', may: 'charter.write', fields: newTask.omit({ charter_id: true }), again: charter,
    act: async (tx, input, req) => {
      await addTask(tx, { ...input, facility_id: ownFacility(req), charter_id: idIn(req) });
      return { location: `${teamUrls.charter(idIn(req))}#tugas`, notice: sayTeam(req.locale)('taskAdded') };
    },
  }),
  page({ path: '/bengkel/tim/tugas/:id', may: 'team.read', show: (req) => task(req) }),
  form({
    path: '/bengkel/tim/tugas/:id', may: 'task.move', fields: taskMove, again: (req, move) => task(req, { move }),
    act: async (tx, input, req) => {
      await moveTask(tx, { ...input, facility_id: ownFacility(req), task_id: idIn(req) });
      return { location: teamUrls.task(idIn(req)), notice: sayTeam(req.locale)('taskMoved') };
    },
  }),
  form({
    path: '/bengkel/tim/tugas/:id/tenggat', may: 'task.move', fields: newDue, again: (req, due) => task(req, { due }),
    act: async (tx, input, req) => {
      await moveDue(tx, { ...input, facility_id: ownFacility(req), task_id: idIn(req) });
      return { location: teamUrls.task(idIn(req)), notice: sayTeam(req.locale)('dueMoved') };
    },
  }),
  page({ path: '/bengkel/tim/keputusan', may: 'team.read', show: (req) => decisions(req) }),
  form({
    path: '/bengkel/tim/keputusan', may: 'decision.record', fields: newDecision, again: decisions,
    act: async (tx, input, req) => {
      const { number } = await recordDecision(tx, { ...input, facility_id: ownFacility(req) });
      return { location: teamUrls.decisions(), notice: sayTeam(req.locale)('decisionRecorded', { number }) };
    },
  }),
];
