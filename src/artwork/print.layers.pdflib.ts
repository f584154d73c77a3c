// Which layers of a customer's PDF show: those that are off must stay off on our page. Runs in the decoder child only.
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';

export interface Layer {
  ref: PDFRef;
  isOn: boolean;
}

/** As a viewer shows them, because that is what the customer saw. */
export function layersOf(document: PDFDocument): Layer[] {
  const properties = document.catalog.lookup(name('OCProperties'));
  const defaults = dictIn(properties, 'D');
  const base = dictAt(defaults, 'BaseState') !== name('OFF');
  const [on, off] = [refsIn(defaults, 'ON'), refsIn(defaults, 'OFF')];
  const viewed = autoStates(defaults);
  return refsIn(properties, 'OCGs').map((ref) => {
    const stated = on.includes(ref) ? true : off.includes(ref) ? false : base;
    const group = document.context.lookup(ref);
    const usage = viewed.includes(ref)
      ? dictAt(dictIn(dictIn(group, 'Usage'), 'View'), 'ViewState')
      : undefined;
    return { ref, isOn: usage === undefined ? stated : usage !== name('OFF') };
  });
}

/** Layers that say by themselves whether they show on a screen. */
function autoStates(defaults: PDFDict | undefined): PDFRef[] {
  const rules = dictAt(defaults, 'AS');
  if (!(rules instanceof PDFArray)) return [];
  return rules.asArray().flatMap((_, at) => {
    const rule = rules.lookup(at);
    return dictAt(rule, 'Event') === name('View') ? refsIn(rule, 'OCGs') : [];
  });
}

function refsIn(dict: PDFObject | undefined, key: string): PDFRef[] {
  const list = dictAt(dict, key);
  return list instanceof PDFArray ? list.asArray().filter((each) => each instanceof PDFRef) : [];
}

function dictIn(dict: PDFObject | undefined, key: string): PDFDict | undefined {
  const found = dictAt(dict, key);
  return found instanceof PDFDict ? found : undefined;
}

function dictAt(dict: PDFObject | undefined, key: string): PDFObject | undefined {
  return dict instanceof PDFDict ? dict.lookup(name(key)) : undefined;
}

function name(text: string): PDFName {
  return PDFName.of(text);
}
