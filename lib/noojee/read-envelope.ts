import * as z from 'zod';

const Code = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
const Envelope = z.union([
  z.object({ Message: z.string(), Code }).transform(({ Message, Code }) => ({
    message: Message,
    code: Code,
    entities: null,
  })),
  z
    .object({ code: Code, message: z.string().nullish(), entities: z.array(z.unknown()).nullish() })
    .transform(({ code, message, entities }) => ({
      message: message ?? '',
      code,
      entities: entities ?? null,
    })),
]);

/** The PBX's way to say how a call went: 0 success, negative an error, positive a warning. */
export type Envelope = z.infer<typeof Envelope>;

/** Recognises both shapes of envelope (API note section 6); null where the value is neither. */
export function readEnvelope(value: unknown): Envelope | null {
  const isLeg = typeof value === 'object' && value !== null && 'UniqueId' in value;
  return isLeg ? null : (Envelope.safeParse(value).data ?? null);
}

/** The same for a text that may not be JSON at all. */
export function readEnvelopeText(text: string): Envelope | null {
  try {
    return readEnvelope(JSON.parse(text));
  } catch {
    return null;
  }
}

export const saysExpired = ({ message }: Envelope) => /expired\s*time\s*stamp/i.test(message);

/** Whether the PBX speaks of our key or address: its words are not documented, so by what they name. */
export const saysRefused = ({ message }: Envelope) =>
  /\bapi[\s_-]?key\b|\bkey\b|\bhash\b|\bnot (allowed|permitted)\b|un-?authori[sz]ed|not authori[sz]ed|authenticat|forbidden|denied|(allow|white)[\s-]?list/i.test(
    message,
  );

export const saysBusy = ({ message }: Envelope) =>
  /overload|too many|too busy|\bbusy\b|rate limit|once (a|per) minute|per minute|try again later/i.test(
    message,
  );
