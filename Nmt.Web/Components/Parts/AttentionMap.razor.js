// Walking the heat map with the keyboard (the grid pattern of WAI-ARIA: one tab stop, arrows move, no wrapping) and
// reading a cell under the pointer. All of it stays in the browser.
const moves = {
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  ArrowUp: ([row, column]) => [row - 1, column],
  ArrowDown: ([row, column]) => [row + 1, column],
  Home: ([row], _, event) => [event.ctrlKey ? 0 : row, 0],
  End: ([row], [rows, columns], event) => [event.ctrlKey ? rows - 1 : row, columns - 1],
  PageUp: ([, column]) => [0, column],
  PageDown: ([, column], [rows]) => [rows - 1, column],
};

export function attach(root) {
  const events = new AbortController();
  const on = (name, handler) => root.addEventListener(name, handler, { signal: events.signal });
  const cellOf = event => event.target.closest?.('[data-cell]');
  const placeOf = cell => cell.dataset.cell.split(',').map(Number);

  const read = cell => {
    const readout = root.querySelector('[data-readout]');
    if (readout && cell) {
      readout.textContent = cell.getAttribute('aria-label');
    }
  };

  const mark = cell => {
    for (const label of root.querySelectorAll('.lit')) {
      label.classList.remove('lit');
    }

    if (cell) {
      const [row, column] = placeOf(cell);
      root.querySelector(`[data-row="${row}"]`)?.classList.add('lit');
      root.querySelector(`[data-column="${column}"]`)?.classList.add('lit');
      read(cell);
    }
  };

  on('pointerover', event => cellOf(event) && mark(cellOf(event)));
  on('focusin', event => cellOf(event) && mark(cellOf(event)));
  on('keydown', event => {
    const cell = cellOf(event);
    const move = moves[event.key];
    if (!cell || !move) {
      return;
    }

    event.preventDefault();
    const grid = cell.closest('[role=grid]');
    const size = [Number(grid.dataset.rows), Number(grid.dataset.columns)];
    const next = root.querySelector(`[data-cell="${move(placeOf(cell), size, event).join(',')}"]`);
    if (next) {
      cell.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    }
  });

  return { dispose: () => events.abort() };
}
