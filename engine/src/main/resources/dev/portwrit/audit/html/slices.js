// Long work is done a slice at a time, so that the page answers meanwhile.

const SLICE = 12; // milliseconds

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Calls step(0) to step(count - 1). False if it was no longer wanted. */
async function inSlices(count, step, isWanted = () => true) {
  let until = performance.now() + SLICE;
  for (let i = 0; i < count; i++) {
    if (performance.now() > until) {
      await pause();
      if (!isWanted()) return false;
      until = performance.now() + SLICE;
    }
    step(i);
  }
  return true;
}
