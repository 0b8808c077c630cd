/** Shorter pieces occur by chance: parts of a secret or of an encoding, never a whole secret. */
const pieceLengthMin = 4;
const lineLengthMin = 8;

/**
 * The texts in which a secret would show: itself, each of its lines where it has several, and
 * both within JSON, within a URL, and in base64 wherever in an encoded text it begins.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const text of [secret, ...linesOf(secret)]) {
    forms.add(text);
    forms.add(JSON.stringify(text).slice(1, -1));
    for (const form of urlForms(text)) forms.add(form);
    for (const form of base64Forms(text)) forms.add(form);
  }
  forms.delete('');
  return forms;
}

function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  return lines.length > 1 ? lines.filter((line) => line.length >= lineLengthMin) : [];
}

function urlForms(text: string): readonly string[] {
  const encoded = encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
  const strict = encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return [encoded, strict].flatMap((form) => {
    const plus = form.replaceAll('%20', '+');
    return [form, plus, lowerEscapes(form), lowerEscapes(plus)];
  });
}

function lowerEscapes(text: string): string {
  return text.replace(/%[\dA-F]{2}/g, (escaped) => escaped.toLowerCase());
}

/** In each of the three places that a text can have in groups of three bytes. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const whole = [bytes.toString('base64'), bytes.toString('base64url')];
  const pieces = [0, 1, 2]
    .map((before) => base64Core(bytes, before))
    .filter((core) => core.length >= pieceLengthMin);
  return [...whole, ...pieces, ...pieces.map((core) => urlSafe(core))].filter(
    (form) => form.length >= pieceLengthMin,
  );
}

/** The digits that depend on these bytes alone, when so many bytes of a group stand before. */
function base64Core(bytes: Buffer, before: number): string {
  const padded = Buffer.concat([Buffer.alloc(before), bytes]);
  const first = Math.ceil((before * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  return padded.toString('base64').slice(first, end);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
