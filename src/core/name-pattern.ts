/** Does a whole name match? */
export type NamePattern = (name: string) => boolean;

/** True when the text means more than itself. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * A glob over asset names: `*` (not across `/`), `**`, `?` and `[a-z]`, `[!a-z]`; an unclosed `[` is itself. All
 * positions are followed at once, so the time is at most length times length, whatever somebody writes (T12).
 */
export function compilePattern(text: string): NamePattern {
  const tokens = tokenize(text);
  return (name) => {
    let reached = spread(tokens, new Set([0]));
    for (const character of name) {
      const next = new Set<number>();
      for (const position of reached) {
        const token = tokens[position];
        if (token === undefined || !token.takes(character)) continue;
        next.add(token.repeats ? position : position + 1);
      }
      if (next.size === 0) return false;
      reached = spread(tokens, next);
    }
    return reached.has(tokens.length);
  };
}

interface Token {
  readonly repeats: boolean;
  takes(character: string): boolean;
}

/** A repeating token may also take nothing. */
function spread(tokens: readonly Token[], positions: Set<number>): ReadonlySet<number> {
  for (const position of positions) if (tokens[position]?.repeats) positions.add(position + 1);
  return positions;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = Array.from(text);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] as string;
    const close = character === "[" ? characters.indexOf("]", index + 2) : -1;
    if (character === "*" && characters[index + 1] === "*") {
      tokens.push({ repeats: true, takes: () => true });
      index += 1;
    } else if (character === "*") tokens.push({ repeats: true, takes: (other) => other !== "/" });
    else if (character === "?") tokens.push({ repeats: false, takes: (other) => other !== "/" });
    else if (close > 0) {
      tokens.push({ repeats: false, takes: characterClass(characters.slice(index + 1, close)) });
      index = close;
    } else tokens.push({ repeats: false, takes: (other) => other === character });
  }
  return tokens;
}

function characterClass(members: readonly string[]): (character: string) => boolean {
  const negated = members.length > 1 && (members[0] === "!" || members[0] === "^");
  const rest = negated ? members.slice(1) : members;
  const ranges: (readonly [from: string, to: string])[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const from = rest[index] as string;
    const to = rest[index + 1] === "-" ? rest[index + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) index += 2;
  }
  return (character) =>
    character !== "/" && ranges.some(([from, to]) => from <= character && character <= to) !== negated;
}
