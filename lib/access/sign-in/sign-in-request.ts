/** Where better-auth reads the address that Legato found, whatever a client sent under that name. */
export const CLIENT_ADDRESS_HEADER = 'x-legato-client';
/** Beside the address: `https` or `http`, by which the client came. */
export const CLIENT_SCHEME_HEADER = 'x-legato-scheme';

/** What of a request signing in needs. */
export interface SignInRequest {
  /** The value of a header by its lower-case name; null where it is not there. */
  header(name: string): string | null;
  /** Of the client: the socket's, or what a trusted proxy says. */
  address: string;
  /** Whether the browser came by https, as far as the socket or a trusted proxy tells. */
  isSecure: boolean;
}

/** The client as the listener found it. `next dev` has no listener: there it is this machine. */
export const signInRequestOf = ({ header }: Pick<SignInRequest, 'header'>): SignInRequest => ({
  header,
  address: header(CLIENT_ADDRESS_HEADER) ?? '127.0.0.1',
  isSecure: header(CLIENT_SCHEME_HEADER) === 'https',
});
