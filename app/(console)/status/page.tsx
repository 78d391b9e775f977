import type { Metadata } from 'next';
import { PbxCheck } from '@/components/status/pbx-check';

export const metadata: Metadata = { title: 'Status' };

export default function StatusPage() {
  return (
    <div className="px-4 pt-5 pb-6 sm:px-6">
      <h1 className="mb-4 text-page">Status</h1>
      <PbxCheck />
    </div>
  );
}
