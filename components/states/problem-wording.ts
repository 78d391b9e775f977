import CircleHelp from 'lucide-react/icons/circle-question-mark';
import Clock from 'lucide-react/icons/clock';
import FileWarning from 'lucide-react/icons/file-warning';
import FileX from 'lucide-react/icons/file-x';
import HardDrive from 'lucide-react/icons/hard-drive';
import Hourglass from 'lucide-react/icons/hourglass';
import KeyRound from 'lucide-react/icons/key-round';
import Lock from 'lucide-react/icons/lock';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Unplug from 'lucide-react/icons/unplug';
import WifiOff from 'lucide-react/icons/wifi-off';
import type { Glyph } from '@/components/ui/icon';
import type { ApiProblemCode } from '@/lib/api/api-problem';

/** What a person reads about a problem. Names of settings and addresses stand in its details only. */
export interface ProblemWording {
  tone: 'plain' | 'warn' | 'danger';
  glyph: Glyph;
  /** What happened. */
  title: string;
  /** What still works, and what to do. */
  consequence?: string;
  /** Likely causes. */
  causes?: readonly string[];
  /** Trying again makes sense. */
  canRetry: boolean;
  /** The status page says more. */
  hasStatus?: boolean;
}

/** A code of the API, or `cannot-play`: the audio is here and the browser cannot play it. */
export type WordedCode = ApiProblemCode | 'cannot-play';

/** What a person reads about a problem; `pbxError` as in the contract's Problem. */
export function problemWording(problem: {
  code: WordedCode;
  pbxError?: number | undefined;
}): ProblemWording {
  const wording = PROBLEM_WORDING[problem.code];
  if (problem.code !== 'pbx-bad-reply' || problem.pbxError === undefined) return wording;
  return { ...wording, title: `The PBX reported an error (${problem.pbxError})` };
}

const ADDRESS = {
  tone: 'plain',
  glyph: CircleHelp,
  title: 'This link does not work',
  consequence: 'Search again, or check the link that brought you here.',
  canRetry: false,
} satisfies ProblemWording;

/** The one table from a problem's code to its state. Every code of the contract has its row. */
const PROBLEM_WORDING: Record<WordedCode, ProblemWording> = {
  'invalid-request': {
    ...ADDRESS,
    title: 'Legato cannot search for this',
    consequence: 'Check the tag or unique id and search again.',
  },
  'method-not-allowed': ADDRESS,
  'request-timed-out': {
    tone: 'warn',
    glyph: WifiOff,
    title: 'Legato waited too long for this request',
    consequence: 'Your connection is slow or was interrupted. What is on this page stays.',
    canRetry: true,
  },
  'headers-too-large': {
    tone: 'plain',
    glyph: CircleHelp,
    title: 'The browser sent more than Legato takes',
    consequence: 'Remove the cookies of this site, or use a shorter link, and try again.',
    canRetry: true,
  },
  'precondition-failed': ADDRESS,
  'reason-required': {
    tone: 'plain',
    glyph: Lock,
    title: 'Say first why you listen to this call',
    consequence: 'Press Play: Legato asks for the reason, and keeps it.',
    canRetry: true,
  },
  'range-not-satisfiable': {
    ...ADDRESS,
    title: 'This recording is shorter than that',
    consequence: 'Play it from an earlier point.',
  },
  'not-found': {
    ...ADDRESS,
    title: 'Nothing found here',
    consequence: 'The PBX has no such call, or you may not hear it.',
  },
  'signed-out': {
    tone: 'plain',
    glyph: Lock,
    title: 'You are signed out',
    consequence: 'Sign in and come back to this page. It keeps what you searched for.',
    canRetry: false,
  },
  'sign-in-refused': {
    tone: 'plain',
    glyph: Lock,
    title: 'You are not signed in',
    consequence: 'Sign in and come back to this page.',
    canRetry: false,
  },
  'provider-unavailable': {
    tone: 'warn',
    glyph: Unplug,
    title: 'The sign-in provider cannot be reached',
    consequence: 'Try again in a moment, or sign in with a password.',
    canRetry: true,
  },
  forbidden: {
    tone: 'plain',
    glyph: Lock,
    title: 'Legato cannot be used at this address',
    consequence: 'Ask your administrator for the right one.',
    canRetry: false,
  },
  'too-many-requests': {
    tone: 'warn',
    glyph: Hourglass,
    title: 'Too many requests at once',
    consequence: 'What is on this page stays.',
    canRetry: true,
  },
  'recording-gone': {
    tone: 'plain',
    glyph: FileX,
    title: 'The PBX no longer has this audio',
    consequence: 'What is known about the leg stays here. The sound cannot be recovered.',
    canRetry: true,
  },
  'recording-empty': {
    tone: 'warn',
    glyph: TriangleAlert,
    title: 'This leg has no sound in it',
    consequence: 'The PBX may still be writing it, or nothing was recorded.',
    canRetry: true,
  },
  'recording-unreadable': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'This audio cannot be read',
    consequence: 'The other legs are not affected.',
    canRetry: true,
  },
  'cannot-play': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'This browser cannot play the audio',
    consequence: 'Download it, or open this call in another browser.',
    canRetry: true,
  },
  'pbx-refused': {
    tone: 'danger',
    glyph: KeyRound,
    title: 'The PBX refused Legato’s key or address',
    consequence: 'Nobody can search or play until this is fixed. Ask your administrator.',
    causes: [
      'Legato’s API key is wrong or was revoked.',
      'Legato’s server is not on the allow list of the PBX.',
    ],
    canRetry: true,
    hasStatus: true,
  },
  'pbx-unreachable': {
    tone: 'warn',
    glyph: Unplug,
    title: 'The PBX cannot be reached',
    consequence:
      'Audio that has already loaded still plays. If this lasts, ask your administrator.',
    canRetry: true,
    hasStatus: true,
  },
  'pbx-timed-out': {
    tone: 'warn',
    glyph: Clock,
    title: 'The PBX took too long to answer',
    consequence: 'It may be busy with live calls. Audio that has already loaded still plays.',
    canRetry: true,
  },
  'pbx-bad-reply': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'The PBX sent a reply that Legato cannot read',
    consequence: 'Other searches may work. If this one keeps failing, ask your administrator.',
    canRetry: true,
    hasStatus: true,
  },
  'pbx-busy': {
    tone: 'warn',
    glyph: Hourglass,
    title: 'The PBX is busy',
    canRetry: true,
  },
  'spool-unavailable': {
    tone: 'warn',
    glyph: HardDrive,
    title: 'Legato cannot store the audio',
    consequence: 'Search still works. If this lasts, ask your administrator.',
    canRetry: true,
  },
  'database-unavailable': {
    tone: 'warn',
    glyph: HardDrive,
    title: 'Legato’s database does not answer',
    consequence:
      'Nothing can be looked up or heard until it does. If this lasts, ask your administrator.',
    canRetry: true,
  },
  'internal-error': {
    tone: 'danger',
    glyph: TriangleAlert,
    title: 'Something went wrong in Legato',
    consequence: 'Other searches may work. If this lasts, ask your administrator.',
    canRetry: true,
  },
  'network-lost': {
    tone: 'warn',
    glyph: WifiOff,
    title: 'Legato does not answer',
    consequence: 'Your connection is down, or Legato is restarting. What is on this page stays.',
    canRetry: true,
  },
  'reply-unreadable': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'Something other than Legato answered',
    consequence: 'It may have been a proxy or a sign-in page. If this lasts, reload the page.',
    canRetry: true,
  },
};
