import Eye from 'lucide-react/icons/eye';
import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { Logo } from '@/components/ui/logo';
import { TiedCall } from './tied-call';

interface SignInFrameProps {
  title: string;
  /** A sentence under the title. */
  lead: string;
  /** What stands at the foot. */
  foot?: string;
  children: ReactNode;
}

/** The page outside of the console: a form on the left, what Legato is on the right. */
export function SignInFrame({ title, lead, foot, children }: SignInFrameProps) {
  return (
    <div className="sign-in">
      <main id="main" className="sign-in-side">
        <p className="flex items-center gap-2.5 font-semibold text-dialog tracking-[-0.01em]">
          <Logo />
          Legato
        </p>
        <div className="sign-in-form">
          <h1 className="font-semibold text-readout">{title}</h1>
          <p className="mt-1 text-ink-2 text-search">{lead}</p>
          {children}
          <p className="mt-6 flex gap-3 border-line border-t pt-4 text-ink-2 text-prose">
            <Icon glyph={Eye} className="mt-px" />
            Listening leaves a trace: who heard which seconds of which leg is kept in the listening
            log.
          </p>
        </div>
        <p className="text-ink-2 text-prose">{foot}</p>
      </main>
      <aside className="sign-in-picture">
        <TiedCall />
        <p className="mt-5 text-ink-2 text-search">
          A call is recorded in legs. Legato ties them together.
        </p>
      </aside>
    </div>
  );
}
