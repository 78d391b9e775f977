/** `README.txt`: what is in the folder, for whoever finds it without Legato. */
export function readmeText(folder: string): string {
  return `${folder}

One recorded call, as Legato saved it from a Noojee Contact PBX. Legato is not needed to hear it.

LISTEN
Unpack the whole ZIP, then open index.html in any current browser. It plays the call from the files
in this folder and asks nothing of any network. Or open the files in the folder "legs" with any player.

WHAT IS HERE
  index.html      plays all legs in order, shows the strip, the facts and the checksums
  legs/           the audio of each leg in a form that every browser plays, in order
  original/       the bytes that the PBX sent, for legs that had to be converted, whose file header had
                  to be put right, or that no browser plays; no folder where nothing differs
  call.json       what the PBX knows of the call and its legs, times with the PBX's offset
  legs.csv        the same as a table; a text that a spreadsheet would run begins with an apostrophe
  manifest.json   each file with size and SHA-256; each leg that is missing or incomplete, and why
  SHA256SUMS      the same checksums in the form of the usual tools

CHECK
Open a terminal in this folder. Each line has to answer OK.
  Linux      sha256sum -c SHA256SUMS
  macOS      shasum -a 256 -c SHA256SUMS
  Windows    certutil -hashfile index.html SHA256, for each file, and compare with SHA256SUMS
The checksums show that nothing has changed since the folder was saved. They cannot show who saved it.

A LEG IS MISSING
The PBX may have deleted its audio after the time that is set there, or did not answer.
manifest.json and index.html say which leg and why. What came of a leg that broke off is in "legs".
`;
}
