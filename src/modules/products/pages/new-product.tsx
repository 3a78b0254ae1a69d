import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { lineCategories } from '#organisation';
import { Button, ButtonLink, EmptyState, Form, MoneyField, NumberField, PageHeading, pictureShapes, RadiosField, Section, SelectField, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { MaterialRow } from '../queries.ts';
import { unitName } from '../unit.ts';
import { materialsUrl, newProductUrl, productsUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

export type Choices = { materials: MaterialRow[]; workshops: { code: string; name_id: string; name_en: string }[] };
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index);

/** A product in one sheet: what it is, up to five materials, up to three steps, what else it costs. */
export function newProductPage(req: Req, { materials, workshops }: Choices, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProducts(locale);
  return workPage(req, { surface: 'bengkel', title: t('newProduct'), breadcrumbs: [{ href: productsUrl(), text: t('products') }], failed: state !== undefined },
    <PageHeading title={t('newProduct')} />,
    materials.length === 0 ? <EmptyState title={t('needMaterials')}><ButtonLink href={materialsUrl}>{t('addMaterial')}</ButtonLink></EmptyState>
      : workshops.length === 0 ? <EmptyState title={t('needWorkshop')} />
      : (
        <Form action={newProductUrl} token={req.formToken()} locale={locale} state={state}>
          <Section title={t('identity')}>
            <TextField name="sku" label={t('code')} hint={t('skuHint')} width="m" required />
            <TextField name="name_id" label={t('nameId')} required />
            <TextField name="name_en" label={t('nameEn')} required />
            <SelectField name="category" label={t('category')} empty={t('choose')} options={Object.entries(lineCategories).map(([value, text]) => ({ value, text: text[locale] }))} required />
            <TextField name="unit" label={t('unit')} hint={t('unitHint')} width="s" required />
            <TextareaField name="description_id" label={t('descriptionId')} rows={3} required />
            <TextareaField name="description_en" label={t('descriptionEn')} rows={3} required />
            <SelectField name="shape" label={t('shape')} hint={t('shapeHint')} empty={t('choose')} options={pictureShapes.map((value) => ({ value, text: value }))} required />
            <RadiosField name="supply" label={t('supply')} value="stock" options={[{ value: 'stock', text: t('stock') }, { value: 'make', text: t('make') }]} />
            <NumberField name="lead_time_days" label={t('leadTimeDays')} required />
            <NumberField name="daily_capacity" label={t('capacity')} required />
            <NumberField name="weight_gram" label={t('weightGram')} required />
          </Section>
          <Section title={t('specification')}>
            {upTo(3).map((n) => (
              <>
                <TextField name={`specification.${n}.label_id`} label={t('specLabelId', { n: n + 1 })} width="m" />
                <TextField name={`specification.${n}.label_en`} label={t('specLabelEn', { n: n + 1 })} width="m" />
                <TextField name={`specification.${n}.value`} label={t('specValue', { n: n + 1 })} width="m" />
              </>
            ))}
          </Section>
          <Section title={t('bill')}>
            <p>{t('billHint')}</p>
            {upTo(5).map((n) => (
              <>
                <SelectField name={`bill.${n}.material_code`} label={t('billLine', { n: n + 1 })} empty={t('choose')} options={materials.map((row) => ({ value: row.code, text: `${row.name} (${unitName(locale, row.unit)})` }))} />
                <NumberField name={`bill.${n}.quantity`} label={t('billQuantity', { n: n + 1 })} width="xs" />
                <NumberField name={`bill.${n}.waste_percent`} label={t('billWaste', { n: n + 1 })} width="xs" />
              </>
            ))}
          </Section>
          <Section title={t('routing')}>
            {upTo(3).map((n) => (
              <>
                <TextField name={`routing.${n}.name_id`} label={t('stepNameId', { n: n + 1 })} width="m" />
                <TextField name={`routing.${n}.name_en`} label={t('stepNameEn', { n: n + 1 })} width="m" />
                <SelectField name={`routing.${n}.workshop`} label={t('stepWorkshop', { n: n + 1 })} empty={t('choose')} options={workshops.map((row) => ({ value: row.code, text: pick(locale, row) }))} />
                <NumberField name={`routing.${n}.standard_minutes`} label={t('stepMinutes', { n: n + 1 })} width="xs" />
              </>
            ))}
          </Section>
          <Section title={t('otherCosts')}>
            <MoneyField name="cost.energy_idr" label={t('costEnergy')} />
            <MoneyField name="cost.depreciation_idr" label={t('costDepreciation')} />
            <MoneyField name="cost.labour_idr" label={t('costLabour')} />
            <MoneyField name="cost.selling_idr" label={t('costSelling')} />
          </Section>
          <Button large>{t('save')}</Button>
        </Form>
      ));
}
