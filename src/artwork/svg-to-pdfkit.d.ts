// The one function of svg-to-pdfkit, as we use it; the package brings no types.
declare module 'svg-to-pdfkit' {
  export default function svgToPdf(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      width: number;
      height: number;
      preserveAspectRatio?: string;
      imageCallback: (link: string) => string;
      documentCallback?: undefined;
      fontCallback: (family: string) => string;
      warningCallback: (warning: string) => void;
    },
  ): void;
}
