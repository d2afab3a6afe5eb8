// How the wall is divided: tiles as large as they can be, of the shape that most pictures have.

/** Width to height of a tile. */
const shape = 16 / 10;
/** Tiles are made no narrower than this; the wall becomes higher than the window, and scrolls. */
const narrowest = 280;

/**
 * @param {number} count how many tiles
 * @param window its `width` and `height`
 * @param {number} gap between tiles
 * @returns `columns`, and the `width` and `height` of a tile
 */
export function layOut(count, window, gap) {
  const sized = (columns, width) => ({ columns, width, height: width / shape });
  const broadest = (columns) => (window.width - gap * (columns - 1)) / columns;
  let best = sized(1, 0);
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const highest = (window.height - gap * (rows - 1)) / rows;
    const width = Math.min(broadest(columns), highest * shape);
    if (width > best.width) best = sized(columns, width);
  }
  const fitting = Math.max(1, Math.floor((window.width + gap) / (narrowest + gap)));
  return best.width >= narrowest && fitting > 1 ? best : sized(fitting, broadest(fitting));
}
