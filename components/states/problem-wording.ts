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

/** What a person reads about a problem. The sentence of the server itself is shown below it. */
export interface ProblemWording {
  tone: 'plain' | 'warn' | 'danger';
  glyph: Glyph;
  /** What happened. */
  title: string;
  /** What still works, or what must wait. */
  consequence: string;
  /** Likely causes with what to do about each. */
  causes?: readonly string[];
  /** Asking again makes sense. */
  canRetry: boolean;
  /** The status page tells more. */
  hasStatus?: boolean;
}

const ADDRESS = {
  tone: 'plain',
  glyph: CircleHelp,
  title: 'This address cannot be read',
  consequence: 'Search again, or check the link that brought you here.',
  canRetry: false,
} satisfies ProblemWording;

/** The one table from a problem's code to its state. Every code of the contract has its row. */
export const PROBLEM_WORDING: Record<ApiProblemCode, ProblemWording> = {
  'invalid-request': { ...ADDRESS, title: 'This search cannot be read' },
  'method-not-allowed': ADDRESS,
  'precondition-failed': ADDRESS,
  'range-not-satisfiable': {
    ...ADDRESS,
    title: 'That moment is not in this recording',
    consequence: 'The recording is shorter. Play it from an earlier point.',
  },
  'not-found': {
    ...ADDRESS,
    title: 'Nothing is here',
    consequence: 'The PBX knows no such call, or it has none for you.',
  },
  'signed-out': {
    tone: 'plain',
    glyph: Lock,
    title: 'You are signed out',
    consequence: 'Sign in and come back to this address; it keeps what you searched for.',
    canRetry: true,
  },
  forbidden: {
    tone: 'plain',
    glyph: Lock,
    title: 'This address may not be used',
    consequence: 'Open Legato by the address that its operator set up.',
    canRetry: false,
  },
  'too-many-requests': {
    tone: 'warn',
    glyph: Hourglass,
    title: 'Too many questions at once',
    consequence: 'Legato answers again after a pause. What is on this page stays.',
    canRetry: true,
  },
  'recording-gone': {
    tone: 'plain',
    glyph: FileX,
    title: 'The PBX no longer has this audio',
    consequence: 'Who, when and how long stay here; the sound cannot come back.',
    canRetry: true,
  },
  'recording-empty': {
    tone: 'warn',
    glyph: TriangleAlert,
    title: 'This leg has no sound in it',
    consequence: 'The recorder may still be writing it, or it never caught anything.',
    canRetry: true,
  },
  'recording-unreadable': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'This audio cannot be read',
    consequence: 'The other legs are not affected.',
    canRetry: true,
  },
  'pbx-refused': {
    tone: 'danger',
    glyph: KeyRound,
    title: 'The PBX refused our key or address',
    consequence: 'Nobody can search or fetch audio until this is put right.',
    causes: [
      'The key was revoked or mistyped. Check NOOJEE_API_KEY.',
      "This server's address is not on the allow list. Noojee Support adds it.",
    ],
    canRetry: true,
    hasStatus: true,
  },
  'pbx-unreachable': {
    tone: 'warn',
    glyph: Unplug,
    title: 'The PBX cannot be reached',
    consequence: 'Audio that is already here still plays. New searches must wait.',
    canRetry: true,
    hasStatus: true,
  },
  'pbx-timed-out': {
    tone: 'warn',
    glyph: Clock,
    title: 'The PBX took too long to answer',
    consequence: 'It may be busy with live calls. Audio that is already here still plays.',
    canRetry: true,
  },
  'pbx-bad-reply': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'The reply of the PBX cannot be read',
    consequence: 'Other searches may work. If this one keeps failing, Noojee Support can look.',
    canRetry: true,
    hasStatus: true,
  },
  'pbx-busy': {
    tone: 'warn',
    glyph: Hourglass,
    title: 'The PBX is busy',
    consequence: 'It asked for a pause. Audio that is already here still plays.',
    canRetry: true,
  },
  'spool-unavailable': {
    tone: 'warn',
    glyph: HardDrive,
    title: 'The audio cannot be stored',
    consequence: 'Search still works. The operator has to look at DATA_DIR and its free space.',
    canRetry: true,
  },
  'internal-error': {
    tone: 'danger',
    glyph: TriangleAlert,
    title: 'Something went wrong in Legato',
    consequence: "The cause is in the server's log. Other searches may work.",
    canRetry: true,
  },
  'network-lost': {
    tone: 'warn',
    glyph: WifiOff,
    title: 'Legato does not answer',
    consequence:
      'Your connection is down, or Legato is being restarted. What is on this page stays.',
    canRetry: true,
  },
  'reply-unreadable': {
    tone: 'warn',
    glyph: FileWarning,
    title: 'The answer is not from Legato',
    consequence: 'A proxy or a sign-in page in between may have answered. Reload if it goes on.',
    canRetry: true,
  },
};
