/** Messages of every kind, as seeds for mutation. */
export const seedMessages: readonly string[] = [
  `REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKseed1;rport
Max-Forwards: 70
From: "A \\"quoted\\" name" <sip:a@example.com>;tag=1
To: <sip:a@example.com>
Call-ID: seed-1
CSeq: 1 REGISTER
Contact: <sip:a@127.0.0.1:9>;+sip.instance="<urn:uuid:0>";reg-id=1;expires=300
Authorization: Digest username="a", realm="offhook.test", nonce="x", uri="sip:example.com", response="0", algorithm=MD5, qop=auth, nc=00000001, cnonce="c"
Content-Length: 0`,
  `INVITE sip:1002@example.com;transport=udp SIP/2.0
v: SIP/2.0/TCP [::1]:9;branch=z9hG4bKseed2, SIP/2.0/UDP 192.0.2.1;received=192.0.2.2
Record-Route: <sip:192.0.2.1;lr>, <sip:192.0.2.9;lr>
f: sip:a@example.com;tag=2
t: <tel:+442071234567>
i: seed-2
CSeq: 2 INVITE
m: "Last, First" <sip:a@127.0.0.1:9>
Subject: Grüße
 folded
c: application/sdp
l: 4

v=0`,
  `BYE sip:b@192.0.2.1 SIP/2.0
Via: SIP/2.0/WS x.invalid;branch=z9hG4bKseed3
Route: <sip:dG9rZW4@127.0.0.1;lr>
From: <sip:a@example.com>;tag=1
To: <sip:b@example.com>;tag=2
Call-ID: seed-3
CSeq: 3 BYE
Content-Length: 0`,
  `SIP/2.0 200 OK
Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKseed4
From: <sip:a@example.com>;tag=1
To: <sip:b@example.com>;tag=2
Call-ID: seed-4
CSeq: 4 INVITE
Contact: <sip:b@127.0.0.1>
Content-Length: 0`,
].map((text) => `${text.replaceAll('\n', '\r\n')}\r\n\r\n`)

const nasty = [
  '\r\n',
  '\r\n\r\n',
  '"',
  '<',
  '>',
  ';',
  ',',
  '%',
  '\0',
  ':',
  '@',
  ' ',
  '\t',
  'Content-Length: 99999999\r\n',
  '\xff\xfe',
]

/** A message broken in a few random places: bytes changed, removed, repeated, or something nasty put in. */
export function mutateMessage(message: string, random: () => number): Buffer {
  let text = message
  const at = () => Math.floor(random() * (text.length + 1))
  for (let change = 1 + Math.floor(random() * 6); change > 0; change--) {
    const from = at()
    const length = Math.floor(random() * 20)
    const kind = Math.floor(random() * 4)
    if (kind === 0) text = text.slice(0, from) + text.slice(from + length)
    else if (kind === 1) text = text.slice(0, from + length) + text.slice(from)
    else if (kind === 2)
      text = text.slice(0, from) + (nasty[Math.floor(random() * nasty.length)] ?? '') + text.slice(from)
    else text = text.slice(0, from) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(from + 1)
  }
  return Buffer.from(text, 'latin1')
}

/** The same pseudo-random numbers for the same seed (mulberry32), so that a failure can be seen again. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
