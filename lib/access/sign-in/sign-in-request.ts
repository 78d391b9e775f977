/** Where better-auth reads the address that Legato found, whatever a client sent under that name. */
export const CLIENT_ADDRESS_HEADER = 'x-legato-client';

/** What of a request signing in needs. */
export interface SignInRequest {
  /** The value of a header by its lower-case name; null where it is not there. */
  header(name: string): string | null;
  /** Of the client: the socket's, or what a trusted proxy says. */
  address: string;
  /** Whether the browser came by https, as far as the socket or a trusted proxy tells. */
  isSecure: boolean;
}
