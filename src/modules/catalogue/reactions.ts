import type { Reactions } from '#kernel/events.ts';
import { repriceListing, restateLocalContent } from './commands.ts';

export const reactions: Reactions = {
  'price.approved': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await repriceListing(tx, { facility_id, product_id: subject_id });
  },
  'local_content.confirmed': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await restateLocalContent(tx, { facility_id, product_id: subject_id });
  },
};
