import type { AuditActionName } from '@/lib/contract/listening-log';

/** A role as people read it, by the name that the log has of it. */
export const roleWords = (role: string | null): string => (role && ROLES[role]) || role || '–';

const ROLES: Readonly<Record<string, string>> = {
  agent: 'Agent',
  supervisor: 'Supervisor',
  'recording-manager': 'Recording manager',
};

/** Each act of the log in a word or two. */
export const ACTION_WORDS = {
  'signed-in': 'Signed in',
  'sign-in-failed': 'Sign-in failed',
  'signed-out': 'Signed out',
  'set-up': 'Set up',
  'password-changed': 'Password changed',
  'second-factor-changed': 'Second factor changed',
  'session-ended': 'Session ended',
  searched: 'Searched',
  'opened-call': 'Opened a call',
  listened: 'Listened',
  saved: 'Downloaded',
  'checked-pbx': 'Checked the PBX',
  'person-changed': 'Person changed',
  'team-changed': 'Team changed',
  'token-changed': 'Token changed',
  reviewed: 'Week signed off',
  'log-verified': 'Log checked',
  'playback-reason': 'Reason to listen',
  'log-exported': 'Log taken as a file',
  'retention-cut': 'Old rows removed',
} as const satisfies Record<AuditActionName, string>;
