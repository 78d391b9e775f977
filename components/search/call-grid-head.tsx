import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { GridColumnHeader, GridRow, GridRowGroup } from '@/components/ui/grid';

/** The heads of the columns; the strip's carries the scale that the hairlines below continue. */
export function CallGridHead({ scaleSeconds }: { scaleSeconds: number }) {
  const thirdMinutes = scaleSeconds / 180;
  return (
    <GridRowGroup className="sticky top-0 z-20 max-sm:sr-only">
      <GridRow
        aria-rowindex={1}
        className="result-columns h-7 border-line-strong border-b bg-surface text-ink-2 text-label"
      >
        <Head className="text-ink" sort="descending">
          Start <span aria-hidden>↓</span>
        </Head>
        <Head>
          <span className="max-xl:sr-only">Direction</span>
        </Head>
        <Head>From → to</Head>
        <Head>
          Agents<span className="max-lg:sr-only">, in order</span>
        </Head>
        <Head>Tag</Head>
        <Head className="result-strip-cell @container relative flex items-center">
          <span className="@max-[16rem]:sr-only">Legs to scale</span>
          <ScaleMark className="w-1/3 max-lg:hidden">{thirdMinutes}</ScaleMark>
          <ScaleMark className="w-2/3 max-lg:hidden">{thirdMinutes * 2}</ScaleMark>
          <ScaleMark className="w-full">{thirdMinutes * 3} min</ScaleMark>
        </Head>
        <Head className="text-right max-lg:hidden">Legs</Head>
        <Head className="text-right max-lg:hidden">Recorded</Head>
        <Head className="text-right">Length</Head>
      </GridRow>
    </GridRowGroup>
  );
}

interface HeadProps {
  children: ReactNode;
  className?: string;
  sort?: 'descending';
}

function Head({ children, className, sort }: HeadProps) {
  return (
    <GridColumnHeader aria-sort={sort} className={classNames('whitespace-nowrap', className)}>
      {children}
    </GridColumnHeader>
  );
}

/** Ends left of the hairline that it names. */
function ScaleMark({ children, className }: { children: ReactNode; className: string }) {
  return (
    <span className={classNames('absolute left-0 pr-1 text-right tabular-nums', className)}>
      {children}
    </span>
  );
}
