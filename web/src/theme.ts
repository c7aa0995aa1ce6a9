// Colours of what is drawn on canvas, light and dark: those of symbols.json, which the stills draw with too.

import look from "../../geomap/maps/symbols.json";

export interface Palette {
  dark: boolean;
  sea: string;
  land: string;
  coast: string;
  border: string;
  admin: string;
  river: string;
  countryName: string;
  adminName: string;
  waterName: string;
  cityName: string;
  cityDot: string;
  halo: string;
  disputed: string;
  paper: string;
  ink: string;
  faint: string;
  focus: string;
  groups: Record<string, string>;
  counts: string[];
}

export const LIGHT: Palette = look.palettes.light;
export const DARK: Palette = look.palettes.dark;

const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

/** The palette of the day. Kept, for asking the browser each time makes it lay out the page. */
export const theme = { palette: dark?.matches === true ? DARK : LIGHT };

export function onThemeChange(run: () => void): void {
  dark?.addEventListener("change", (event) => {
    theme.palette = event.matches ? DARK : LIGHT;
    run();
  });
}
