'use client';

import { memo } from 'react';
import { StripChannels } from './strip-channels';
import { StripFold } from './strip-fold';
import { StripGap } from './strip-gap';
import { StripLeg } from './strip-leg';
import type { StripPlan } from './strip-plan';
import { StripWaves } from './strip-waves';

/** Legs, gaps and folds with their waves. Rendered when the plan changes, not while it is pointed at. */
export const StripBody = memo(function StripBody({ plan }: { plan: StripPlan }) {
  const { scale } = plan;
  return (
    <>
      {plan.gaps.map((gap) => (
        <StripGap key={gap.gap.startSeconds} gap={gap} widthPx={scale.widthPx} />
      ))}
      {plan.legs.map((leg) => (
        <StripLeg
          key={leg.placed.leg.leg}
          block={leg}
          scale={scale}
          shortFile={plan.shortFiles.find((file) => file.leg === leg.placed.leg.leg) ?? null}
        />
      ))}
      <StripWaves plan={plan} />
      <StripChannels plan={plan} />
      {plan.folds.map((fold) => (
        <StripFold key={fold.fold.startSeconds} box={fold} />
      ))}
    </>
  );
});
