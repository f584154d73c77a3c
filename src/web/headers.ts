// Security headers, the same on every answer: computed once, set as they are.
import helmet from 'helmet';

export function securityHeaders(options: { secure: boolean; payOrigins: readonly string[] }) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // Chromium applies form-action to the redirect that answers the form too
        formAction: ["'self'", ...options.payOrigins],
      },
    },
    strictTransportSecurity: options.secure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}
