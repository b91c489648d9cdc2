/** Clips that are whole by their structure and show nothing: what this product looks at is the structure. */

/** An MP4 of `ftyp`, `moov` and `mdat`; `content` makes one differ from another. */
export function makeMp4(content = "clip"): Buffer {
  const ftyp = box("ftyp", Buffer.concat([Buffer.from("mp42"), Buffer.alloc(4), Buffer.from("mp42isom")]));
  const moov = box("moov", box("mvhd", Buffer.alloc(100)));
  return Buffer.concat([ftyp, moov, box("mdat", Buffer.from(content.padEnd(64, ".")))]);
}

export function makeWebm(content = "clip", docType = "webm"): Buffer {
  const header = element("1a45dfa3", element("4282", Buffer.from(docType)));
  return Buffer.concat([header, element("18538067", Buffer.from(content.padEnd(64, ".")))]);
}

function box(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + content.length);
  return Buffer.concat([length, Buffer.from(type), content]);
}

/** Lengths below 127 take one byte, whose highest bit says so. */
function element(id: string, content: Buffer): Buffer {
  if (content.length > 126) throw new Error("too long for this helper");
  return Buffer.concat([Buffer.from(id, "hex"), Buffer.from([0x80 + content.length]), content]);
}
