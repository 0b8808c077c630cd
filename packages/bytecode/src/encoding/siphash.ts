const mask = 0xffff_ffff_ffff_ffffn;

const rotate = (value: bigint, bits: bigint): bigint =>
  ((value << bits) | (value >> (64n - bits))) & mask;

/** SipHash-1-3 with both keys 0: 64 bits. For short inputs, such as the fields of a header. */
export function sipHash13(bytes: Uint8Array): bigint {
  let state: State = [
    0x736f6d6570736575n,
    0x646f72616e646f6dn,
    0x6c7967656e657261n,
    0x7465646279746573n,
  ];
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) state = absorb(state, word(bytes.subarray(at, at + 8)));
  const last = (BigInt(bytes.length & 0xff) << 56n) | word(bytes.subarray(whole));
  state = absorb(state, last);
  state = [state[0], state[1], state[2] ^ 0xffn, state[3]];
  for (let count = 0; count < 3; count += 1) state = round(state);
  return state[0] ^ state[1] ^ state[2] ^ state[3];
}

type State = readonly [bigint, bigint, bigint, bigint];

function absorb([v0, v1, v2, v3]: State, message: bigint): State {
  const [a, b, c, d] = round([v0, v1, v2, v3 ^ message]);
  return [a ^ message, b, c, d];
}

function round(state: State): State {
  let [v0, v1, v2, v3] = state;
  v0 = (v0 + v1) & mask;
  v1 = rotate(v1, 13n) ^ v0;
  v0 = rotate(v0, 32n);
  v2 = (v2 + v3) & mask;
  v3 = rotate(v3, 16n) ^ v2;
  v0 = (v0 + v3) & mask;
  v3 = rotate(v3, 21n) ^ v0;
  v2 = (v2 + v1) & mask;
  v1 = rotate(v1, 17n) ^ v2;
  v2 = rotate(v2, 32n);
  return [v0, v1, v2, v3];
}

function word(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
