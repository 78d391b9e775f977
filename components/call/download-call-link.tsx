'use client';

import Download from 'lucide-react/icons/download';
import { ariaKeys, capsOf } from '@/components/keyboard/shortcuts';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { paths } from '@/lib/paths';

/** Saves all legs with what is known of them, and a page that plays them without Legato. */
export function DownloadCallLink({ uniqueId }: { uniqueId: string }) {
  return (
    <Tooltip
      label="Download whole call: all legs as a ZIP, with a page that plays them"
      keys={capsOf('download-call')}
      align="end"
    >
      <a
        href={paths.api.callDownload(uniqueId)}
        download
        aria-keyshortcuts={ariaKeys('download-call')}
        className={buttonClass({ size: 'bar' })}
      >
        <Icon glyph={Download} size={14} />
        <span className="max-sm:sr-only">Download whole call</span>
      </a>
    </Tooltip>
  );
}
