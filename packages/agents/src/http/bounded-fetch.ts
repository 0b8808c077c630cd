/** More than any sensible answer; what a server sends beyond it is not read. */
const bodyBytesMax = 64 * 1024 * 1024;

/** `fetch` whose body ends with an error where it grows too long. */
export async function boundedFetch(
  input: Parameters<typeof fetch>[0],
  init?: Parameters<typeof fetch>[1],
): Promise<Response> {
  const response = await fetch(input, init);
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit()), { status, statusText, headers });
}

function limit(): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size <= bodyBytesMax) controller.enqueue(chunk);
      else controller.error(new Error(`the answer has more than ${bodyBytesMax} bytes`));
    },
  });
}
