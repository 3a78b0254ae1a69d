// Open contracting and webhooks: their part of the room's door.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { screens } from './routes.tsx';
import { webhooksUrl } from './urls.ts';

export { deliverWebhooks } from './delivery-commands.ts';
export { recordPackage, releasePackage } from './package.ts';
export { processes } from './queries.ts';
export const ocdsRoutes: Route[] = screens;

registerNavigation([{ surface: 'akun', href: webhooksUrl, text: { id: 'Webhook', en: 'Webhooks' }, may: 'webhook.manage', position: 45 }]);
