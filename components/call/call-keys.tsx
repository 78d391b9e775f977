'use client';

import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer } from '@/components/player/player-context';
import { startDownload } from '@/components/player/start-download';
import { useAnnounce } from '@/components/ui/announcer';
import { paths } from '@/lib/paths';

/** What the keys of the table do on the call page. */
export function CallKeys() {
  const { player, call, timeline, gate } = useCallPlayer();
  const announce = useAnnounce();
  const say = (name: string, isOn: boolean) => announce(`${name} ${isOn ? 'on' : 'off'}`);

  useShortcuts('call', {
    'play-pause': () => player.toggle(),
    'back-10': () => player.moveBy(-10),
    'forward-10': () => player.moveBy(10),
    'back-1': () => player.moveBy(-1),
    'forward-1': () => player.moveBy(1),
    'back-30': () => player.moveBy(-30),
    'forward-30': () => player.moveBy(30),
    'call-start': () => player.seekCall(0),
    'call-end': () => player.seekCall(timeline.durationSeconds),
    mute() {
      player.toggleMuted();
      say('Mute', player.getState().isMuted);
    },
    'skip-waiting'() {
      player.setSkipsWaiting(!player.getState().skipsWaiting);
      say('Skip silence', player.getState().skipsWaiting);
    },
    level() {
      player.setLevelled(!player.getState().isLevelled);
      say('Level the volume', player.getState().isLevelled);
    },
    clock() {
      player.setClock(player.getState().clock === 'call' ? 'listening' : 'call');
      announce(player.getState().clock === 'call' ? 'Call time' : 'Listening time');
    },
    'loop-from': player.loopFrom,
    'loop-to'() {
      player.loopTo();
      say('Loop', player.getState().isLooping);
    },
    'clear-loop'() {
      if (player.getState().loop) announce('Loop cleared');
      player.clearLoop();
    },
    'previous-leg': () => player.stepLeg('previous'),
    'next-leg': () => player.stepLeg('next'),
    'play-leg': ({ key }) => player.play(Number(key)),
    slower: () => player.stepSpeed('slower'),
    faster: () => player.stepSpeed('faster'),
    download: () =>
      gate.pass(() => startDownload(paths.api.audioDownload(call.uniqueId, player.getState().leg))),
    'download-call': () => gate.pass(() => startDownload(paths.api.callDownload(call.uniqueId))),
    'previous-row': () => focusLeg(-1),
    'next-row': () => focusLeg(1),
  });
  return null;
}

/** Moves the focus to the play button of the leg above or below. */
function focusLeg(step: 1 | -1): void {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-leg-play]')];
  const index = buttons.findIndex((button) =>
    button.closest('tbody')?.contains(document.activeElement),
  );
  const target = index < 0 ? buttons[0] : buttons[index + step];
  target?.focus();
}
