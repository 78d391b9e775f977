const NAME = 'LEGATO_E2E_SERVERS';

export interface Servers {
  legatoUrl: string;
  pbxUrl: string;
  pbxApiKey: string;
}

/** Tells the workers, which are other processes, where the shared servers are. */
export function shareServers(servers: Servers): void {
  process.env[NAME] = JSON.stringify(servers);
}

/** The servers that the global setup started. */
export function sharedServers(): Servers {
  const { legatoUrl, pbxUrl, pbxApiKey } = JSON.parse(process.env[NAME] ?? '{}');
  if (!legatoUrl) throw new Error('The shared servers are not running: is globalSetup configured?');
  return { legatoUrl, pbxUrl, pbxApiKey };
}
