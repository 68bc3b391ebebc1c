// Files out of what the page shows.
const space = 'http://www.w3.org/2000/svg';

// What the style sheets give a shape; a file has no style sheet.
const looks = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity',
  'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline',
];

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();

  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function dressed(svg) {
  const copy = svg.cloneNode(true);
  const [shapes, copies] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')];
  shapes.forEach((shape, index) => {
    const style = getComputedStyle(shape);
    for (const look of looks) {
      copies[index].setAttribute(look, style.getPropertyValue(look));
    }

    copies[index].removeAttribute('tabindex');
  });
  return copy;
}

// A canvas stands in the picture as it is: its cells are too many to be shapes.
function painted(canvas) {
  const image = document.createElementNS(space, 'image');
  image.setAttribute('href', canvas.toDataURL('image/png'));
  image.setAttribute('width', canvas.width);
  image.setAttribute('height', canvas.height);
  return image;
}

function sizeOf(picture) {
  return picture instanceof HTMLCanvasElement
    ? [picture.width, picture.height]
    : [picture.width.baseVal.value, picture.height.baseVal.value];
}

export function saveText(name, type, text) {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

export function savePicture(name, selector) {
  const home = document.querySelector(selector);
  const pictures = home ? [...home.querySelectorAll('svg, canvas')] : [];
  const all = document.createElementNS(space, 'svg');
  const ground = document.createElementNS(space, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(home?.closest('.card') ?? document.body).backgroundColor);
  all.append(ground);

  let [width, height] = [0, 0];
  for (const picture of pictures) {
    const [wide, high] = sizeOf(picture);
    const copy = picture instanceof HTMLCanvasElement ? painted(picture) : dressed(picture);
    copy.setAttribute('y', height);
    all.append(copy);
    width = Math.max(width, wide);
    height += high + 8;
  }

  all.setAttribute('viewBox', `0 0 ${width} ${height}`);
  all.setAttribute('width', width);
  all.setAttribute('height', height);
  save(name, new Blob([new XMLSerializer().serializeToString(all)], { type: 'image/svg+xml' }));
}
