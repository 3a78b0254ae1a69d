import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FormState } from '#kernel/form-state.ts';
import type { Locale } from '#kernel/words.ts';

/**
 * What a field must know of the form around it. Two forms on a page may hold fields of one name, so ids are the name
 * with the form's own prefix; the form that was refused is always `isian-`, so that its summary can point into it.
 */
export type FormScope = { prefix: string; locale: Locale; state: FormState | undefined };

export const FormContext = createContext<FormScope | undefined>(undefined);
/** What this document has drawn so far: rendering is synchronous and in reading order, so counting makes ids its own. */
export const DrawnCount = createContext<{ forms: number; pictures: number } | undefined>(undefined);

export function useFormPrefix(state: FormState | undefined): string {
  const count = useContext(DrawnCount);
  const nth = count ? ++count.forms : 1;
  if (hasProblems(state)) return 'isian-';
  return nth === 1 ? '' : `f${nth}-`;
}

export function hasProblems(state: FormState | undefined): boolean {
  return state !== undefined && (state.refusal !== undefined || Object.values(state.problems).some((problem) => problem !== undefined));
}

/** Dots of a nested name would read as classes in a selector. */
export function idOf(prefix: string, name: string): string {
  return prefix + name.replaceAll('.', '-');
}

export type FieldState = { id: string; value: string | undefined; problem: string | undefined; locale: Locale };

/** What a field of this name shows now: what was typed before what was given. */
export function useField(name: string, state: FormState | undefined, given: string | number | null | undefined): FieldState {
  const scope = useContext(FormContext);
  const from = state ?? scope?.state;
  return {
    id: idOf(scope?.prefix ?? '', name),
    value: from?.values[name] ?? (given === undefined || given === null ? undefined : String(given)),
    problem: from?.problems[name],
    locale: scope?.locale ?? 'id',
  };
}
