/** Families of the machine itself: without a glyph server MapLibre draws letters from local fonts. */
export const textFont = ['Inter', 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', 'sans-serif'];
