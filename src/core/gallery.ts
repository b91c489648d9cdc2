/** A file of the gallery's folder that shows an output. */
export interface GalleryFile {
  /** The output's path in the project. */
  readonly path: string;
  /** Relative to the page; undefined where there is no such picture. */
  readonly address: string | undefined;
  /** A small one; undefined for what cannot be decoded. */
  readonly thumbnail: string | undefined;
  readonly bytes: number;
  /** Pixels; undefined for a clip. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly clip: boolean;
}

/** A file of the gallery's folder that shows an original. */
export interface GalleryOriginal {
  /** Relative to the page. */
  readonly address: string;
  readonly thumbnail: string;
}
