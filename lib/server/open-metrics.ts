import 'server-only';
import { SettingsError } from './env';
import type { Logger } from './log';
import { createMetrics, type Metrics } from './metrics/create-metrics';
import { serveMetrics } from './metrics/serve-metrics';
import type { MetricsSettings } from './metrics-env';

/**
 * The metrics that the settings ask for, served on a port of their own where one is set; null for none.
 *
 * @throws SettingsError when nothing can listen on that port.
 */
export async function openMetrics(
  { host, port, token }: MetricsSettings,
  log: Pick<Logger, 'info'>,
): Promise<(Metrics & { close(): Promise<void> }) | null> {
  if (port === null && token === null) return null;
  const metrics = createMetrics();
  if (port === null) return { ...metrics, close: async () => {} };
  try {
    const { url, close } = await serveMetrics(metrics, { host, port });
    log.info({ url }, 'metrics are served');
    return { ...metrics, close };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'an error';
    throw new SettingsError([
      `METRICS_PORT cannot be listened on (${code}): choose another, or stop what listens there`,
    ]);
  }
}
