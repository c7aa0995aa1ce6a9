// Colours of what is drawn on canvas, light and dark. Categories use the Okabe-Ito palette; shape tells them too.

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

const GROUPS = {
  attack: "#c8470a",
  force: "#0067a5",
  infrastructure: "#8a5a00",
  civil: "#00795a",
  politics: "#a8467f",
  count: "#6a4fa3",
  other: "#5c6066",
};

const DARK_GROUPS = {
  attack: "#ff8a4c",
  force: "#5db4f0",
  infrastructure: "#f0b43c",
  civil: "#2fc79c",
  politics: "#e58fc0",
  count: "#b7a3ee",
  other: "#b4bac2",
};

export const LIGHT: Palette = {
  dark: false,
  sea: "#d3e1ea",
  land: "#f6f4ee",
  coast: "#9db6c6",
  border: "#8d8579",
  admin: "#d3ccbf",
  river: "#a9c8dc",
  countryName: "#6d675e",
  adminName: "#8a8377",
  cityName: "#3b3a37",
  cityDot: "#5b5953",
  halo: "rgba(246,244,238,0.9)",
  disputed: "#a3365a",
  paper: "#ffffff",
  ink: "#1c2126",
  faint: "#8b9199",
  focus: "#111417",
  groups: GROUPS,
  counts: ["#e6e0f2", "#cbbfe5", "#ab97d3", "#8a70bf", "#664aa3"],
};

export const DARK: Palette = {
  dark: true,
  sea: "#0f1820",
  land: "#212930",
  coast: "#4a6172",
  border: "#7d868e",
  admin: "#39434c",
  river: "#33536a",
  countryName: "#a4adb5",
  adminName: "#828c95",
  cityName: "#d6dbe0",
  cityDot: "#aeb6bd",
  halo: "rgba(28,35,41,0.88)",
  disputed: "#f08cab",
  paper: "#1a2127",
  ink: "#eef1f4",
  faint: "#79838c",
  focus: "#ffffff",
  groups: DARK_GROUPS,
  counts: ["#3a3354", "#51457a", "#6d5da0", "#8d7cc4", "#b3a4e6"],
};

export function currentPalette(): Palette {
  return matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT;
}
