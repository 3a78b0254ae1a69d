/** The four kinds of answer that are not success. Anything else that is thrown is a bug. */

/** Input that does not parse: 422 (400 on the API), one message beside each field, keyed by its dotted path. */
export class Invalid extends Error {
  readonly problems: Record<string, string>;
  constructor(problems: Record<string, string>) {
    super('invalid input');
    this.problems = problems;
  }
}

/**
 * The business says no. `code` is stable and tested; the message says what happened and what to do next, in both
 * languages; `field` places it beside an input.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly text: { id: string; en: string };
  readonly field: string | undefined;
  readonly status: 409 | 422;
  constructor(code: string, text: { id: string; en: string }, more: { field?: string; status?: 409 | 422 } = {}) {
    super(`${code}: ${text.en}`);
    this.code = code;
    this.text = text;
    this.field = more.field;
    this.status = more.status ?? 409;
  }
}

/** A row that is not there, or not yours: the two look the same from outside. */
export class NotFound extends Error {
  constructor(what = 'not found') {
    super(what);
  }
}

/** The verb is not for this role. */
export class Forbidden extends Error {
  readonly verb: string;
  constructor(verb: string) {
    super(`not allowed: ${verb}`);
    this.verb = verb;
  }
}

/** Named constraints of the database speak in the business's words: register them beside the migration that adds them. */
const constraintRefusals = new Map<string, Refusal>();

export function refuseConstraint(constraint: string, code: string, text: { id: string; en: string }, field?: string): void {
  constraintRefusals.set(constraint, new Refusal(code, text, field === undefined ? {} : { field }));
}

/** What a trigger raises under a code (SQLSTATE KB001, the code as hint), with its figures as JSON in the detail: in our words. */
const raisedRefusals = new Map<string, (figures: Record<string, string | number>) => { id: string; en: string }>();

export function refuseRaised(code: string, say: (figures: Record<string, string | number>) => { id: string; en: string }): void {
  raisedRefusals.set(code, say);
}

/** Turns a PostgreSQL error into the refusal registered for its constraint or raised code; anything else passes through. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { constraint, code, hint, detail } = error as Error & { constraint?: string; code?: string; hint?: string; detail?: string };
  // An id that is no id names nothing; a NUL byte is no text.
  if (code === '22P02') return new NotFound();
  if (code === '22021') return new Invalid({ '': 'Teks berisi tanda yang tidak dikenal | The text holds a character that is not text' });
  if (constraint) return constraintRefusals.get(constraint) ?? error;
  // Triggers raise SQLSTATE KB001 with the refusal's code as hint, for rules no plain constraint can state.
  const say = code === 'KB001' && hint ? raisedRefusals.get(hint) : undefined;
  if (say && hint) return new Refusal(hint, say(detail ? JSON.parse(detail) : {}));
  if (code === 'KB001' && hint) return constraintRefusals.get(hint) ?? new Refusal(hint, { id: error.message, en: error.message });
  return error;
}
