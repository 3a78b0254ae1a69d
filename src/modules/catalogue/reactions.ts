import type { Reactions } from '#kernel/events.ts';
import { repriceListing } from './commands.ts';

export const reactions: Reactions = {
  'price.approved': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await repriceListing(tx, { facility_id, product_id: subject_id });
  },
};
