'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { settingsOf, writePlayerSettings } from '@/components/playback/player-settings';
import { ownStorage } from '@/components/ui/own-storage';
import { heardQuery } from '@/lib/api/queries';
import { keepMediaSession } from './media-session';
import { useCallPlayer } from './player-context';
import { writePosition } from './position-memory';

/** Keeps the browser in step with the player: settings, the place in the call, media keys. Shows nothing. */
export function PlayerKeepers() {
  return (
    <>
      <SettingsKeeper />
      <PositionKeeper />
      <HeardKeeper />
      <MediaSessionKeeper />
    </>
  );
}

/** Remembers the listener's settings for the next call. */
function SettingsKeeper() {
  const { player } = useCallPlayer();
  // Storage is outside of React.
  useEffect(() => {
    let kept = settingsOf(player.getState());
    return player.subscribe(() => {
      const settings = settingsOf(player.getState());
      if (JSON.stringify(settings) === JSON.stringify(kept)) return;
      kept = settings;
      writePlayerSettings(ownStorage, settings);
    });
  }, [player]);
  return null;
}

/** A place this near the start is found again without help. */
const WORTH_SECONDS = 5;
const WRITE_EVERY_MS = 5_000;

/** Remembers where the listener is in this call, once they have listened; forgets it at the end. */
function PositionKeeper() {
  const { player, call, timeline } = useCallPlayer();

  // Storage is outside of React, and the page may be closed at any moment.
  useEffect(() => {
    let writtenAtMs = 0;
    let hasListened = false;
    const write = () => {
      const at = player.callPosition();
      if (at < WORTH_SECONDS || !hasListened) return;
      const isOver = at > timeline.durationSeconds - WORTH_SECONDS;
      writePosition(ownStorage, call.uniqueId, isOver ? null : at);
      writtenAtMs = Date.now();
    };
    const controller = new AbortController();
    const releases = [
      player.subscribeClock(() => {
        if (!player.getState().isPlaying) return;
        hasListened = true;
        if (Date.now() - writtenAtMs > WRITE_EVERY_MS) write();
      }),
      player.subscribe(() => {
        if (!player.getState().isPlaying) write();
      }),
    ];
    window.addEventListener('pagehide', write, { signal: controller.signal });
    return () => {
      write();
      controller.abort();
      for (const release of releases) release();
    };
  }, [player, call.uniqueId, timeline.durationSeconds]);

  return null;
}

/** Brings what was heard before, and sees that what is heard now is known to the server. */
function HeardKeeper() {
  const { call, player, heard, gate, reports } = useCallPlayer();
  const { data } = useQuery(heardQuery(call.uniqueId));

  // What was heard lives outside of React, beside the player.
  useEffect(() => {
    if (!data) return;
    heard.load(data);
    gate.load(data.needsReason);
  }, [data, heard, gate]);

  // A reason is good for a day, and a page may be open for longer.
  useEffect(
    () =>
      player.subscribe(() => {
        const { legs } = player.getState();
        const isMissing = Object.values(legs).some(
          ({ fault }) => fault?.code === 'reason-required',
        );
        if (isMissing && gate.isOpen()) gate.load(true);
      }),
    [player, gate],
  );

  // The page may be closed at any moment.
  useEffect(() => {
    const controller = new AbortController();
    const leave = () => reports.leave();
    const hide = () => {
      // On phones this is the last that a page hears of its end.
      if (document.visibilityState === 'hidden' && !player.getState().isPlaying) leave();
    };
    window.addEventListener('pagehide', leave, { signal: controller.signal });
    document.addEventListener('visibilitychange', hide, { signal: controller.signal });
    let wasPlaying = false;
    const release = player.subscribe(() => {
      const { isPlaying } = player.getState();
      if (wasPlaying && !isPlaying) void reports.flush();
      wasPlaying = isPlaying;
    });
    return () => {
      controller.abort();
      release();
    };
  }, [player, reports]);
  return null;
}

/** Media keys, headsets and lock screens act on this call for as long as it is shown. */
function MediaSessionKeeper() {
  const { player, call, timeline } = useCallPlayer();
  // The session belongs to the browser, not to React.
  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    return keepMediaSession({
      ...{ player, call, durationSeconds: timeline.durationSeconds },
      session: navigator.mediaSession,
      createMetadata: (init) => new MediaMetadata(init),
    });
  }, [player, call, timeline]);
  return null;
}
