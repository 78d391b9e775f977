import { Skeleton } from '@/components/ui/skeleton';

const ROWS = ['w-24', 'w-20', 'w-28', 'w-16'];

/** The call page's own grid while the PBX is asked. */
export function CallSkeleton({ uniqueId }: { uniqueId: string }) {
  return (
    <div aria-busy="true" className="call-page">
      <p role="status" className="sr-only">
        Loading call {uniqueId}
      </p>
      <div className="flex flex-col gap-3 border-line border-b bg-surface px-4 pt-4 pb-3.5 sm:px-6">
        <Skeleton className="h-6 w-90 max-w-full" />
        <div className="flex gap-6">
          <Skeleton className="h-3.5 w-52" />
          <Skeleton className="h-3.5 w-40 max-sm:hidden" />
          <Skeleton className="h-3.5 w-36 max-sm:hidden" />
        </div>
      </div>
      <div className="border-line border-b bg-surface px-4 pt-16 pb-4 sm:px-6">
        <div className="flex h-[5.25rem] gap-0.5">
          <Skeleton className="h-full w-1/6" />
          <Skeleton className="h-full flex-1" />
          <Skeleton className="h-full w-1/4" />
        </div>
      </div>
      <div className="transport">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="size-12 justify-self-center rounded-full" />
        <Skeleton className="h-7 w-52 justify-self-end max-sm:hidden" />
      </div>
      <div className="flex flex-col px-4 pt-10 sm:px-6">
        {ROWS.map((width) => (
          <div key={width} className="flex h-11.5 items-center gap-6 border-line border-b">
            <Skeleton className="size-7 rounded-full" />
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3.5 w-28" />
            <Skeleton className="h-1 flex-1 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
