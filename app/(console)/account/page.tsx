import type { Metadata } from 'next';
import { AccountPage } from '@/components/account/account-page';
import { accountPage } from '@/lib/server/sign-in-page';

export const metadata: Metadata = { title: 'Your account' };

export default async function Page() {
  return <AccountPage account={await accountPage()} />;
}
