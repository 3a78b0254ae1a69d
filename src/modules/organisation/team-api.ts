/** The team as JSON under /api/v1. */
import { dayAt, facilityActedOn } from './acted-on.ts';
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import { idIn, readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { addTask, moveDue, moveTask, recordDecision, writeCharter } from './charter-commands.ts';
import { chartersOf, decisionsOf, lateTasks, openTasks } from './charter-queries.ts';
import { newCharter, newDecision, newDue, newTask, taskMove } from './charter.ts';
import { addPost, appointStaff, endAppointment, establishTeam, recordSkill, recordStaff } from './team-commands.ts';
import { newAppointment, newPost, newSkill, newStaff } from './team.ts';
import { seatsOn, skillsOf, staffOf, vacancies } from './team-queries.ts';

const tag = 'team';
const facility = shortText.optional();

export const teamApi: Route[] = [
  readEndpoint({
    path: '/api/v1/team', may: 'team.read', tag, summary: 'Posts of a facility with holders and stand-ins, its officers and their skills', query: z.strictObject({ facility, on: day.optional() }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      const on = query.on ?? (await dayAt(reader, facility_id));
      return { posts: await seatsOn(reader, facility_id, on), officers: await staffOf(reader, facility_id, on), skills: await skillsOf(reader, facility_id) };
    },
  }),
  writeEndpoint({
    path: '/api/v1/team', may: 'team.establish', tag, summary: 'Gives a facility the posts of its kind and class', body: z.strictObject({ facility, from: day }),
    act: async (tx, { body }) => establishTeam(tx, { facility_id: await facilityActedOn(tx, body.facility), from: body.from }),
  }),
  writeEndpoint({ path: '/api/v1/team/posts', may: 'team.establish', tag, summary: 'Adds a post of the facility’s own', body: newPost, act: async (tx, { body }) => addPost(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
  writeEndpoint({ path: '/api/v1/team/officers', may: 'staff.record', tag, summary: 'Puts an officer on the register', body: newStaff.omit({ is_sample: true }), act: async (tx, { body }) => recordStaff(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
  writeEndpoint({ path: '/api/v1/team/appointments', may: 'staff.appoint', tag, summary: 'Appoints by letter: for good, acting (plt) or standing in (plh)', body: newAppointment.safeExtend({ facility }), act: async (tx, { body: { facility: code, ...term } }) => appointStaff(tx, { ...term, facility_id: await facilityActedOn(tx, code) }) }),
  writeEndpoint({
    path: '/api/v1/team/appointments/:id/end', may: 'staff.appoint', tag, status: 200, summary: 'Ends a term earlier', body: z.strictObject({ facility, last_day: day, reason: longText }),
    act: async (tx, { params, body: { facility: code, ...end } }) => {
      await endAppointment(tx, { ...end, facility_id: await facilityActedOn(tx, code), appointment_id: idIn({ params }) });
      return { ended: true };
    },
  }),
  writeEndpoint({ path: '/api/v1/team/skills', may: 'skill.record', tag, summary: 'Records what an officer can do, by certificate', body: newSkill, act: async (tx, { body }) => recordSkill(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
  readEndpoint({
    path: '/api/v1/vacancies', may: 'team.oversee', tag, summary: 'Empty posts in reach, the longest empty first', query: z.strictObject({ on: day, office: z.string().max(40).optional(), post: z.string().max(40).optional() }),
    read: async (reader, { query: { on, office, post } }) => ({ items: await vacancies(reader, { day: on, ...(office ? { office } : {}), ...(post ? { post } : {}) }), next_cursor: null }),
  }),
  readEndpoint({
    path: '/api/v1/charters', may: 'team.read', tag, summary: 'Team charters and their open tasks', query: z.strictObject({ facility }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      const today = await dayAt(reader, facility_id);
      return { items: await chartersOf(reader, facility_id, today), open_tasks: await openTasks(reader, facility_id, today), next_cursor: null };
    },
  }),
  writeEndpoint({ path: '/api/v1/charters', may: 'charter.write', tag, summary: 'Writes a team charter', body: newCharter, act: async (tx, { body }) => writeCharter(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
  writeEndpoint({ path: '/api/v1/tasks', may: 'charter.write', tag, summary: 'Adds a task to a charter', body: newTask, act: async (tx, { body }) => addTask(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
  writeEndpoint({
    path: '/api/v1/tasks/:id/moves', may: 'task.move', tag, summary: 'Moves a task along', body: taskMove,
    act: async (tx, { params, body }) => {
      await moveTask(tx, { ...body, facility_id: await facilityActedOn(tx), task_id: idIn({ params }) });
      return { state: body.state };
    },
  }),
  writeEndpoint({
    path: '/api/v1/tasks/:id/due', may: 'task.move', tag, summary: 'Gives a task another day, with the reason', body: newDue,
    act: async (tx, { params, body }) => {
      await moveDue(tx, { ...body, facility_id: await facilityActedOn(tx), task_id: idIn({ params }) });
      return { due_on: body.due_on };
    },
  }),
  readEndpoint({ path: '/api/v1/tasks/late', may: 'team.oversee', tag, summary: 'Overdue tasks in reach', query: z.strictObject({ on: day }), read: async (reader, { query }) => ({ items: await lateTasks(reader, query.on), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/decisions', may: 'team.read', tag, summary: 'What was decided, with the tasks that carry it out', query: z.strictObject({ facility }), read: async (reader, { query }) => ({ items: await decisionsOf(reader, { facility_id: await facilityActedOn(reader, query.facility) }), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/decisions', may: 'decision.record', tag, summary: 'Records a decision', body: newDecision, act: async (tx, { body }) => recordDecision(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
];
