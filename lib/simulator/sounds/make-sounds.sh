#!/usr/bin/env bash
# Makes the sounds of the simulated PBX from agent.txt and caller.txt: telephone-like phrases in
# four voices, room noise, ringing, waiting music, and one conversation as MP3, Ogg and FLAC.
# Needs espeak-ng, sox (with its MP3, Ogg and GSM formats) and lame. Run it by hand; the results are
# kept in the repository. All clips are whole blocks of 320 samples (40 ms), which one WAV49 block
# of GSM 6.10 holds, so that the same call can be cut together in PCM and in GSM.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rate=8000 block=320
target_db=-20

# name, espeak voice, words a minute, pitch
voices=(
  "agent-a en-gb+f3 165 58"
  "agent-b en-gb-x-rp+m3 158 38"
  "caller-a en-us+m7 150 30"
  "caller-b en-gb-scotland+f2 172 66"
)

samples() { soxi -s "$1"; }

# Fits a clip to whole blocks, with a breath of silence on both sides.
fit() { # in out
  local blocks
  blocks=$(( ($(samples "$1") + 480 + block - 1) / block ))
  sox -D "$1" "$2" pad 0.03 0.03 rate $rate pad 0 1 trim 0 $((blocks * block))s
}

# Telephone band, speech level -20 dBFS RMS over what is not silence, peaks held below full scale.
telephone() { # in out
  sox -D "$1" "$work/band.wav" gain -9 rate -v $rate highpass 300 lowpass 3400 \
    silence 1 0.01 0.4% reverse silence 1 0.01 0.4% reverse \
    compand 0.005,0.1 -60,-60,-30,-20,-12,-11,0,-7
  local rms
  rms=$(sox "$work/band.wav" -n stats 2>&1 | awk '/^RMS lev dB/ { print $4 }')
  sox -D "$work/band.wav" "$work/level.wav" gain -l "$(awk "BEGIN { print $target_db - ($rms) }")"
  fit "$work/level.wav" "$2"
}

index="$work/index"
: >"$work/pack.ul"; : >"$work/pack.gsm"; : >"$index"
position=0
add() { # name kind wav
  local blocks=$(( $(samples "$3") / block ))
  sox -D "$3" -t ul "$work/clip.ul"
  sox -D "$3" -e gsm-full-rate "$work/clip.wav"
  cat "$work/clip.ul" >>"$work/pack.ul"
  # The data of sox's GSM header begins at byte 60.
  tail -c +61 "$work/clip.wav" | head -c $((blocks * 65)) >>"$work/pack.gsm"
  echo "  { \"name\": \"$1\", \"kind\": \"$2\", \"block\": $position, \"blocks\": $blocks }" >>"$index"
  position=$((position + blocks))
}

for voice in "${voices[@]}"; do
  read -r name espeak speed pitch <<<"$voice"
  number=0
  while IFS= read -r phrase; do
    number=$((number + 1))
    espeak-ng -v "$espeak" -s "$speed" -p "$pitch" -w "$work/spoken.wav" "$phrase"
    telephone "$work/spoken.wav" "$work/$name-$number.wav"
    add "$name-$(printf %02d $number)" "$name" "$work/$name-$number.wav"
  done <"${name%-*}.txt"
done

# Noise of a quiet room, -60 dBFS.
sox -D -R -n -r $rate -b 16 -c 1 "$work/noise.wav" synth 4 pinknoise highpass 200 lowpass 3000 gain -n -48
fit_exact() { sox -D "$1" "$2" trim 0 "$3"s; }
# The same, fading out at the end so that it can go round without a click.
fit_loop() { sox -D "$1" "$2" trim 0 "$3"s fade t 0 "$3"s 0.08; }
fit_exact "$work/noise.wav" "$work/room.wav" $((100 * block))
add room room "$work/room.wav"

