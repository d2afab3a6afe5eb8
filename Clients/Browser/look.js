// Which part of a picture is seen, and how large. A look is relative to the picture, so that the
// next one, of whatever size, shows the same part: `zoom` is 1 where all of it fits, and `x` and
// `y` are the place in it (from 0 to 1) that is in the middle of the window. Sizes have `width` and
// `height`; those of windows, and points in them, are in the units of CSS.

/** The largest scale, in pixels of the screen for one of the picture. */
const largest = 64;
/** From this scale on each pixel is a square. */
const squares = 4;

/** All of the picture. */
export const whole = Object.freeze({ zoom: 1, x: 0.5, y: 0.5 });

/** The scale at which all of the picture is seen. */
export function fitting(picture, window) {
  return Math.min(window.width / picture.width, window.height / picture.height);
}

/** The look at `zoom`, or at the nearest there is, with the same point of the picture at `at`. */
export function zoomed(look, zoom, at, picture, window, pixelRatio) {
  const fit = fitting(picture, window);
  const most = Math.max(1, largest / (fit * pixelRatio));
  const least = Math.min(1, 1 / (fit * pixelRatio));
  const next = Math.min(most, Math.max(least, zoom));
  const kept = (axis, side) => {
    const distance = at[axis] - window[side] / 2;
    return look[axis] + (distance / look.zoom - distance / next) / (fit * picture[side]);
  };
  return within({ zoom: next, x: kept("x", "width"), y: kept("y", "height") }, picture, window);
}

/** The look after the picture was moved by so much in the window. */
export function moved(look, by, picture, window) {
  const scale = fitting(picture, window) * look.zoom;
  const x = look.x - by.x / (scale * picture.width);
  const y = look.y - by.y / (scale * picture.height);
  return within({ ...look, x, y }, picture, window);
}

/** The look with no more of the surroundings in the window than there has to be. */
export function within(look, picture, window) {
  const scale = fitting(picture, window) * look.zoom;
  const held = (place, side) => {
    const half = window[side] / 2 / (scale * picture[side]);
    return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, place));
  };
  return { zoom: look.zoom, x: held(look.x, "width"), y: held(look.y, "height") };
}

/** The zoom at which each pixel of the picture is one of the screen. */
export function oneToOne(picture, window, pixelRatio) {
  return 1 / (fitting(picture, window) * pixelRatio);
}

/** Where the picture lies in the window: its left upper corner, its size, and how it is drawn. */
export function placed(look, picture, window, pixelRatio) {
  const scale = fitting(picture, window) * look.zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    left: window.width / 2 - look.x * width,
    top: window.height / 2 - look.y * height,
    width,
    height,
    scale: scale * pixelRatio,
    hasSquares: scale * pixelRatio >= squares,
  };
}
