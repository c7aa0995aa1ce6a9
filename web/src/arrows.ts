// Movements: arrows that grow towards their head, bent a little so that there and back do not lie on each other.

type Point = [number, number];

export interface ArrowStyle {
  colour: string;
  rim: string;
  ink: string;
  dashed: boolean;
  faint: boolean;
  selected: boolean;
}

export interface ArrowShape {
  spine: readonly Point[];
  near(x: number, y: number, slack: number): boolean;
}

export type Arrow = ArrowShape & { row: number };

const POINTS = 18;

/** Pixels left free at both ends, so that the marks of the places stay clear. */
const GAP = 13;

export function drawArrow(context: CanvasRenderingContext2D, start: Point, goal: Point, style: ArrowStyle): ArrowShape {
  const [from, to] = shortened(start, goal);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const bend = length * 0.14;
  const middle: Point = [
    (from[0] + to[0]) / 2 + ((to[1] - from[1]) / (length || 1)) * bend,
    (from[1] + to[1]) / 2 - ((to[0] - from[0]) / (length || 1)) * bend,
  ];
  const spine = Array.from({ length: POINTS + 1 }, (_, i): Point => {
    const t = i / POINTS;
    const u = 1 - t;
    return [
      u * u * from[0] + 2 * u * t * middle[0] + t * t * to[0],
      u * u * from[1] + 2 * u * t * middle[1] + t * t * to[1],
    ];
  });
  const head = Math.min(20, Math.max(8, length * 0.3));
  const width = Math.min(9, Math.max(3, length * 0.06));
  const neck = Math.max(0.2, 1 - head / (length || 1));
  context.save();
  context.lineJoin = "round";
  context.globalAlpha = style.faint ? 0.4 : style.dashed ? 0.75 : 0.92;
  outline(context, spine, neck, width, head);
  context.lineWidth = style.selected ? 6 : 3;
  context.strokeStyle = style.selected ? style.ink : style.rim;
  context.stroke();
  context.fillStyle = style.dashed ? style.rim : style.colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = style.colour;
  context.setLineDash(style.dashed ? [4, 3] : []);
  context.stroke();
  context.restore();
  return {
    spine,
    near: (x, y, slack) => spine.some((point) => Math.hypot(point[0] - x, point[1] - y) < slack + width),
  };
}

function outline(context: CanvasRenderingContext2D, spine: Point[], neck: number, width: number, head: number): void {
  const shaft = spine.filter((_, i) => i / POINTS <= neck);
  const left: Point[] = [];
  const right: Point[] = [];
  shaft.forEach((point, i) => {
    const next = spine[i + 1] ?? point;
    const angle = Math.atan2(next[1] - point[1], next[0] - point[0]) + Math.PI / 2;
    const half = (width * (0.15 + 0.85 * (i / Math.max(1, shaft.length - 1)))) / 2;
    left.push([point[0] + Math.cos(angle) * half, point[1] + Math.sin(angle) * half]);
    right.push([point[0] - Math.cos(angle) * half, point[1] - Math.sin(angle) * half]);
  });
  const end = shaft[shaft.length - 1] ?? [0, 0];
  const tip = spine[spine.length - 1] ?? end;
  const angle = Math.atan2(tip[1] - end[1], tip[0] - end[0]) + Math.PI / 2;
  const wing = head * 0.48;
  context.beginPath();
  [...left, [end[0] + Math.cos(angle) * wing, end[1] + Math.sin(angle) * wing], tip,
    [end[0] - Math.cos(angle) * wing, end[1] - Math.sin(angle) * wing], ...right.reverse()].forEach((point, i) => {
    const [x = 0, y = 0] = point;
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
}

function shortened(from: Point, to: Point): [Point, Point] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 4 * GAP) return [from, to];
  const x = ((to[0] - from[0]) / length) * GAP;
  const y = ((to[1] - from[1]) / length) * GAP;
  return [[from[0] + x, from[1] + y], [to[0] - x, to[1] - y]];
}
