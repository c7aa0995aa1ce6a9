// The names on the map: countries, waters, cities, provinces, disputed lines; clear of each other and of marks.

import { wrapped, type Basemap, type Box, type Named } from "./basemap";
import type { Line } from "./codec";
import { Labels } from "./labels";
import { projectX, projectY } from "./mercator";
import { Sheet, type View } from "./sheet";
import { theme } from "./theme";
import { countryCalled, LOCALE } from "./words";

const FAMILY = "system-ui, sans-serif";
/** Least thousands of people a city has to be named, from a zoom on. */
const LEAST_CITY: readonly [number, number][] = [[10, 0], [9, 5], [8, 15], [7, 40], [6, 90], [5, 300], [4, 1200], [0, 4000]];
const MOST_TRIES = 14;
/** Pixels of a disputed line to each side of its name's middle. */
const NAME_REACH = 70;

interface Style {
  font: string;
  colour: string;
  spacing?: number;
  /** Degrees, clockwise on the screen. */
  angle?: number;
  tall?: number;
}

export class Names extends Sheet {
  constructor(
    private readonly basemap: Basemap,
    private readonly taken: () => Box[],
    private readonly spoken: (name: string, lon: number, lat: number) => boolean,
  ) {
    super();
  }

  protected draw(view: View): void {
    const { context, zoom } = view;
    const labels = new Labels();
    for (const box of this.taken()) labels.block(box);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const writer = new Writer(view, labels);
    const seen = this.basemap.seen(view);
    const cities = this.cities(view);
    this.drawCountries(writer, seen.flatMap((cell) => cell.names("t")));
    for (const cell of seen) for (const { name, lines } of cell.disputed()) if (zoom >= 5.5) nameLine(writer, name, lines);
    const first = cities.filter((city) => great(city[3], city[4]));
    for (const city of first) this.drawCity(writer, city);
    drawWaters(writer, [...this.basemap.world.names("w"), ...seen.flatMap((cell) => cell.names("w"))]);
    for (const city of cities) if (!first.includes(city)) this.drawCity(writer, city);
    if (zoom < 5.5) return;
    const style = { font: `italic 12px ${FAMILY}`, colour: theme.palette.adminName, spacing: 0.6 };
    for (const cell of seen) {
      for (const [name, lon, lat, width] of cell.names("n")) {
        const room = (width * view.size) / 360;
        if (room >= 90 && room <= 1400) writer.write(name, lon, lat, style);
      }
    }
  }

  private drawCountries(writer: Writer, spots: Named[]): void {
    const { view } = writer;
    const pixels = view.size / 360;
    const middle = [view.left + view.width / 2, view.top + view.height / 2] as const;
    const far = ([, lon, lat]: Named): number => {
      const x = wrapped(projectX(lon), view) * view.size - middle[0];
      return Math.hypot(x, projectY(lat) * view.size - middle[1]);
    };
    for (const country of this.basemap.world.names("n")) {
      const [name, , , width] = country;
      const room = width * pixels;
      if (room < 60) continue;
      const font = Math.round(Math.max(10, Math.min(18, 7 + room / 45)));
      const style = { font: `600 ${font}px ${FAMILY}`, colour: theme.palette.countryName, spacing: font * 0.18, tall: font + 4 };
      const others = spots.filter((spot) => spot[0] === name && spot[3] * pixels > 60).sort((a, b) => far(a) - far(b));
      for (const [, lon, lat] of [country, ...others.slice(0, MOST_TRIES)]) {
        if (writer.write(countryCalled(name).toLocaleUpperCase(LOCALE), lon, lat, style, 30)) break;
      }
    }
  }

  private drawCity(writer: Writer, city: Named): void {
    drawCity(writer, city, this.spoken(city[0], city[1], city[2]));
  }

