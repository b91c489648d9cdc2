/**
 * Does a text contain what looks like an API key? Keys of the APIs that make images and of the places where such keys
 * usually lie around; short or digitless words of the same form are prompts.
 */
export function looksLikeSecret(text: string): boolean {
  return text.length >= SHORTEST && KEY.test(text);
}

/** Is this the name of a field that holds a key? */
export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** The text with everything that looks like a key, or that follows the name of one, as asterisks. Keeps the length. */
export function maskSecrets(text: string): string {
  return text
    .replaceAll(KEYS, (secret) => "*".repeat(secret.length))
    .replaceAll(NAMED_VALUE, (_whole, name: string, value: string) => name + "*".repeat(value.length));
}

const SHORTEST = 16;
const FORMS = [
  String.raw`tgp_v\d_[\w-]{12,}`,
  String.raw`sk-(?=[\w-]*\d)[\w-]{20,}`,
  String.raw`(?:hf|r8|gh[opsu])_[A-Za-z0-9]{20,}`,
  String.raw`AIza[\w-]{30,}`,
  String.raw`Bearer\s+[\w.~+/-]{16,}=*`,
  String.raw`[0-9a-f]{64}(?![\w-])`,
];
const FORM = `(?<![\\w/-])(?:${FORMS.join("|")})`;
const KEY = new RegExp(FORM);
const KEYS = new RegExp(FORM, "g");
const NAMES = String.raw`(?:\w+[_-])?(?:api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret|secret[_-]?key|authorization)`;
const NAME = new RegExp(`^${NAMES}$`, "i");
const NAMED_VALUE = new RegExp(`((?<![\\w-])${NAMES}["']?[ \\t]*:[ \\t]+)([^\\s#{\\[][^\\n]*)`, "gi");
