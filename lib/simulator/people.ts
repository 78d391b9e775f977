export interface Agent {
  username: string;
  extension: string;
}

const NAMES = [
  'Fred',
  'Marisol T.',
  'Dana K.',
  'Tom W.',
  'Gus M.',
  'Linh P.',
  'Aisha R.',
  'Jack O.',
  'Ruth B.',
  'Hamish D.',
  'Nadia S.',
  'Oskar L.',
  'Priya N.',
  'Bella C.',
  'Wei Z.',
  'Callum F.',
  'Ingrid H.',
  'Sione V.',
  'Tara J.',
  'Mateo G.',
  'Yuki A.',
  'Declan Q.',
  'Amara E.',
  'Poppy I.',
  'Ravi U.',
  'Zoe X.',
  'Lachlan Y.',
  'Mei C.',
  'Noah B.',
  'Salma K.',
  'Theo R.',
  'Ursula M.',
  'Vikram D.',
  'Willow P.',
  'Xavier S.',
  'Bronte L.',
  'Arjun T.',
  'Freya N.',
  'Hugo W.',
  'Kiri O.',
];

/** Forty invented agents. Fred has extension 400, Priya N. 412, and so on. */
export const AGENTS: readonly Agent[] = NAMES.map((username, index) => ({
  username,
  extension: String(400 + index),
}));

/** Owners of legs while no one is connected. */
export const SYSTEM_OWNERS = ['Administrator', 'NoojeeAdmin'] as const;

/** Inbound numbers, each with the extension of the queue that it reaches. */
export const INBOUND_NUMBERS = [
  { did: '1300975707', queue: '7601' },
  { did: '1300975707', queue: '7601' },
  { did: '1800975711', queue: '7602' },
  { did: '0370100400', queue: '7603' },
] as const;

const FICTITIOUS_MOBILES = [
  '0491570156',
  '0491570157',
  '0491570158',
  '0491570159',
  '0491570110',
  '0491571266',
  '0491571491',
  '0491571804',
  '0491572549',
  '0491572665',
  '0491572983',
  '0491573770',
  '0491573087',
  '0491574118',
  '0491574632',
  '0491575254',
  '0491575789',
  '0491576398',
  '0491576801',
  '0491577426',
  '0491577644',
  '0491578957',
  '0491578148',
  '0491578888',
  '0491579212',
  '0491579760',
  '0491579455',
];

/** A number from the blocks that the Australian regulator reserves for fiction. */
export function outsideNumber(random: () => number): string {
  if (random() < 0.75) {
    return FICTITIOUS_MOBILES[Math.floor(random() * FICTITIOUS_MOBILES.length)] ?? '0491570156';
  }
  const area = ['02', '03', '07', '08'][Math.floor(random() * 4)];
  return `${area}7010${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
}