  /** Those in view that are named at its zoom, capitals and the largest first. */
  private cities(view: View): Named[] {
    const { zoom } = view;
    const detailed = this.basemap.seen(view).flatMap((cell) => cell.names("p"));
    const covered = new Set(detailed.map((city) => city[0]));
    const all = [...detailed, ...this.basemap.world.names("p").filter((city) => !covered.has(city[0]))];
    const least = LEAST_CITY.find(([from]) => zoom >= from)?.[1] ?? 0;
    const found: Named[] = [];
    // A city that events speak of is named before its neighbours and quarters.
    const large = all.filter((city) => city[3] >= 100 && this.spoken(city[0], city[1], city[2]));
    for (const city of all.sort((a, b) => (b[4] ?? 0) - (a[4] ?? 0) || b[3] - a[3])) {
      const [name, lon, lat, population, capital] = city;
      const spoken = this.spoken(name, lon, lat);
      // The quarters of a city are in the data too; its own name is what a reader looks for.
      const own = zoom >= 12 || spoken || capital === 1;
      if (!own && large.some((other) => Math.abs(other[1] - lon) < 0.2 && Math.abs(other[2] - lat) < 0.13)) continue;
      if (population >= 100) large.push(city);
      if (population >= (spoken ? least / 4 : least) || (capital === 1 && zoom >= 4)) found.push(city);
    }
    return found;
  }
}

class Writer {
  private readonly written = new Map<string, [number, number][]>();

  constructor(readonly view: View, readonly labels: Labels) {}

  /** Whether a name stands already within some pixels of a place. */
  near(name: string, lon: number, lat: number, reach: number): boolean {
    const [x, y] = this.at(lon, lat);
    return (this.written.get(name) ?? []).some(([otherX, otherY]) => Math.hypot(otherX - x, otherY - y) < reach);
  }

  wrote(name: string, lon: number, lat: number): void {
    this.written.set(name, [...(this.written.get(name) ?? []), this.at(lon, lat)]);
  }

  at(lon: number, lat: number): [number, number] {
    const { view } = this;
    return [wrapped(projectX(lon), view) * view.size - view.left, projectY(lat) * view.size - view.top];
  }

  /** Writes around a place if there is room; `inside` pixels must stay between the text and the edge of what is seen. */
  write(text: string, lon: number, lat: number, style: Style, inside = 0): boolean {
    const [x, y] = this.at(lon, lat);
    return this.writeAt(text, x, y, style, inside);
  }

  writeAt(text: string, x: number, y: number, style: Style, inside = 0): boolean {
    const { view: { context, width, height, padX, padY }, labels } = this;
    if (x < 0 || y < 0 || x > width || y > height) return false;
    context.font = style.font;
    if ("letterSpacing" in context) context.letterSpacing = `${style.spacing ?? 0}px`;
    const wide = context.measureText(text).width;
    const tall = style.tall ?? 17;
    const turn = ((style.angle ?? 0) * Math.PI) / 180;
    const [half, rise] = [(Math.abs(Math.cos(turn)) * wide + Math.abs(Math.sin(turn)) * tall) / 2 + 3, (Math.abs(Math.sin(turn)) * wide + Math.abs(Math.cos(turn)) * tall) / 2];
    const seen = inside === 0 || (x - half > padX && x + half < width - padX && y - rise > padY && y + rise < height - padY);
    const free = seen && labels.take(x - half, y - rise, 2 * half, 2 * rise);
    if (free) {
      context.save();
      context.translate(x, y);
      context.rotate(turn);
      context.lineWidth = 3;
      context.strokeStyle = theme.palette.halo;
      context.strokeText(text, 0, 0);
      context.fillStyle = style.colour;
      context.fillText(text, 0, 0);
      context.restore();
    }
    if ("letterSpacing" in context) context.letterSpacing = "0px";
    return free;
  }
}

