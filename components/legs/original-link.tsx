'use client';

import { useQuery } from '@tanstack/react-query';
import { buttonClass } from '@/components/ui/button';
import { paths } from '@/lib/paths';

interface OriginalLinkProps {
  uniqueId: string;
  leg: number;
}

/** Saves what the PBX sent of a leg that cannot be played; nothing where it sent no file. */
export function OriginalLink({ uniqueId, leg }: OriginalLinkProps) {
  const address = paths.api.originalDownload(uniqueId, leg);
  const { data: isThere } = useQuery({
    queryKey: ['original', uniqueId, leg],
    queryFn: async ({ signal }) => (await fetch(address, { method: 'HEAD', signal })).ok,
    retry: false,
  });
  if (!isThere) return null;
  return (
    <a href={address} download className={buttonClass({ size: 'bar' })}>
      Download original file
    </a>
  );
}
