/**
 * What a form page needs to draw itself again: the words that were typed, a message beside each field, and a summary
 * message when the refusal belongs to no field. An untouched form is `emptyForm`.
 */
export type FormState = {
  values: Record<string, string | undefined>;
  problems: Record<string, string | undefined>;
  refusal?: string;
};

export const emptyForm: FormState = { values: {}, problems: {} };
