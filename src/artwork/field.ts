// A picture of figures instead of colours: coverage, or distance. Cells are square; a cell's figure is at its centre.

export interface Field {
  width: number;
  height: number;
  data: Float32Array;
}
