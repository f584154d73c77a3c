// @ts-check
// Sends a design as soon as it is dropped, pasted or chosen, and shows how far it got. Sentences come from the form.

/** @param {HTMLFormElement} form */
export function enhance(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type="file"]'));
  const progress = /** @type {HTMLElement} */ (form.querySelector('.drop-progress'));
  const bar = /** @type {HTMLProgressElement} */ (form.querySelector('progress'));
  const picture = /** @type {HTMLImageElement} */ (form.querySelector('.drop-progress img'));
  const state = /** @type {HTMLElement} */ (form.querySelector('[role="status"]'));
  const problem = /** @type {HTMLElement} */ (form.querySelector('[role="alert"]'));
  let sending = false;

  input.addEventListener('change', () => input.files?.[0] && send(input.files[0]));
  form.addEventListener('submit', (event) => {
    const file = input.files?.[0];
    event.preventDefault();
    if (file) send(file);
    else input.click();
  });
  takeDrops(document, form, send);
  document.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return; // text goes where it was meant
    event.preventDefault();
    send(file);
  });

  /** @param {File} file */
  function send(file) {
    if (sending) return;
    sending = true;
    say('');
    reveal();
    lookAt(file);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) =>
      show(event.lengthComputable ? event.loaded / event.total : 0),
    );
    request.upload.addEventListener('load', () => show(1));
    request.addEventListener('error', () => fail(form.dataset.failed ?? ''));
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText);
      if (request.status === 201 && answer.url) location.assign(answer.url + chosenSoFar());
      else fail(answer.error?.message ?? form.dataset.failed ?? '');
    });
    const data = new FormData();
    data.append('artwork', file);
    show(0);
    request.send(data);
  }

  /** It may lie folded away where a file is dropped beside it. */
  function reveal() {
    form.closest('details')?.setAttribute('open', '');
    progress.hidden = false;
    form.scrollIntoView({ block: 'nearest' });
  }

  /** What the browser can draw by itself is seen before it was sent. @param {File} file */
  function lookAt(file) {
    picture.hidden = true;
    if (!file.type.startsWith('image/')) return;
    const address = URL.createObjectURL(file);
    picture.onload = () => {
      picture.hidden = false;
      URL.revokeObjectURL(address);
    };
    picture.onerror = () => URL.revokeObjectURL(address);
    picture.src = address;
  }

  /** @param {number} share */
  function show(share) {
    if (share < 1) bar.value = share * 100;
    else bar.removeAttribute('value'); // on its way through our hands now
    state.textContent = (share < 1 ? form.dataset.sending : form.dataset.opening) ?? '';
  }

  /** @param {string} sentence */
  function fail(sentence) {
    sending = false;
    progress.hidden = true;
    input.value = '';
    say(sentence);
  }

  /** @param {string} sentence */
  function say(sentence) {
    problem.textContent = sentence;
    problem.classList.toggle('field-problem', sentence !== '');
  }
}

/** What was chosen before goes along; the size starts anew in the proportions of the design. */
function chosenSoFar() {
  const form = document.querySelector('form[data-page]');
  if (!(form instanceof HTMLFormElement)) return '';
  const asked = new URLSearchParams(location.search);
  const data = new FormData(form);
  const query = new URLSearchParams({ product: String(data.get('product')) });
  for (const name of ['shape', 'material', 'finish', 'quantity', 'unit']) {
    const value = data.get(name);
    if (typeof value === 'string' && (asked.has(name) || wasChanged(form, name))) query.set(name, value);
  }
  return `?${query}`;
}

/** @param {HTMLFormElement} form @param {string} name */
function wasChanged(form, name) {
  const inputs = [...form.querySelectorAll(`input[name="${name}"]`)];
  return inputs.some((input) => {
    if (!(input instanceof HTMLInputElement)) return false;
    if (input.type === 'hidden') return input.value !== 'mm';
    return input.type === 'radio'
      ? input.checked !== input.defaultChecked
      : input.value !== input.defaultValue;
  });
}

/**
 * A file may be dropped anywhere on the page.
 * @param {Document} page
 * @param {HTMLElement} target
 * @param {(file: File) => void} take
 */
function takeDrops(page, target, take) {
  const carriesFile = (/** @type {DragEvent} */ event) =>
    event.dataTransfer?.types.includes('Files') === true;
  page.addEventListener('dragover', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    target.classList.add('is-over');
  });
  page.addEventListener(
    'dragleave',
    (event) => event.relatedTarget === null && target.classList.remove('is-over'),
  );
  page.addEventListener('drop', (event) => {
    target.classList.remove('is-over');
    if (!carriesFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

/** @param {string} text @returns {{ url?: string, error?: { message: string } }} */
function readAnswer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