# Australian ringing tone: 413 and 438 Hz, 0.4 s on, 0.2 s off, 0.4 s on, 2.0 s off.
tone() { sox -D -R -n -r $rate -b 16 -c 1 "$1" synth 0.4 sine 413 synth 0.4 sine mix 438 fade 0.01 0.4 0.01 gain -n -14; }
tone "$work/ring.wav"
sox -D "$work/ring.wav" "$work/short.wav" pad 0 0.2
sox -D "$work/ring.wav" "$work/long.wav" pad 0 2.0
sox -D "$work/short.wav" "$work/long.wav" "$work/ringing.wav"
fit_exact "$work/ringing.wav" "$work/ringing-fit.wav" $((75 * block))
add ringing ringing "$work/ringing-fit.wav"

# Waiting music: four soft chords, each broken into single notes.
note() { sox -D -R -n -r $rate -b 16 -c 1 "$1" synth 0.5 triangle "$2" fade q 0.02 0.5 0.3 gain -n -18; }
bar=()
for pitch in C4 E4 G4 B4 C5 B4 G4 E4 A3 C4 E4 G4 A4 G4 E4 C4 \
  F4 A4 C5 E5 F5 E5 C5 A4 G3 B3 D4 F4 G4 F4 D4 B3; do
  note "$work/note-${#bar[@]}.wav" "$pitch"
  bar+=("$work/note-${#bar[@]}.wav")
done
sox -D "${bar[@]}" "$work/melody.wav" lowpass 2200
sox -D "$work/melody.wav" "$work/echo.wav" echo 0.8 0.7 250 0.35 gain -n -12
fit_loop "$work/echo.wav" "$work/music.wav" $((400 * block))
add music music "$work/music.wav"

mv "$work/pack.ul" clips.ul
mv "$work/pack.gsm" clips.gsm
{ echo '['; sed '$!s/$/,/' "$index"; echo ']'; } >clips.json

# One conversation for the containers that cannot be cut together by block.
turns=()
for turn in 1 2 3 4 5 6 7 8 9; do
  sox -D "$work/room.wav" "$work/pause-$turn.wav" trim 0 0.5
  turns+=("$work/agent-a-$turn.wav" "$work/pause-$turn.wav" "$work/caller-a-$turn.wav" "$work/pause-$turn.wav")
done
sox -D "${turns[@]}" "$work/conversation.wav" trim 0 36
# No bit reservoir and no header frame: every frame can be played on its own.
lame --quiet -t --nores --cbr -b 16 -m m --resample 8 "$work/conversation.wav" conversation.mp3
sox -D "$work/conversation.wav" "$work/twenty.wav" trim 0 20
sox -D -R "$work/twenty.wav" -C 1 conversation.ogg
sox -D -R "$work/twenty.wav" -C 8 conversation.flac

# The same containers in stereo: a leg as the simulated PBX cuts it together.
npx tsx stereo-conversation.ts "$work/stereo.wav"
lame --quiet -t --nores --cbr -b 32 -m s --resample 8 "$work/stereo.wav" conversation-stereo.mp3
sox -D -R "$work/stereo.wav" -C 1 conversation-stereo.ogg
sox -D -R "$work/stereo.wav" -C 8 conversation-stereo.flac
# Tones that rise by 20 Hz a second. Noise in every other ten seconds makes a variable bit rate vary.
rising() { ffmpeg -v error -y -f lavfi -i "aevalsrc='$1*sin(2*PI*(300*t+10*t*t))$2':s=8000:d=120" -bitexact "$3"; }
rising 0.4 '+0.2*(random(0)-0.5)*mod(floor(t/10)\,2)' "$work/noisy.wav"
rising 0.4 '' "$work/rising.wav"
rising 0.02 '' "$work/faint.wav"
lame --quiet -V 8 "$work/noisy.wav" tone-variable.mp3
lame --quiet --cbr -b 24 "$work/noisy.wav" tone-constant.mp3
flac -s -f -8 "$work/faint.wav" -o tone.flac
opusenc --quiet --bitrate 8 "$work/rising.wav" "$work/rising.opus"
oggenc -Q -q -1 "$work/rising.wav" -o "$work/rising.ogg"
npx tsx ../../audio/seeking/late-pages-fixture.ts "$work/rising.opus" tone-late-opus.ogg 48000000
npx tsx ../../audio/seeking/late-pages-fixture.ts "$work/rising.ogg" tone-late-vorbis.ogg 8000000
ls -l clips.* conversation* tone*
