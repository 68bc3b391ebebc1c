// Shortcuts, the list of shortcuts, and copying: all that needs no server.
const shownFor = 2000;

const dialog = () => document.querySelector('[data-shortcuts]');
const typing = element => element.closest('textarea, input, select, [contenteditable]') !== null;

async function write(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }

  // Plain http from another machine: no clipboard API there.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

async function copy(button, text, said) {
  if (text === '') {
    return;
  }

  await write(text);
  button.dataset.copied = '';
  button.querySelector('[role=status]').textContent = said;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    delete button.dataset.copied;
    button.querySelector('[role=status]').textContent = '';
  }, shownFor);
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-copy]');
  const link = event.target.closest('[data-copy-link]');
  if (button) {
    copy(button, document.querySelector(button.dataset.copy)?.textContent ?? '', 'Copied');
  } else if (link) {
    // A long text does not fit into an address.
    const whole = new URL(location.href).searchParams.has('q');
    copy(link, location.href, whole ? 'Link copied' : 'Link copied, without the text: it is too long');
  } else if (event.target.closest('[data-open-shortcuts]')) {
    dialog()?.showModal();
  }
});

document.addEventListener('keydown', event => {
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key === '?' && plain && !typing(event.target)) {
    event.preventDefault();
    dialog()?.showModal();
  } else if (event.altKey && !event.ctrlKey && event.code === 'KeyS') {
    event.preventDefault();
    document.querySelector('[data-swap]')?.click();
  } else if (event.altKey && !event.ctrlKey && event.code === 'KeyC') {
    event.preventDefault();
    document.querySelector('[data-copy]')?.click();
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.dispatchEvent(new Event('nmt:translate-now'));
  }
});
