// Labels that do not run into each other: first come, first placed.

export class Labels {
  private readonly cells = new Map<number, [number, number, number, number][]>();
  private static readonly CELL = 64;

  /** Takes the box if it is free; false where something is there already. */
  take(left: number, top: number, width: number, height: number): boolean {
    const box: [number, number, number, number] = [left, top, left + width, top + height];
    const keys = this.keys(box);
    for (const key of keys) {
      for (const other of this.cells.get(key) ?? []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    for (const key of keys) {
      const found = this.cells.get(key);
      if (found === undefined) this.cells.set(key, [box]);
      else found.push(box);
    }
    return true;
  }

  private keys(box: [number, number, number, number]): number[] {
    const found: number[] = [];
    for (let x = Math.floor(box[0] / Labels.CELL); x <= Math.floor(box[2] / Labels.CELL); x++) {
      for (let y = Math.floor(box[1] / Labels.CELL); y <= Math.floor(box[3] / Labels.CELL); y++) {
        found.push(x * 100_003 + y);
      }
    }
    return found;
  }
}