function drawWaters(writer: Writer, waters: Named[]): void {
  const { zoom, size } = writer.view;
  for (const [name, lon, lat, width, angle] of waters) {
    const room = (width * size) / 360;
    const river = angle !== undefined;
    if (river ? zoom < 5.5 : room < 50 || room > 2200) continue;
    const font = river ? 11 : Math.round(Math.max(11, Math.min(17, 8 + room / 60)));
    const style = { font: `italic ${font}px ${FAMILY}`, colour: theme.palette.waterName, spacing: river ? 0.4 : font * 0.08, tall: font + 4 };
    if (writer.near(name, lon, lat, river ? 320 : Math.max(400, room))) continue;
    if (writer.write(name, lon, lat, river ? { ...style, angle } : style, river ? 0 : 8)) writer.wrote(name, lon, lat);
  }
}

function nameLine(writer: Writer, name: string, lines: Line[]): void {
  const { left, top, size, width, height } = writer.view;
  const style = { font: `italic 11px ${FAMILY}`, colour: theme.palette.disputed };
  // At the first stretch in view that has room, beside the line and along it.
  for (const line of [...lines].sort((a, b) => b.length - a.length).slice(0, 4)) {
    for (const share of [0.5, 0.3, 0.7, 0.15, 0.85]) {
      const i = Math.floor((line.length * share) / 2) * 2;
      const pixel = (at: number): [number, number] => [(line[at] ?? 0) * size - left, (line[at + 1] ?? 0) * size - top];
      const [x, y] = pixel(i);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      // Along the line as a name's length sees it, not along each of its bends.
      const reach = (step: number): [number, number] => {
        let at = i;
        while (at + step >= 0 && at + step < line.length && Math.hypot(pixel(at)[0] - x, pixel(at)[1] - y) < NAME_REACH) at += step;
        return pixel(at);
      };
      const [[x0, y0], [x1, y1]] = [reach(-2), reach(2)];
      let angle = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
      if (angle > 90) angle -= 180;
      if (angle < -90) angle += 180;
      const turn = (angle * Math.PI) / 180;
      for (const side of [14, -14, 24, -24]) {
        if (writer.writeAt(name, x - Math.sin(turn) * side, y + Math.cos(turn) * side, { ...style, angle })) return;
      }
    }
  }
}

/** Whether a city is named before all others and, where it is hidden, a little farther off. */
function great(population: number, capital: number | undefined): boolean {
  return population >= 1000 || capital === 1;
}

function drawCity(writer: Writer, [name, lon, lat, population, capital]: Named, spoken: boolean): void {
  const { view: { context, width, height }, labels } = writer;
  const { palette } = theme;
  const [x, y] = writer.at(lon, lat);
  if (x < 0 || y < 0 || x > width || y > height) return;
  const font = great(population, capital) ? 13 : population >= 100 ? 12 : 11;
  context.font = `${capital === 1 ? "600 " : ""}${font}px ${FAMILY}`;
  const wide = context.measureText(name).width;
  const tall = font + 2;
  const spot = ([[6, 0], [-6 - wide, 0], [-wide / 2, -tall], [-wide / 2, tall], [24, 0], [-24 - wide, 0], [-wide / 2, -31], [-wide / 2, 31], [38, 0], [-38 - wide, 0], [-wide / 2, 46], [-wide / 2, -46]] as const)
    .slice(0, spoken || great(population, capital) ? 12 : 8)
    .find(([dx, dy]) => labels.take(x + dx - 2, y + dy - tall / 2, wide + 4, tall));
  if (spot === undefined) return;
  context.fillStyle = palette.cityDot;
  context.beginPath();
  context.arc(x, y, capital === 1 ? 2.8 : 2, 0, 7);
  context.fill();
  context.textAlign = "left";
  context.lineWidth = 3;
  context.strokeStyle = palette.halo;
  context.strokeText(name, x + spot[0], y + spot[1]);
  context.fillStyle = palette.cityName;
  context.fillText(name, x + spot[0], y + spot[1]);
  context.textAlign = "center";
}
