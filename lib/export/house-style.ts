import hatch from '@/app/styles/hatch.css?raw';
import owner from '@/app/styles/owner.css?raw';
import tokens from '@/app/styles/tokens.css?raw';

/** Colours, owners and hatch, for what Legato hands out to be read without it. */
export const HOUSE_STYLE = [tokens, owner, hatch].join('\n');
