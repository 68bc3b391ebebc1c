// A heat map on a canvas: the cells are bytes, and hovering, walking and reading need no server.
const mostPixels = 4_000_000;
const largestCell = 14;
const readableCell = 11;
const letter = 6.5;

export function attach(root, page, weights, palette, { sources, targets }) {
  const canvas = root.querySelector('canvas');
  const readout = root.querySelector('[data-readout]');
  const events = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  const [rows, columns] = [targets.length, sources.length];
  const cell = Math.max(2, Math.min(largestCell, Math.floor(Math.sqrt(mostPixels / (rows * columns)))));
  const labelled = cell >= readableCell;
  const longest = labels => Math.max(...labels.map(label => label.length)) * letter;
  const left = labelled ? Math.ceil(longest(targets)) + 10 : 4;
  const top = labelled ? Math.ceil(longest(sources) * 0.75) + 12 : 4;
  let place = [0, 0];

  const picture = document.createElement('canvas');
  [picture.width, picture.height] = [columns, rows];
  const pixels = new ImageData(columns, rows);
  weights.forEach((weight, index) => {
    pixels.data.set(palette.subarray(3 * weight, 3 * weight + 3), 4 * index);
    pixels.data[4 * index + 3] = 255;
  });
  picture.getContext('2d').putImageData(pixels, 0, 0);

  function write(context) {
    context.fillStyle = getComputedStyle(canvas).color;
    context.font = '11px sans-serif';
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    targets.forEach((label, row) => context.fillText(label, left - 6, top + cell * (row + 0.5)));
    context.textAlign = 'left';
    sources.forEach((label, column) => {
      context.save();
      context.translate(left + cell * (column + 0.5), top - 5);
      context.rotate(-Math.PI / 4);
      context.fillText(label, 0, 0);
      context.restore();
    });
  }

  function draw() {
    [canvas.width, canvas.height] = [left + cell * columns + top, top + cell * rows + 4];
    const context = canvas.getContext('2d');
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, left, top, cell * columns, cell * rows);
    if (labelled) {
      write(context);
    }

    if (document.activeElement === canvas) {
      context.lineWidth = 3;
      context.strokeStyle = '#fff';
      context.strokeRect(left + cell * place[1] - 2, top + cell * place[0] - 2, cell + 4, cell + 4);
      context.lineWidth = 1.5;
      context.strokeStyle = '#000';
      context.strokeRect(left + cell * place[1] - 2, top + cell * place[0] - 2, cell + 4, cell + 4);
    }
  }

  const read = ([row, column]) => {
    readout.textContent = `“${targets[row]}” looks at “${sources[column]}”: ${(weights[row * columns + column] / 255).toFixed(2)}`;
  };

  const at = event => {
    const box = canvas.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - top) / cell);
    const column = Math.floor((event.clientX - box.left - left) / cell);
    return row >= 0 && row < rows && column >= 0 && column < columns ? [row, column] : null;
  };

  const choose = async chosen => {
    try {
      await page.invokeMethodAsync('OnChosenAsync', ...chosen);
    } catch {
      // The connection is down; the cell can be chosen again when it is back.
    }
  };

  const within = (value, count) => Math.max(0, Math.min(count - 1, value));
  const moves = {
    ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
    Home: [0, -columns], End: [0, columns], PageUp: [-rows, 0], PageDown: [rows, 0],
  };

  on(canvas, 'pointermove', event => at(event) && read(at(event)));
  on(canvas, 'click', event => at(event) && choose(at(event)));
  on(canvas, 'focus', () => {
    draw();
    read(place);
  });
  on(canvas, 'blur', draw);
  on(canvas, 'keydown', event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(place);
    } else if (moves[event.key] && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const [down, right] = moves[event.key];
      place = [within(place[0] + down, rows), within(place[1] + right, columns)];
      draw();
      read(place);
    }
  });

  // The labels take the ink of the theme.
  const themes = new MutationObserver(draw);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  on(matchMedia('(prefers-color-scheme: dark)'), 'change', draw);
  draw();
  root.toggleAttribute('data-ready', true);

  return {
    dispose() {
      themes.disconnect();
      events.abort();
    },
  };
}
