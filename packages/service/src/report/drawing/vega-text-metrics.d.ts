/** The part of Vega's interface for measuring text that its own types leave out; servers without a canvas set `width`. */
declare module 'vega' {
  export const textMetrics: {
    width: (item: { readonly fontSize?: number; readonly fontWeight?: string | number }, text: unknown) => number;
  };
}

export {};
