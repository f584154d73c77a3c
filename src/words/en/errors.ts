// Sentences for when something does not work.
export const errors = {
  notFound: 'There is nothing here that you can see. The link may be old, or belong to somebody else.',
  crossSite: 'This request came from another site, so we did not act on it. Nothing changed.',
  badRequest: 'We could not read that request. Nothing changed.',
  tooLarge: 'That was more than we can take in one go. Nothing changed.',
  tooMany: 'That was a lot in a short time. Wait a moment, then try again.',
  internal: 'Something broke on our side. What you had saved before is safe.',
  unavailable: 'The shop cannot reach its records right now. What you had saved before is safe.',
  outside: 'A service we rely on does not answer right now. What you had saved before is safe.',
  requestId: (id: string) => `If you write to us, mention ${id}.`,
  home: 'Back to the shop',
  pages: {
    '400': { title: 'We could not read that', next: 'Go back and try once more.' },
    '403': { title: 'We did not do that', next: 'Open the shop in your browser and try there.' },
    '404': { title: 'Nothing at this address', next: 'Check the link, or start from the shop.' },
    '409': {
      title: 'That is not possible any more',
      next: 'Go back and load the page again to see how things stand.',
    },
    '413': { title: 'That is too large', next: 'Send less, or a smaller file.' },
    '415': { title: 'We cannot use this kind of file', next: 'Go back and send another kind.' },
    '422': { title: 'Something needs another look', next: 'Go back, change it and send it again.' },
    '429': { title: 'A little slower', next: 'Try again in a few minutes.' },
    '500': {
      title: 'This one is our fault',
      next: 'Try again in a minute. We have a note of what happened.',
    },
    '503': { title: 'Back in a moment', next: 'Wait a moment and load the page again.' },
  },
};
