import type { Redact } from './create-redactor';
import { CleanCause, cleanCause, NoojeeError, type NoojeeErrorKind } from './noojee-error';

const CERTIFICATE =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|CERTIFICATE_|CRL_|INVALID_(CA|PURPOSE))/;
const NOT_TLS = /^(EPROTO|ERR_SSL_|ERR_TLS_)/;
const NOT_HTTP = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_EXCEEDED|UND_ERR_REDIRECT)/;
const NOT_PACKED = /^(Z_|ERR_BROTLI|ERR__ERROR|ERR_ZLIB)/;
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);

/** Whether a failed question may be repeated once: the connection was reset, or the PBX said 503. */
export function isWorthOneRepeat(error: unknown): boolean {
  if (!(error instanceof NoojeeError) || !(error.cause instanceof CleanCause)) return false;
  return error.cause.code === 'HTTP_503' || isReset(error.cause);
}

const isReset = ({ code, message }: CleanCause) =>
  code === undefined ? /\breset\b/i.test(message) : RESET.has(code);

/** Makes a NoojeeError that says what a failed exchange means and what to do about it. */
export function describeFailure(thrown: unknown, host: string, redact: Redact): NoojeeError {
  const cause = cleanCause(thrown, redact);
  const [kind, message] = meaningOf(cause, host);
  return new NoojeeError(kind, message, { cause });
}

function meaningOf(cause: CleanCause, host: string): [NoojeeErrorKind, string] {
  const { name, code = '', message } = cause;
  if (code === 'ECONNREFUSED') {
    return [
      'unreachable',
      `The PBX at ${host} refused the connection. Check NOOJEE_URL, that the PBX is running, and that Noojee Support has added this server’s address to the allow-list.`,
    ];
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return [
      'unreachable',
      `The host name in ${host} cannot be resolved. Check NOOJEE_URL and this server’s DNS.`,
    ];
  }
  if (CERTIFICATE.test(code)) {
    return [
      'unreachable',
      `The certificate of ${host} is not trusted (${code}). If the PBX has a private certificate, set NOOJEE_CA_FILE to that of its authority. Otherwise renew the certificate or correct the name in NOOJEE_URL.`,
    ];
  }
  if (NOT_TLS.test(code)) {
    return [
      'unreachable',
      `Legato could not make a secure connection to ${host} (${code}). Check the scheme and port in NOOJEE_URL.`,
    ];
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return [
      'timed-out',
      `Connecting to ${host} took too long. Check that the firewall lets this server through to the PBX.`,
    ];
  }
  if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code) || name === 'TimeoutError') {
    return ['timed-out', `The PBX at ${host} stopped answering. Try again in a moment.`];
  }
  if (isReset(cause)) {
    return ['unreachable', `The connection to ${host} was lost. Try again in a moment.`];
  }
  if (NOT_HTTP.test(code) || /redirect/i.test(message)) {
    return [
      'bad-reply',
      `What answers at ${host} is not the Recording API. Check NOOJEE_URL, its port and NOOJEE_API_PATH.`,
    ];
  }
  if (NOT_PACKED.test(code)) {
    return [
      'bad-reply',
      `The reply of ${host} is compressed, and broken or cut off. Try again. If it happens again, look at the proxy in front of the PBX.`,
    ];
  }
  return [
    'unreachable',
    `Legato cannot reach the PBX at ${host}${code && ` (${code})`}. Check NOOJEE_URL and the network between the two.`,
  ];
}
