// Walking a picture with the keyboard (one tab stop, arrows move, no wrapping), reading a cell under the pointer, and
// telling the server which cell was reached or chosen. A cell may name its own neighbours: data-left, data-right.
const moves = {
  ArrowLeft: ([row, column], _, cell) => cell.dataset.left ?? `${row},${column - 1}`,
  ArrowRight: ([row, column], _, cell) => cell.dataset.right ?? `${row},${column + 1}`,
  ArrowUp: ([row, column]) => `${row - 1},${column}`,
  ArrowDown: ([row, column]) => `${row + 1},${column}`,
  Home: ([row], _, cell, event) => `${event.ctrlKey ? 0 : row},0`,
  End: ([row], [rows, columns], cell, event) => `${event.ctrlKey ? rows - 1 : row},${columns - 1}`,
  PageUp: ([, column]) => `0,${column}`,
  PageDown: ([, column], [rows]) => `${rows - 1},${column}`,
};

// Where the reader chose a cell last: the picture that follows from the choice takes the place of this one, and the reader
// stands in it where he stood.
let chosen = null;

export function attach(root, page, options) {
  const events = new AbortController();
  const on = (name, handler) => root.addEventListener(name, handler, { signal: events.signal });
  const cellAt = element => element?.closest?.('[data-cell]');
  const placeOf = cell => cell.dataset.cell.split(',').map(Number);
  const readout = root.querySelector('[data-readout]');
  const hint = readout.textContent;
  let dragged = null;

  const tell = async (method, cell) => {
    try {
      await page.invokeMethodAsync(method, ...placeOf(cell));
    } catch {
      // The connection is down; the cell can be chosen again when it is back.
    }
  };

  const mark = cell => {
    for (const lit of root.querySelectorAll('.lit')) {
      lit.classList.remove('lit');
    }

    const [row, column] = placeOf(cell);
    for (const part of root.querySelectorAll(`[data-row="${row}"], [data-column="${column}"], [data-of~="${cell.dataset.cell}"]`)) {
      part.classList.add('lit');
    }

    readout.textContent = cell.getAttribute('aria-label') ?? cell.querySelector('title')?.textContent ?? '';
  };

  const reach = cell => {
    for (const stop of root.querySelectorAll('[data-cell][tabindex="0"]')) {
      stop.setAttribute('tabindex', '-1');
    }

    cell.setAttribute('tabindex', '0');
    cell.focus();
  };

  on('pointerover', event => cellAt(event.target) && mark(cellAt(event.target)));
  on('focusin', event => {
    const cell = cellAt(event.target);
    if (cell) {
      mark(cell);
      if (options.reaches) {
        tell('OnReachedAsync', cell);
      }
    }
  });

  on('click', event => {
    const cell = cellAt(event.target);
    if (cell) {
      reach(cell);
      if (options.chooses && options.byPointer) {
        tell('OnChosenAsync', cell);
      }
    }
  });

  on('pointerdown', event => {
    dragged = options.chooses && options.byPointer ? cellAt(event.target) : null;
  });
  on('pointercancel', () => {
    dragged = null;
  });
  on('pointerup', event => {
    // A touch stays with the element where it began, so the place is asked for.
    const onto = cellAt(document.elementFromPoint(event.clientX, event.clientY));
    if (dragged && onto && onto !== dragged && root.contains(onto) && placeOf(onto)[0] === placeOf(dragged)[0]) {
      reach(onto);
      tell('OnChosenAsync', onto);
    }

    dragged = null;
  });

  on('keydown', event => {
    const cell = cellAt(event.target);
    if (!cell || event.altKey || event.metaKey) {
      return;
    }

    if (options.chooses && !event.ctrlKey && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      chosen = cell.dataset.cell;
      tell('OnChosenAsync', cell);
      return;
    }

    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      const grid = cell.closest('[data-rows]');
      const size = [Number(grid.dataset.rows), Number(grid.dataset.columns)];
      const next = root.querySelector(`[data-cell="${move(placeOf(cell), size, cell, event)}"]`);
      if (next) {
        reach(next);
      }
    }
  });

  const again = chosen === null || document.activeElement !== document.body ? null : root.querySelector(`[data-cell="${chosen}"]`);
  if (again) {
    reach(again);
    chosen = null;
  }

  // Whoever came before this script is met now; a test that walks waits for the mark.
  const present = root.contains(document.activeElement) ? cellAt(document.activeElement) : null;
  if (present) {
    mark(present);
    if (options.reaches) {
      tell('OnReachedAsync', present);
    }
  }

  root.toggleAttribute('data-ready', true);
  return {
    showEnd() {
      const scrolled = root.querySelector('.scroll');
      scrolled.scrollTo({ left: scrolled.scrollWidth });
      readout.textContent = hint;
    },
    dispose: () => events.abort(),
  };
}
