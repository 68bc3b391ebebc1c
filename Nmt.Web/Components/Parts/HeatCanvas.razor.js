// A heat map of many cells: painted from one array of floats, in the colours of the legend beside it, walked with the
// arrow keys (the grid pattern of WAI-ARIA: one tab stop, no wrapping) and read under the pointer.
const places = {
  Share: value => value,
  Signed: value => (value + 1) / 2,
  Squashed: value => (Math.tanh(value) + 1) / 2,
};

const moves = {
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  ArrowUp: ([row, column]) => [row - 1, column],
  ArrowDown: ([row, column]) => [row + 1, column],
  Home: ([row], _, event) => [event.ctrlKey ? 0 : row, 0],
  End: ([row], [rows, columns], event) => [event.ctrlKey ? rows - 1 : row, columns - 1],
  PageUp: ([row, column]) => [Math.max(0, row - 10), column],
  PageDown: ([row, column], [rows]) => [Math.min(rows - 1, row + 10), column],
};

const font = '12px system-ui, sans-serif';

export function attach(root, page) {
  const board = root.querySelector('[data-board]');
  const canvas = board.querySelector('canvas');
  const spoken = board.querySelector('[role=gridcell]');
  const readout = root.querySelector('[data-readout]');
  const brush = canvas.getContext('2d');
  const events = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  let picture = null;
  let chosen = null;
  let cursor = [0, 0];

  // The legend's steps as the browser shows them now: they differ between a light page and a dark one.
  const palette = () => {
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    return [...root.closest('.heat').querySelectorAll('[data-stop]')].map(stop => {
      pixel.fillStyle = getComputedStyle(stop).fill;
      pixel.fillRect(0, 0, 1, 1);
      return [...pixel.getImageData(0, 0, 1, 1).data];
    });
  };

  const colour = (stops, place) => {
    const at = Math.min(Math.max(place, 0), 1) * (stops.length - 1);
    const below = Math.min(Math.floor(at), stops.length - 2);
    return stops[below].map((part, index) => part + ((stops[below + 1][index] - part) * (at - below)));
  };

  const cells = () => {
    const image = new ImageData(picture.columns.length, picture.rows.length);
    const stops = palette();
    picture.values.forEach((value, index) => {
      if (!Number.isNaN(value)) {
        image.data.set(colour(stops, places[picture.scale](value)), index * 4);
      }
    });
    const sheet = new OffscreenCanvas(image.width, image.height);
    sheet.getContext('2d').putImageData(image, 0, 0);
    return sheet;
  };

  const layout = () => {
    const [rows, columns] = [picture.rows.length, picture.columns.length];
    const wide = Math.max(...picture.columns.map(label => label.length));
    return {
      wide: Math.min(32, Math.max(6, Math.floor(900 / columns))),
      high: rows > 120 ? 6 : rows > 60 ? 8 : 14,
      left: 84,
      top: 18 + Math.ceil(wide * 5.2),
    };
  };

  const heads = place => {
    const style = getComputedStyle(root);
    brush.font = font;
    brush.fillStyle = style.color;
    brush.textBaseline = 'middle';
    const everyColumn = Math.ceil(14 / place.wide);
    picture.columns.forEach((label, column) => {
      if (column % everyColumn === 0) {
        brush.save();
        brush.translate(place.left + ((column + .5) * place.wide), place.top - 6);
        brush.rotate(-Math.PI / 4);
        brush.fillText(label, 0, 0);
        brush.restore();
      }
    });
    brush.textAlign = 'end';
    const everyRow = Math.ceil(14 / place.high);
    picture.rows.forEach((label, row) => {
      if (row % everyRow === 0) {
        brush.fillText(label, place.left - 8, place.top + ((row + .5) * place.high), place.left - 10);
      }
    });
    brush.textAlign = 'start';
  };

  const draw = () => {
    if (!picture) {
      return;
    }

    const place = picture.place = layout();
    const [width, height] = [place.wide * picture.columns.length, place.high * picture.rows.length];
    const [across, down] = [place.left + width + place.top, place.top + height + 2];
    canvas.width = across * devicePixelRatio;
    canvas.height = down * devicePixelRatio;
    canvas.style.width = `${across}px`;
    canvas.style.height = `${down}px`;
    brush.scale(devicePixelRatio, devicePixelRatio);
    heads(place);
    brush.imageSmoothingEnabled = false;
    brush.drawImage(picture.sheet ??= cells(), place.left, place.top, width, height);
    brush.strokeStyle = getComputedStyle(root).color;
    if (chosen !== null) {
      brush.lineWidth = 1.5;
      brush.strokeRect(place.left - 1, place.top + (chosen * place.high) - 1, width + 2, place.high + 2);
    }

    if (document.activeElement === board) {
      brush.lineWidth = 3;
      brush.strokeRect(place.left + (cursor[1] * place.wide) - 1, place.top + (cursor[0] * place.high) - 1, place.wide + 2, place.high + 2);
    }
  };

  const show = value => Number.isNaN(value) ? '–' : value.toFixed(2);
  const label = ([row, column]) =>
    `${picture.rows[row]}, “${picture.columns[column]}”: ${show(picture.values[(row * picture.columns.length) + column])}`;

  const reach = cell => {
    const [rows, columns] = [picture.rows.length, picture.columns.length];
    if (cell[0] >= 0 && cell[0] < rows && cell[1] >= 0 && cell[1] < columns) {
      cursor = cell;
      spoken.parentElement.setAttribute('aria-rowindex', cell[0] + 1);
      spoken.setAttribute('aria-colindex', cell[1] + 1);
      spoken.setAttribute('aria-label', label(cell));
      spoken.textContent = label(cell);
      readout.textContent = label(cell);
      draw();
    }
  };

  const choose = async row => {
    try {
      await page.invokeMethodAsync('OnChosenAsync', row);
    } catch {
      // The connection is down; the row can be chosen again when it is back.
    }
  };

  const under = event => {
    const place = picture?.place;
    const box = canvas.getBoundingClientRect();
    const cell = place && [
      Math.floor((event.clientY - box.top - place.top) / place.high),
      Math.floor((event.clientX - box.left - place.left) / place.wide),
    ];
    return cell && cell[0] >= 0 && cell[0] < picture.rows.length && cell[1] >= 0 && cell[1] < picture.columns.length ? cell : null;
  };

  on(canvas, 'pointermove', event => {
    const cell = under(event);
    if (cell) {
      readout.textContent = label(cell);
    }
  });
  on(canvas, 'click', event => {
    const cell = under(event);
    if (cell) {
      reach(cell);
      choose(cell[0]);
    }
  });
  on(board, 'focus', () => picture && reach(cursor));
  on(board, 'blur', draw);
  on(board, 'keydown', event => {
    if (!picture || event.altKey || event.metaKey) {
      return;
    }

    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      reach(move(cursor, [picture.rows.length, picture.columns.length], event));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(cursor[0]);
    }
  });

  // Another scheme, other colours.
  const repaint = () => {
    if (picture) {
      picture.sheet = null;
      draw();
    }
  };
  on(matchMedia('(prefers-color-scheme: dark)'), 'change', repaint);
  const scheme = new MutationObserver(repaint);
  scheme.observe(document.documentElement, { attributeFilter: ['data-theme'] });

  return {
    mark(row) {
      chosen = row;
      draw();
    },
    paint(bytes, rows, columns, scale) {
      // The bytes need not begin where a float may.
      picture = { values: new Float32Array(bytes.slice().buffer), rows, columns, scale };
      cursor = [Math.min(cursor[0], rows.length - 1), Math.min(cursor[1], columns.length - 1)];
      draw();
      canvas.dataset.painted = `${rows.length}x${columns.length}`;
    },
    dispose() {
      events.abort();
      scheme.disconnect();
    },
  };
}
