import { clearOwnStorage } from '@/components/ui/own-storage';
import { requestJson } from '@/lib/api/request-json';
import { Done } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';

/**
 * Ends this session, and takes away what this browser kept for it. The sign-in page is loaded afresh, so that
 * no answer is left in memory either. Rejects with ApiProblem, and then nothing was taken away.
 */
export async function signOut(): Promise<void> {
  await requestJson(Done, paths.api.signOut(), { method: 'POST' });
  clearOwnStorage();
  location.replace(paths.signIn());
}
