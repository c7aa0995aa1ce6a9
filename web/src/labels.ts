// Labels that do not run into each other: first come, first placed.

export class Labels {
  private readonly cells = new Map<number, (readonly [number, number, number, number])[]>();
  private static readonly CELL = 64;

  /** Takes the box if it is free; false where something is there already. */
  take(left: number, top: number, width: number, height: number): boolean {
    const box: [number, number, number, number] = [left, top, left + width, top + height];
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    this.block(box);
    return true;
  }

  /** Keeps labels out of a box (left, top, right, bottom), whatever else is there. */
  block(box: readonly [number, number, number, number]): void {
    for (const key of this.keys(box)) {
      const found = this.cells.get(key);
      if (found === undefined) this.cells.set(key, [box]);
      else found.push(box);
    }
  }

  private keys(box: readonly [number, number, number, number]): number[] {
    const found: number[] = [];
    for (let x = Math.floor(box[0] / Labels.CELL); x <= Math.floor(box[2] / Labels.CELL); x++) {
      for (let y = Math.floor(box[1] / Labels.CELL); y <= Math.floor(box[3] / Labels.CELL); y++) {
        found.push(x * 100_003 + y);
      }
    }
    return found;
  }
}
