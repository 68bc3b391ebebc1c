// Blazor's script sets a class for each state of the connection. Where it gives up (after minutes without an answer, or
// because the server is another one) the page goes on by itself once the server is there: it takes its circuit up again,
// and where that is gone it reloads: the text lives in the page's address and session storage.
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

async function whenBack(goOn) {
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, pollEvery));
    try {
      if (await answers()) {
        await goOn();
        return;
      }
    } catch {
      // It answered, and is gone again.
    }
  }
}

async function reconnect() {
  if (!await Blazor.reconnect()) {
    location.reload();
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
    whenBack(() => location.reload());
  } else if (now === 'failed') {
    whenBack(reconnect);
  } else if (now === 'hide') {
    document.dispatchEvent(new Event('nmt:reconnected'));
  }
}).observe(bar, { attributes: true, attributeFilter: ['class'] });
