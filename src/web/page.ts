// Renders a view inside its layout. Templates are compiled once; they get the words, the shell and a plain model.
import path from 'node:path';
import ejs from 'ejs';
import type { Request, Response } from 'express';
import { en, type Words } from '../words/en.ts';
import { asset } from './assets.ts';
import { takeFlash } from './flash.ts';
import { icon } from './icons.ts';
import type { Flash } from './session.store.ts';

const VIEWS = path.resolve(import.meta.dirname, '../../views');

/** What every layout knows beside the page's own model. */
export interface Shell {
  title: string;
  path: string;
  signedIn: 'nobody' | 'customer' | 'staff';
  name: string;
  role: string;
  cartCount: number;
  flash: Flash[];
}

/** A page's view model: plain data, never a spread of what somebody typed. */
export interface PageModel {
  title: string;
  [part: string]: unknown;
}

export interface PageOptions {
  status?: number;
  /** `layout` for the shop, `admin/layout` for the back office. */
  layout?: string;
  /** Says what is true this very moment, so it is made anew for everybody. */
  isLive?: boolean;
}

export function sendPage(
  req: Request,
  res: Response,
  view: string,
  model: PageModel,
  options: PageOptions = {},
): void {
  const html = renderPage(view, model, shellFor(req, model.title), options.layout ?? 'layout');
  res.locals.isLive = options.isLive ?? false;
  res
    .status(options.status ?? 200)
    .type('html')
    .send(html);
}

/** The whole document as text; also used for pages that are rendered once and kept. */
export function renderPage(view: string, model: PageModel, shell: Shell, layout = 'layout'): string {
  const locals = { ...model, t: en satisfies Words, shell, icon, asset };
  return template(layout)({ ...locals, body: template(view)(locals) });
}

/** A piece of a page, for scripts that ask for no more. */
export function renderPart(view: string, model: Record<string, unknown>): string {
  return template(view)({ ...model, t: en, icon, asset });
}

/** The shell of a visitor without a session: the same for everyone. */
export function publicShell(title: string, pathname: string): Shell {
  return { title, path: pathname, signedIn: 'nobody', name: '', role: '', cartCount: 0, flash: [] };
}

function shellFor(req: Request, title: string): Shell {
  const shell = publicShell(title, req.path);
  const { customer, staff } = req.visitor ?? { customer: null, staff: null };
  shell.signedIn = staff ? 'staff' : customer ? 'customer' : 'nobody';
  shell.name = staff?.name ?? customer?.name ?? '';
  shell.role = staff?.role ?? '';
  shell.cartCount = req.cartCount ?? 0;
  shell.flash = takeFlash(req);
  return shell;
}

type Template = (locals: Record<string, unknown>) => string;
const templates = new Map<string, Template>();

function template(view: string): Template {
  let compiled = templates.get(view);
  if (!compiled) {
    compiled = compileView(view);
    templates.set(view, compiled);
  }
  return compiled;
}

/** Compiles `views/<view>.ejs`; includes are looked up from the root of `views/`. */
export function compileView(view: string): Template {
  const filename = path.join(VIEWS, `${view}.ejs`);
  return ejs.compile(ejs.fileLoader(filename).toString(), {
    filename,
    root: [VIEWS],
    views: [VIEWS],
    cache: true,
  }) as Template; // without `async` it answers text
}
