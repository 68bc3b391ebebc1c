// Blazor's script sets a class for each state of the connection. The 9.0 script cannot resume a paused circuit, so the way
// back is reconnect(), and where the circuit is gone, a reload: the text lives in the page's address and session storage.
const bar = document.getElementById('components-reconnect-modal');
const state = name => bar.classList.contains(`components-reconnect-${name}`);
const pollEvery = 1000;

async function answers() {
  try {
    return (await fetch('healthz/live', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

async function reloadWhenBack() {
  while (!await answers()) {
    await new Promise(resolve => setTimeout(resolve, pollEvery));
  }

  location.reload();
}

async function retry() {
  try {
    if (!await Blazor.reconnect()) {
      location.reload();
    }
  } catch {
    // Still no answer: the bar stays and so does the button.
  }
}

let last = '';
new MutationObserver(() => {
  const now = ['show', 'hide', 'failed', 'rejected'].find(state) ?? '';
  if (now === last) {
    return;
  }

  last = now;
  if (now === 'rejected') {
    reloadWhenBack();
  } else if (now === 'hide') {
    document.dispatchEvent(new Event('nmt:reconnected'));
  }
}).observe(bar, { attributes: true, attributeFilter: ['class'] });

bar.querySelector('[data-reconnect]').addEventListener('click', retry);
