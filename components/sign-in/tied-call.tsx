interface PicturedLeg {
  leg: number;
  x: number;
  width: number;
  owner: 'system' | 'o1' | 'o2';
  /** Two lanes, or one of the default user. */
  lanes: 1 | 2;
}

const WIDTH = 720;
const TOP = 72;
const HEAD = 24;
const HEIGHT = 164;
const LEGS: readonly PicturedLeg[] = [
  { leg: 1, x: 0, width: 58, owner: 'system', lanes: 1 },
  { leg: 2, x: 62, width: 296, owner: 'o1', lanes: 2 },
  { leg: 3, x: 362, width: 52, owner: 'system', lanes: 1 },
  { leg: 4, x: 418, width: 302, owner: 'o2', lanes: 2 },
];

/** A call of four legs under the tie that is Legato's mark. Only a picture: it says nothing to a screen reader. */
export function TiedCall() {
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT}`} className="w-full text-ink">
      <path
        d={`M4 ${TOP - 8}C150 -19 570 -19 ${WIDTH - 4} ${TOP - 8}`}
        fill="none"
        stroke="currentColor"
        strokeWidth={3}
        strokeLinecap="round"
      />
      {LEGS.map((leg) => (
        <Leg key={leg.leg} {...leg} />
      ))}
    </svg>
  );
}

function Leg({ leg, x, width, owner, lanes }: PicturedLeg) {
  const body = HEIGHT - HEAD;
  return (
    <g className={`tied-leg tied-leg-${owner}`}>
      <rect className="tied-leg-body" x={x} y={TOP} width={width} height={HEIGHT} rx={3} />
      <path
        className="tied-leg-head"
        d={`M${x} ${TOP + HEAD}v${3 - HEAD}q0-3 3-3h${width - 6}q3 0 3 3v${HEAD - 3}z`}
      />
      <text x={x + 11} y={TOP + 16.5} fill="currentColor" className="tied-leg-number">
        {leg}
      </text>
      <path
        className="tied-leg-wave"
        d={
          lanes === 1
            ? wave(leg, x, width, TOP + HEAD + body / 2, body * 0.2)
            : wave(leg, x, width, TOP + HEAD + body * 0.28, body * 0.2) +
              wave(leg + 10, x, width, TOP + HEAD + body * 0.74, body * 0.18)
        }
      />
    </g>
  );
}

/** Bursts of speech around a line, the same each time. */
function wave(seed: number, x: number, width: number, middle: number, reach: number): string {
  let state = seed * 7919;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let path = `M${x + 1} ${middle - 0.5}h${width - 2}v1h${2 - width}z`;
  for (let at = x + 3 + random() * 8; at < x + width - 6; ) {
    const end = Math.min(at + 6 + random() * 22, x + width - 3);
    for (; at < end; at += 2) {
      const height = Math.max(1, reach * (0.25 + 0.75 * random()));
      path += `M${at.toFixed(1)} ${(middle - height).toFixed(1)}h1.3v${(2 * height).toFixed(1)}h-1.3z`;
    }
    at += 3 + random() * (seed % 2 ? 10 : 26);
  }
  return path;
}
