/** Where a project's snapshot lies and what must be equal for it to count, besides the files it names. */
export function snapshotPlace(
  root: string,
  version: string,
): { readonly file: string; readonly circumstances: string } {
  return {
    file: `${root}/.imagegen/snapshot`,
    circumstances: `imagegen ${version} on Node ${process.versions.node}`,
  };
}
