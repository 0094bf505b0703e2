const rate = 8_000
const headerBytes = 44

/** A WAV file (8 kHz, 16 bits, one channel) of a pure tone. */
export function toneWav(hertz: number, seconds: number): Buffer {
  const samples = rate * seconds
  const file = Buffer.alloc(headerBytes + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let at = 0; at < samples; at++) {
    file.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * hertz * at) / rate)), headerBytes + at * 2)
  }
  return file
}

/** How much of the sound in a WAV file (same format) is that tone: 0 none, 1 nothing else. Silence is left out. */
export function shareOfTone(file: Buffer, hertz: number): number {
  const samples: number[] = []
  for (let at = headerBytes; at + 1 < file.length; at += 2) samples.push(file.readInt16LE(at))
  const loud = samples.slice(samples.findIndex((sample) => Math.abs(sample) > 500))
  const total = loud.reduce((sum, sample) => sum + sample * sample, 0)
  if (loud.length < rate / 10 || total === 0) return 0
  return (2 * goertzelPower(loud, hertz)) / (total * loud.length)
}

/** The squared amplitude of one frequency (Goertzel's algorithm). */
function goertzelPower(samples: readonly number[], hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let before = 0
  let last = 0
  for (const sample of samples) {
    const next = sample + coefficient * last - before
    before = last
    last = next
  }
  return last * last + before * before - coefficient * last * before
}
