// The first frame belongs to what the page shows. The scripts that make it alive are fetched beside it (link data-then) and begin
// after it, in their order; a page that nobody looks at draws no frame.

const UNSEEN = 1_000;
let begun = false;

async function begin() {
  if (begun) return;
  begun = true;
  for (const { href, rel, dataset } of document.querySelectorAll('link[data-then]')) {
    if (rel === 'modulepreload') { await import(href); continue; }
    const script = Object.assign(document.createElement('script'), { src: href });
    script.setAttribute('autostart', dataset.then);
    await new Promise((loaded, failed) => { script.onload = loaded; script.onerror = failed; document.head.append(script); });
  }
}

requestAnimationFrame(() => setTimeout(begin));
setTimeout(begin, UNSEEN);
