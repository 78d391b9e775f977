import * as z from 'zod';
import { parseWorkingHours } from '@/lib/calls/rules/working-hours';
import type { ReviewRule } from '@/lib/calls/services';
import { count } from './env-fields';

const workingHours = z.string().transform((text, context) => {
  const hours = parseWorkingHours(text);
  if (hours) return hours;
  context.addIssue(
    'must be days and quarter hours such as Mon-Fri 08:00-18:00, several with commas between them',
  );
  return z.NEVER;
});

/** The settings of the week's review, as part of the environment. */
export const REVIEW_ENVIRONMENT = {
  WORKING_HOURS: workingHours.default(() => workingHours.parse('Mon-Fri 08:00-18:00')),
  REVIEW_FILES_IN_AN_HOUR: count(50, 1, 10_000),
  // One person opens every call that is opened at all.
  REVIEW_PEOPLE_OF_A_CALL: count(5, 2, 1_000),
  // One failure is anybody's slip.
  REVIEW_FAILED_SIGN_INS: count(5, 2, 1_000),
};
const Environment = z.object(REVIEW_ENVIRONMENT);

export const reviewSettings = (env: z.infer<typeof Environment>): ReviewRule => ({
  workingHours: env.WORKING_HOURS,
  limits: {
    filesInAnHour: env.REVIEW_FILES_IN_AN_HOUR,
    peopleOfACall: env.REVIEW_PEOPLE_OF_A_CALL,
    failedSignIns: env.REVIEW_FAILED_SIGN_INS,
  },
});
