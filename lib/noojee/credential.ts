/** What proves to the PBX that a call is ours. The caller reports back how the PBX took it. */
export interface Credential {
  /** Query parameters, encoded. Secret. */
  parameters: readonly string[];
  /** The PBX's clock minus ours; null where it was not asked. */
  clockSkewMs: number | null;
  accepted(): void;
  refused(): void;
}

export interface Authentication {
  /** The credential for a call that is about to be sent. */
  obtain(signal: AbortSignal): Promise<Credential>;
  /** A new one, even if the last one is still valid. */
  renew(signal: AbortSignal): Promise<Credential>;
}

/** For the one question that needs no key. */
export const ANONYMOUS: Pick<Authentication, 'obtain'> = {
  obtain: async () => ({
    parameters: [],
    clockSkewMs: null,
    accepted() {},
    refused() {},
  }),
};
