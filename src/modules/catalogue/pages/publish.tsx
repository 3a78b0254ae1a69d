import type { VNode } from 'preact';
import { dayIn, formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, words } from '#kernel/words.ts';
import { Button, Form, Notice, PageHeading, Section, TaskList } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { requirements, type Publishable } from '../listing.ts';
import type { Window } from '../queries.ts';
import { productUrl, publishUrl, withdrawUrl } from '../urls.ts';

type Subject = { sku: string; name_id: string; name_en: string; publishable: Publishable; window: Window | undefined };

export function publishPage(req: Req, { sku, name_id, name_en, publishable, window }: Subject, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const ready = requirements.every((requirement) => requirement.met(publishable));
  const shown = window !== undefined && window.withdrawn_at === null;
  const name = pick(locale, { name_id, name_en });
  return workPage(req, { surface: 'bengkel', title: t('title', { name }), breadcrumbs: [{ href: '/bengkel/produk', text: t('products') }, { href: `/bengkel/produk/${sku}`, text: name }], failed: state !== undefined },
    <PageHeading title={t('title', { name })} caption={sku} />,
    shown && window
      ? <Notice tone="success" title={t('shown', { day: formatDay(dayIn('Asia/Jakarta', window.published_at), locale) })}><a href={productUrl(locale, window.slug)}>{t('see')}</a> · {rupiah(window.price_idr)}</Notice>
      : <Notice tone="info" title={t('hidden')}>{t('hiddenHint')}</Notice>,
    <Section title={t('needs')}>
      <TaskList items={requirements.map((requirement) => ({ title: requirement.text[locale], href: requirement.met(publishable) ? undefined : `/bengkel/produk/${sku}`, status: requirement.met(publishable) ? { text: t('there'), tone: 'hijau' } : { text: t('missing'), tone: 'merah' } }))} />
    </Section>,
    may(req.actor, 'listing.publish') && (
      <Form action={publishUrl(sku)} token={req.formToken()} locale={locale} state={state}>
        {!ready && <p>{t('notYet')}</p>}
        <Button large>{shown ? t('renew') : t('publish')}</Button>
      </Form>
    ),
    shown && may(req.actor, 'listing.withdraw') && (
      <Form action={withdrawUrl(sku)} token={req.formToken()} locale={locale}>
        <Button kind="danger">{t('withdraw')}</Button>
      </Form>
    ));
}

const say = words({
  title: { id: 'Terbitkan {name}', en: 'Publish {name}' },
  products: { id: 'Produk', en: 'Products' },
  shown: { id: 'Tampil di katalog sejak {day}', en: 'In the catalogue since {day}' },
  see: { id: 'Lihat di katalog', en: 'See it in the catalogue' },
  hidden: { id: 'Belum tampil di katalog', en: 'Not in the catalogue' },
  hiddenHint: { id: 'Setelah diterbitkan, siapa pun dapat melihat dan memesannya.', en: 'Once published, anyone can see and order it.' },
  needs: { id: 'Yang diperlukan', en: 'What is needed' },
  there: { id: 'Ada', en: 'There' },
  missing: { id: 'Belum ada', en: 'Missing' },
  notYet: { id: 'Lengkapi yang belum ada, lalu terbitkan.', en: 'Complete what is missing, then publish.' },
  publish: { id: 'Terbitkan di katalog', en: 'Publish in the catalogue' },
  renew: { id: 'Perbarui di katalog', en: 'Renew in the catalogue' },
  withdraw: { id: 'Tarik dari katalog', en: 'Withdraw from the catalogue' },
});
