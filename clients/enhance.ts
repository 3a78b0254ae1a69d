// What every page gains where programs run: focus on the error summary, counted letters, one click that stays one click, − and +.
// Nothing here is needed to do the work.
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink } from 'govuk-frontend';
import { forgetNamesAtDoors } from './parts/forget-names.ts';
import { stepBy } from './parts/step-by.ts';

const counted = {
  charactersUnderLimit: { one: 'Sisa %{count} huruf', other: 'Sisa %{count} huruf' },
  charactersAtLimit: 'Tidak ada sisa huruf',
  charactersOverLimit: { one: 'Kelebihan %{count} huruf', other: 'Kelebihan %{count} huruf' },
};

document.body.classList.add('js-enabled', 'govuk-frontend-supported'); // a browser that reads modules is new enough
const indonesian = document.documentElement.lang !== 'en';
const parts = [
  { name: 'button', Part: Button }, { name: 'checkboxes', Part: Checkboxes }, { name: 'radios', Part: Radios }, { name: 'error-summary', Part: ErrorSummary }, { name: 'skip-link', Part: SkipLink }, { name: 'character-count', Part: CharacterCount },
];
for (const { name, Part } of parts) {
  for (const element of document.querySelectorAll(`[data-module="govuk-${name}"]`)) new Part(element, Part === CharacterCount && indonesian ? { i18n: counted } : {});
}
for (const element of document.querySelectorAll<HTMLElement>('[data-module="step-by"]')) stepBy(element);
forgetNamesAtDoors();
