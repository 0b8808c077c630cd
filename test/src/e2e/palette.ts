export interface Palette {
  readonly palette: readonly number[];
  /** The number of the entry that stands for a colour of the picture. */
  indexOf(rgb: number): number;
}

const entriesMax = 256;

interface Counted {
  readonly rgb: number;
  readonly count: number;
}

/**
 * The colours of a picture, or where there are too many, 256 that come near to them: the box of
 * all colours is halved again and again, always the one with the most to lose.
 */
export function choosePalette(pixels: Uint32Array): Palette {
  const counts = new Map<number, number>();
  for (const rgb of pixels) counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
  const boxes: Counted[][] = [[...counts].map(([rgb, count]) => ({ rgb, count }))];
  while (boxes.length < entriesMax) {
    const worst = worstOf(boxes);
    const box = boxes[worst] ?? [];
    if (box.length < 2) break;
    boxes.splice(worst, 1, ...halves(box));
  }
  const indices = new Map(boxes.flatMap((box, index) => box.map(({ rgb }) => [rgb, index])));
  return { palette: boxes.map(middleOf), indexOf: (rgb) => indices.get(rgb) ?? 0 };
}

function worstOf(boxes: readonly (readonly Counted[])[]): number {
  const losses = boxes.map((box) => (box.length < 2 ? -1 : spread(box, widestOf(box)) ** 2));
  const weighed = losses.map((loss, index) => loss * Math.sqrt(sum(boxes[index] ?? [])));
  return weighed.indexOf(Math.max(...weighed));
}

/** Half of the colours by how often they are there, along the channel in which they differ most. */
function halves(box: readonly Counted[]): [Counted[], Counted[]] {
  const shift = widestOf(box);
  const sorted = box.toSorted((one, other) => channel(one, shift) - channel(other, shift));
  const half = sum(box) / 2;
  let seen = 0;
  let cut = sorted.findIndex(({ count }) => {
    seen += count;
    return seen >= half;
  });
  cut = Math.min(Math.max(cut, 1), sorted.length - 1);
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

/** What most of a box looks like: text on a background keeps the background's own colour. */
function middleOf(box: readonly Counted[]): number {
  const [most] = box.toSorted((one, other) => other.count - one.count);
  if (most && most.count * 2 >= sum(box)) return most.rgb;
  const total = sum(box);
  return [16, 8, 0].reduce((rgb, shift) => {
    const weighed = box.reduce((all, each) => all + channel(each, shift) * each.count, 0);
    return rgb | (Math.round(weighed / total) << shift);
  }, 0);
}

function widestOf(box: readonly Counted[]): number {
  return [16, 8, 0].reduce((best, shift) =>
    spread(box, shift) > spread(box, best) ? shift : best,
  );
}

function spread(box: readonly Counted[], shift: number): number {
  let [low, high] = [255, 0];
  for (const each of box) {
    const value = channel(each, shift);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

function channel({ rgb }: Counted, shift: number): number {
  return (rgb >> shift) & 255;
}

function sum(box: readonly Counted[]): number {
  return box.reduce((total, { count }) => total + count, 0);
}
