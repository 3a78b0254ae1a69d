/** govuk-frontend ships no types; these are the parts we start. */
declare module 'govuk-frontend' {
  type Part = new (root: Element, config?: Record<string, unknown>) => unknown;
  export const Button: Part;
  export const CharacterCount: Part;
  export const Checkboxes: Part;
  export const ErrorSummary: Part;
  export const Radios: Part;
  export const SkipLink: Part;
}
