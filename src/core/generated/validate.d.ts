// Made from schema/images.schema.json by `npm run gen`; do not edit.

/** What ajv says of one mistake; `verbose`, so with the schema that was broken and the value that broke it. */
export interface ValidationError {
  readonly keyword: string;
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: unknown;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export interface Validate {
  (data: unknown): boolean;
  readonly errors?: readonly ValidationError[] | null;
}

/** The manifest, with its assets unread. */
export const validateRoot: Validate;
/** A file named by `include`, with its assets unread. */
export const validateFragment: Validate;
/** One entry of `assets`. */
export const validateAsset: Validate;

/** The fields of each kind of object, in the order of the schema. */
export const FIELD_NAMES: Readonly<Record<"asset" | "defaults" | "style" | "output", readonly string[]>>;
