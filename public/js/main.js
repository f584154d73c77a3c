// @ts-check
// Brings a page to life: each data-enhance names one module of this folder, loaded only where it is asked for.
// A module exports enhance(element). Everything works without.

for (const element of document.querySelectorAll('[data-enhance]')) {
  const names = element.getAttribute('data-enhance')?.split(/\s+/) ?? [];
  for (const name of names.filter(Boolean)) {
    import(`./${name}.js`).then((behaviour) => behaviour.enhance(element));
  }
}
